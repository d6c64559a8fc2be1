"""What a study says, in lines that a reader who is no programmer understands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interregnum.experiments.outcomes import ENDINGS

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.outcomes import Outcomes, Share
    from interregnum.experiments.sign import Cell
    from interregnum.experiments.switching import Switched

FEW = 10
OUTCOME_TEXT = {
    "survives": "S  the ruler is still there",
    "fragmentation": "F  fragmentation or civil war",
    "democracy": "D  democratic transition",
    "militarised": "N  militarised takeover",
    "insider": "I  insider replacement",
    "other": "O  interim rule, reversal",
    "regular_exit": "   a regular exit, reported apart below",
}


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
    groups: tuple[tuple[str, tuple[Share, ...], dict[str, str]], ...] = (
        (
            f"Outcome: rule within {horizon} days, class after a fall",
            outcomes.outcomes,
            OUTCOME_TEXT,
        ),
        ("Regular exits, not removals", outcomes.regular, {}),
        ("Mode of breakdown (gwf_fail_type)", outcomes.modes, {}),
        ("Deaths in the breakdown (gwf_fail_violent)", outcomes.violence, {}),
        ("The first column", outcomes.endings, ENDINGS),
    )
    return [*(_share_table(*group) for group in groups), *_outcome_lines(outcomes)]


def _share_table(title: str, rows: tuple[Share, ...], names: dict[str, str]) -> Table:
    """Return shares of runs as a table."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column("", min_width=52)
    table.add_column("runs", justify="right")
    table.add_column("share", justify="right")
    table.add_column("95 % interval", justify="right")
    _add(table, rows, names)
    return table


def _outcome_lines(outcomes: Outcomes) -> list[str]:
    """Return what is said below the tables."""
    removed, contested = outcomes.removed, outcomes.contested
    lines = [
        f"Removed, all classes: {percent(removed.share)} "
        f"(95 %: {100.0 * removed.low:.1f} - {100.0 * removed.high:.1f} %); removed and back "
        f"within 90 days, counted as S: {percent(contested.share)} "
        f"({100.0 * contested.low:.1f} - {100.0 * contested.high:.1f} %)."
    ]
    if outcomes.effective < outcomes.runs:
        lines.append(
            f"Runs are weighted by the likelihood of the observed rows: {outcomes.runs} runs "
            f"count as {outcomes.effective:.1f} (effective sample size)."
        )
    if outcomes.effective < FEW:
        lines.append(
            f"Fewer than {FEW} effective runs: shares, intervals and effect above rest on a few "
            "runs and say next to nothing. The model hardly ever draws what was observed; ask for "
            "many more runs, or mark fewer rows as imposed."
        )
    if outcomes.exit_days is not None:
        days = outcomes.exit_days
        lines.append(
            f"Day of exit, where removed: median {days.median:.0f} d "
            f"(10-90 % of runs: {days.low:.0f} - {days.high:.0f} d)."
        )
    lines.append(
        "Intervals are Monte-Carlo: they say how far the share may lie from that of endless runs "
        "over the same ranges, not how far the model may lie from the world."
    )
    return lines


def effect_line(label: str, effect: tuple[float, float, float]) -> str:
    """Return the paired effect of the contrast on survival as a sentence.

    >>> effect_line("no mutiny", (-0.2, -0.25, -0.15))[-37:]
    ' -20.0 points (95 %: -25.0 to -15.0).'
    """
    value, low, high = (100.0 * x for x in effect)
    return (
        f'Effect on not being removed, against "{label}" with the same random numbers: '
        f"{value:+.1f} points (95 %: {low:+.1f} to {high:+.1f})."
    )


def interval_text(effect: tuple[float, float, float] | None) -> str:
    """Return an effect in points with its interval, for readers.

    >>> interval_text((-0.2, -0.25, -0.15)), interval_text(None)
    ('-20.0 (-25.0 to -15.0)', 'no runs')
    """
    if effect is None:
        return "no runs"
    value, low, high = (100.0 * x for x in effect)
    return f"{value:+.1f} ({low:+.1f} to {high:+.1f})"


def switched_table(rows: Sequence[Switched], runs: int) -> Table:
    """Return which outcome moved by how much when each mechanism was switched off."""
    from rich.table import Table

    cases = ", ".join(dict.fromkeys(row.scenario for row in rows))
    title = f"{cases}: what each mechanism adds, on minus off in {runs} paired runs"
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column("mechanism", no_wrap=True)
    table.add_column("values change")
    table.add_column("runs flipped", justify="right", no_wrap=True)
    table.add_column("moved most", no_wrap=True)
    table.add_column("points (95 %)", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(
            f"{row.mechanism}, {row.equation}",
            "yes" if row.changed else "NO",
            percent(row.flipped),
            row.moved,
            interval_text((row.effect.estimate, row.effect.low, row.effect.high)),
        )
        if row.settings:
            table.add_row("  with " + ", ".join(f"{key}={value}" for key, value in row.settings))
    return table


def sign_lines(name: str, horizon: int, cells: Sequence[Cell]) -> list[Table | str]:
    """Return the effect of a failed mutiny over τ_e, o and selection, and whether it turns."""
    from rich.table import Table

    from interregnum.experiments.sign import told

    parts: list[Table | str] = [
        f"{name}: the ruler stays unremoved for {horizon} days, a mutiny that stood down minus no "
        "mutiny,\nsame random numbers, points with 95 % Monte-Carlo intervals. Nothing was fitted "
        "to this case.\n"
    ]
    for selection in dict.fromkeys(cell.selection for cell in cells):
        mine = [cell for cell in cells if cell.selection == selection]
        exposures = list(dict.fromkeys(cell.exposure for cell in mine))
        table = Table(title=f"selection: {selection}", title_justify="left", box=None)
        table.add_column("overestimation o = cred × o_full", min_width=28)
        for low, high in exposures:
            table.add_column(f"τ_e {low:g} - {high:g}", justify="right")
        for band in dict.fromkeys(cell.overestimation for cell in mine):
            row = [cell for cell in mine if cell.overestimation == band]
            table.add_row(band, *(interval_text(cell.effect) for cell in row))
        parts += [table, ""]
    return [*parts, told(cells)]
