"""What a switch does under rival structures, beside parameters, in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interregnum.report.tables import interval_text
from interregnum.report.twins_lines import outcome_name

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.pairing import Effect
    from interregnum.experiments.structures import Rival
    from interregnum.experiments.thirds import Third

SHOWN = ("removed", "collapse", "exit_day")
SHOWN_THIRDS = 6


def rival_parts(rivals: Sequence[Rival], thirds: Sequence[Third]) -> list[Table | str]:
    """Return the tables of effects by structure and by parameter, and what their signs are.

    Parameters
    ----------
    rivals
        From :func:`interregnum.experiments.structures.rivals`.
    thirds
        From :func:`interregnum.experiments.thirds.thirds`, of removals.
    """
    from rich.table import Table

    title = "The effect under rival structures, 95 %: points of per cent; exit day in days"
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("structure", no_wrap=True)
    for name in ("removed", "removed, less own", "collapse", "exit day"):
        table.add_column(name, justify="right", no_wrap=True)
    for rival in rivals:
        effects = {row.outcome: _short(row) for row in rival.effects}
        less = {row.outcome: _short(row) for row in rival.differences}.get("removed", "")
        cells = [effects["removed"], less, effects["collapse"], effects["exit_day"]]
        table.add_row(rival.structure.name.removeprefix("mutiny_onset."), *cells)
    signs = [sign_line(rivals, name) for name in SHOWN]
    signs.append("No sign is averaged over structures.")
    return [table, *signs, *_third_parts(rivals, thirds)]


def _short(row: Effect) -> str:
    """Return an effect with its interval in points, or in whole days."""
    if row.unit == "1":
        return interval_text((row.estimate, row.low, row.high))
    return f"{row.estimate:+.0f} ({row.low:+.0f} to {row.high:+.0f})"


def sign_line(rivals: Sequence[Rival], outcome: str) -> str:
    """Return under which structures the effect on an outcome is above, below or not off zero."""
    groups: dict[str, list[str]] = {"above 0": [], "below 0": [], "not told from 0": []}
    for rival in rivals:
        row = next(row for row in rival.effects if row.outcome == outcome)
        groups[_side(row)].append(rival.structure.name)
    told = [
        f"{side} under all {len(names)}" if len(names) == len(rivals) else
        f"{side} under {len(names)} ({', '.join(names)})"
        for side, names in groups.items()
        if names
    ]  # fmt: skip
    return f"Sign, {outcome_name(outcome)}: {'; '.join(told)}."


def _side(row: Effect) -> str:
    if row.low > 0.0:
        return "above 0"
    return "below 0" if row.high < 0.0 else "not told from 0"


def _third_parts(rivals: Sequence[Rival], thirds: Sequence[Third]) -> list[Table | str]:
    """Return the effect beside the parameters that it differs most with."""
    from rich.table import Table

    if not thirds:
        return []
    table = Table(
        title="Beside parameters: the effect on removals in thirds of each",
        title_justify="left",
        box=None,
    )
    for name in ("parameter", "lower third", "upper third", "upper less lower, all together 95 %"):
        table.add_column(name, justify="left" if name == "parameter" else "right")
    for row in thirds[:SHOWN_THIRDS]:
        low, high = row.edges
        table.add_row(
            f"{row.parameter} (below {low:.3g}, above {high:.3g} {row.unit})",
            interval_text(row.lower),
            interval_text(row.upper),
            interval_text(row.difference),
        )
    return [table, _spans(rivals, thirds)]


def _spans(rivals: Sequence[Rival], thirds: Sequence[Third]) -> str:
    """Return how far the effect on removals goes over structures and over parameters."""
    of = [next(row for row in rival.effects if row.outcome == "removed") for rival in rivals]
    estimates = [100.0 * row.estimate for row in of]
    parts = [100.0 * part.estimate for row in thirds[:SHOWN_THIRDS] for part in row[3:5]]
    sure = sum(row.difference.low > 0.0 or row.difference.high < 0.0 for row in thirds)
    return (
        f"Over structures the effect on removals goes from {min(estimates):+.1f} to "
        f"{max(estimates):+.1f} points; over thirds of the {min(len(thirds), SHOWN_THIRDS)} "
        f"parameters shown from {min(parts):+.1f} to {max(parts):+.1f}. Of {len(thirds)} drawn "
        f"parameters {sure} differ beyond chance."
    )
