"""What an effect surface says, in lines that a reader who is no programmer understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.report.twins_lines import outcome_name

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.surface_fit import Dependence, Surface
    from interregnum.intervals import Interval

SHOWN_IMPORTANCES = 8


def scaled(interval: Interval, unit: str) -> str:
    """Return an effect with its interval, in points of per cent or in days."""
    factor = 100.0 if unit == "1" else 1.0
    value, low, high = (factor * part for part in interval)
    return f"{value:+.1f} ({low:+.1f} to {high:+.1f})"


def _part(interval: Interval) -> str:
    low, high = 100.0 * interval.low, 100.0 * interval.high
    return f"{100.0 * interval.estimate:+.1f} % ({low:+.1f} to {high:+.1f})"


def verdict(surface: Surface, pairs: int) -> str:
    """Return in a sentence whether the effect was shown to differ, and how well it is told.

    Parameters
    ----------
    surface
        What was fitted.
    pairs
        How many differences it was fitted to.
    """
    chosen = surface.chosen
    if not surface.shows:
        return (
            f"Nothing beats the constant: on unseen runs the best fit ({chosen.name}) saves "
            f"{_part(chosen.gain)} of its squared error. {pairs} pairs do not show with what the "
            "effect differs; that is no proof that it is the same everywhere."
        )
    return (
        f"The effect differs: on unseen runs the best fit ({chosen.name}) saves "
        f"{_part(chosen.gain)} of the squared error of saying the mean everywhere. The rest is "
        "chance within runs, and what the fit misses."
    )


def surface_parts(surface: Surface, outcome: str, unit: str, pairs: int) -> list[Table | str]:
    """Return the tables and lines that follow a fit.

    Parameters
    ----------
    surface
        What was fitted.
    outcome, unit
        Whose effect it is.
    pairs
        How many differences it was fitted to.
    """
    parts: list[Table | str] = [
        f"{outcome_name(outcome)}: effect {scaled(surface.effect, unit)} "
        f"{_measure(unit)} over {pairs} pairs, 95 %.",
        _candidates(surface, unit),
        verdict(surface, pairs),
    ]
    if surface.shows:
        parts += [_importances(surface), *(_dependence(row, unit) for row in surface.dependences)]
        parts.append(_calibration(surface, unit))
    return parts


def _measure(unit: str) -> str:
    return "points" if unit == "1" else "days"


def _candidates(surface: Surface, unit: str) -> Table:
    from rich.table import Table

    factor = 100.0 if unit == "1" else 1.0
    table = Table(title="Five-fold cross-validation", title_justify="left", box=None)
    table.add_column("fit")
    table.add_column(f"error, {_measure(unit)}", justify="right")
    table.add_column("squared error saved, 95 % for all three", justify="right")
    table.add_row("the constant", f"{factor * surface.constant_error:.2f}", "")
    for row in surface.candidates:
        table.add_row(row.name, f"{factor * row.error:.2f}", _part(row.gain))
    return table


def _importances(surface: Surface) -> Table:
    from rich.table import Table

    count = sum(row.loss.low > 0.0 for row in surface.importances)
    title = f"What matters: {count} of {len(surface.importances)} inputs do beyond chance"
    table = Table(title=title, title_justify="left", box=None)
    table.add_column("input")
    table.add_column("squared error added when shuffled, 95 % for all", justify="right")
    for row in surface.importances[:SHOWN_IMPORTANCES]:
        table.add_row(row.name, _part(row.loss))
    return table


def _dependence(row: Dependence, unit: str) -> Table:
    from rich.table import Table

    named = row.input.name if row.input.categories else f"{row.input.name} ({row.input.unit})"
    table = Table(title=f"Effect by {named}", title_justify="left", box=None)
    table.add_column("about")
    table.add_column("runs", justify="right")
    table.add_column(f"effect seen, {_measure(unit)}, 95 %", justify="right")
    for part in row.seen:
        at = row.input.categories[int(part.at)] if row.input.categories else f"{part.at:.3g}"
        table.add_row(at, str(part.runs), scaled(part.effect, unit))
    return table


def _calibration(surface: Surface, unit: str) -> Table:
    from rich.table import Table

    factor = 100.0 if unit == "1" else 1.0
    table = Table(title="Unseen runs by what was predicted", title_justify="left", box=None)
    table.add_column(f"predicted, {_measure(unit)}", justify="right")
    table.add_column("runs", justify="right")
    table.add_column("effect seen, 95 %", justify="right")
    for part in surface.calibration:
        table.add_row(f"{factor * part.at:+.1f}", str(part.runs), scaled(part.effect, unit))
    return table
