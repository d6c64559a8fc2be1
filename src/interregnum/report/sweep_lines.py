"""What a sweep gave, in a table that a reader who is no programmer understands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interregnum.report.tables import OUTCOME_TEXT

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.policy_means import PolicyMean
    from interregnum.experiments.stopping import Mean, Reached

NAMES = {
    **OUTCOME_TEXT,
    "removed": "removed (any class but S and regular exits)",
    "contested": "removed, then back within 90 days",
    "exit_day": "day of exit, at most the horizon",
}
DAYS = "exit_day"


def _number(value: float, quantity: str, *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    if quantity == DAYS:
        return f"{value:{sign}.1f}"
    return f"{100.0 * value:{sign}.1f}"


def _unit(quantity: str, *, signed: bool = False) -> str:
    if quantity == DAYS:
        return "d"
    return "points" if signed else "%"


def _cells(mean: Mean, quantity: str, *, signed: bool = False) -> tuple[str, str]:
    """Return a mean and its interval with units; what is not known is said."""
    unit = _unit(quantity, signed=signed)
    value = f"{_number(mean.estimate, quantity, signed=signed)} {unit}"
    if mean.low is None or mean.high is None:
        return value, "too few replicates"
    ends = [_number(end, quantity, signed=signed) for end in (mean.low, mean.high)]
    return value, f"{ends[0]} to {ends[1]} {unit}"


def sweep_parts(
    title: str, means: Sequence[PolicyMean], reached: Sequence[Reached]
) -> list[Table | str]:
    """Return the table of a sweep, and a line for each standard error that was asked for.

    Parameters
    ----------
    title
        Stands above the table.
    means
        From :func:`interregnum.experiments.policy_means.policy_means`.
    reached
        How close each goal came.
    """
    from rich.table import Table

    policies = list(dict.fromkeys(row.policy for row in means))
    table = Table(title=title, title_justify="left")
    table.add_column("outcome")
    if len(policies) > 1:
        table.add_column("policy")
    columns = ["mean", "95 % interval"]
    if len(policies) > 1:
        columns += [f"v. {policies[0]}", "95 % interval"]
    for name in columns:
        table.add_column(name, justify="right")
    for row in means:
        first = row.policy == policies[0]
        cells: list[Any] = [NAMES[row.quantity] if first else ""]
        cells += [row.policy] if len(policies) > 1 else []
        cells += _cells(row.mean, row.quantity)
        if row.difference is not None:
            cells += _cells(row.difference, row.quantity, signed=True)
        table.add_row(*cells, end_section=row.policy == policies[-1])
    return [table, *(_line(goal) for goal in reached)]


def _line(goal: Reached) -> str:
    """Return how close a goal came."""
    unit = _unit(goal.quantity, signed=True)
    error = f"{_number(goal.error, goal.quantity)} {unit}"
    if goal.quantity != DAYS:
        error = f"{100.0 * goal.error:.2f} {unit}"
    scale = 1.0 if goal.quantity == DAYS else 100.0
    asked = f"{scale * goal.wanted:.3g} {unit}"
    verb = "reached" if goal.is_met else "NOT reached: --most-runs came first"
    return (
        f"standard error of {NAMES[goal.quantity]}: {error} (largest, under {goal.policy}), "
        f"{asked} asked: {verb}."
    )
