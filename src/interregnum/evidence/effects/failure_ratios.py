"""What every ratio after failed coups and plots is adjusted for, and the ratio of two of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Scale
from interregnum.evidence.estimators.poisson import ratio_between
from interregnum.evidence.findings import Facts, effect_from
from interregnum.evidence.interval_ends import bias_factor
from interregnum.evidence.leader_months import WINDOWS, windows_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

ATTEMPTED, CONSPIRACY = "attempted", "conspiracy"
GROUPS = ("military", "monarchy", "personal")
SPANS = {
    "year_1": "in months 1 to 12 after",
    "year_2": "in months 13 to 24 after",
    "years_3_5": "in months 25 to 60 after",
}
KINDS = {
    "executed": (ATTEMPTED, "an attempt that was carried out and failed"),
    "thwarted": (CONSPIRACY, "a plot found out before it began"),
}


def covariates_of(months: pd.DataFrame) -> dict[str, ArrayLike]:
    """Return what every ratio is adjusted for: log time in office, its square, regime group."""
    import numpy as np

    tenure = np.log(months["tenure"].to_numpy(dtype=float) + 1.0)
    found: dict[str, ArrayLike] = {"tenure": tenure, "tenure_squared": tenure**2}
    return found | {group: (months["group"] == group).astype(float) for group in GROUPS}


def ratio_columns(
    months: pd.DataFrame, marks: dict[str, dict[str, pd.Series]]
) -> tuple[dict[str, ArrayLike], tuple[str, ...]]:
    """Return the columns of a regression on times since events, and those that are ratios.

    Parameters
    ----------
    months
        Of the rulers.
    marks
        For each kind of event which months lie in each window since the last one, from
        :func:`interregnum.evidence.leader_months.windows_of`.
    """
    columns: dict[str, ArrayLike] = {
        f"{kind}.{window}": here[window].astype(float)
        for kind, here in marks.items()
        for window in WINDOWS
    }
    wanted = tuple(columns)
    return columns | covariates_of(months), wanted


def with_arms(effect: Effect, arms: tuple[str, str]) -> Effect:
    """Return a ratio with its arms and what would overturn it."""
    return replace(effect, arms=arms, bias_factor=bias_factor(effect.low, effect.high))


def executed_over_thwarted(
    months: pd.DataFrame, since: dict[str, pd.Series], facts: Facts
) -> Effect:
    """Return the ratio of exits in the year after an executed failure to that after a plot.

    Parameters
    ----------
    months
        Of the rulers.
    since
        The months since the last ``executed`` failure and ``thwarted`` plot.
    facts
        What is said of it.
    """
    marks = {kind: windows_of(since[kind]) for kind in KINDS}
    columns, _ = ratio_columns(months, marks)
    pair = ("executed.year_1", "thwarted.year_1")
    ratio = ratio_between(months["exit"].astype(float), columns, months["gw"], pair)
    effect = effect_from(
        "after_failure.any_exit_ratio.executed_thwarted.year_1",
        (ratio.estimate, ratio.low, ratio.high),
        (len(months), int(months["exit"].sum())),
        (
            f"Adjusted ratio of exits of the ruler in any way {SPANS['year_1']} "
            f"{KINDS['executed'][1]}, divided by that after {KINDS['thwarted'][1]}: both in one "
            "regression over ruler-months of autocracies (Poisson, log time in office and its "
            "square, regime group; errors clustered by country).",
            Scale.RATIO,
        ),
        facts,
    )
    arms = tuple(f"after_failure.any_exit_ratio.{kind}" for kind in pair)
    return with_arms(effect, (arms[0], arms[1]))
