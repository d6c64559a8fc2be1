"""What a study says, in lines that a reader who is no programmer understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.experiments.outcomes import ENDINGS

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.outcomes import Outcomes, Share

OUTCOME_TEXT = {"survives": "the ruler survives the horizon", "removed": "the ruler is removed"}


def percent(share: float) -> str:
    """Return a share as per cent, for readers.

    >>> percent(0.4137)
    '41.4 %'
    """
    return f"{100.0 * share:.1f} %"


def _add(table: Table, rows: tuple[Share, ...], names: dict[str, str]) -> None:
    for row in rows:
        interval = f"{100.0 * row.low:.1f} - {100.0 * row.high:.1f} %"
        table.add_row(names.get(row.name, row.name), str(row.runs), percent(row.share), interval)


def outcome_tables(outcomes: Outcomes, horizon: int) -> list[Table | str]:
    """Return the tables and lines that follow a run: outcomes, modes, the column, days of exit.

    Parameters
    ----------
    outcomes
        The numbers.
    horizon
        [d]
    """
    from rich.table import Table

    parts: list[Table | str] = []
    groups: tuple[tuple[str, tuple[Share, ...], dict[str, str]], ...] = (
        (f"Outcome within {horizon} days", outcomes.outcomes, OUTCOME_TEXT),
        ("Mode of removal (gwf_fail_type)", outcomes.modes, {}),
        ("The first column", outcomes.endings, ENDINGS),
    )
    for title, rows, names in groups:
        table = Table(title=title, title_justify="left", title_style="bold", box=None)
        table.add_column("", min_width=52)
        table.add_column("runs", justify="right")
        table.add_column("share", justify="right")
        table.add_column("95 % interval", justify="right")
        _add(table, rows, names)
        parts.append(table)
    if outcomes.exit_days is not None:
        days = outcomes.exit_days
        parts.append(
            f"Day of exit, where removed: median {days.median:.0f} d "
            f"(10-90 % of runs: {days.low:.0f} - {days.high:.0f} d)."
        )
    parts.append(
        "Intervals are Monte-Carlo: they say how far the share may lie from that of endless runs "
        "over the same ranges, not how far the model may lie from the world."
    )
    return parts


def effect_line(label: str, effect: tuple[float, float, float]) -> str:
    """Return the paired effect of the contrast on survival as a sentence.

    >>> effect_line("no mutiny", (-0.2, -0.25, -0.15))
    'Effect on survival, against "no mutiny" with the same random numbers: -20.0 points (95 %: \
-25.0 to -15.0).'
    """
    value, low, high = (100.0 * x for x in effect)
    return (
        f'Effect on survival, against "{label}" with the same random numbers: '
        f"{value:+.1f} points (95 %: {low:+.1f} to {high:+.1f})."
    )
