"""What futures gave, in lines that a reader who is no programmer understands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interregnum.report.tables import OUTCOME_TEXT, percent

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.fork import Forking
    from interregnum.experiments.futures import Decided, OutcomeOfFutures
    from interregnum.intervals import Interval

NAMES = {"removed": "removed (any class but S and regular exits)", **OUTCOME_TEXT}


def _between(interval: Interval) -> str:
    return f"{100.0 * interval.low:.1f} to {100.0 * interval.high:.1f} %"


def _points(interval: Interval) -> str:
    low, high = 100.0 * interval.low, 100.0 * interval.high
    return f"{100.0 * interval.estimate:+.1f} points ({low:+.1f} to {high:+.1f})"


def fork_parts(
    forking: Forking,
    at: str,
    outcomes: Sequence[OutcomeOfFutures],
    decided: Decided | None,
    moved: bool | None,
) -> list[Table | str]:
    """Return the table and the lines that follow a fork.

    Parameters
    ----------
    forking
        What was asked for.
    at
        The day or event.
    outcomes, decided, moved
        As :mod:`interregnum.experiments.futures` gives them.
    """
    from rich.table import Table

    pasts = len(forking.origins)
    whose = f"run {forking.origins[0].run}" if pasts == 1 else f"{pasts} runs"
    days = sorted({origin.day for origin in forking.origins})
    when = f"day {days[0]}" if len(days) == 1 else f"days {days[0]} to {days[-1]}"
    table = Table(
        title=f"{forking.futures} futures of each past: {whose}, from {when} on (at {at})",
        title_justify="left",
    )
    table.add_column("outcome")
    table.add_column("share", justify="right")
    table.add_column("95 % interval", justify="right")
    if forking.settings:
        table.add_column("effect of the change, paired, 95 %", justify="right")
    for row in outcomes:
        cells = [NAMES[row.outcome], percent(row.share.estimate), _between(row.share)]
        if row.effect is not None:
            cells.append(_points(row.effect))
        table.add_row(*cells)
    lines: list[Table | str] = [table]
    if moved is False:
        named = ", ".join(forking.settings)
        lines.append(f"{named} moved nothing: it has no effect from {when} on.")
    if decided is not None:
        lines.append(
            f"By then the past had decided {percent(decided.share)} of the variance of who is "
            f"removed ({percent(decided.low)} to {percent(decided.high)}); the rest was open."
        )
    return lines
