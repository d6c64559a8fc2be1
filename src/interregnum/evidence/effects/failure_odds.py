"""The ratios after a failed coup under another definition: odds, and failures on the day of entry.

Who is a case is a choice (D013). These are the choices that come nearest to the figures that the
project was given, beside those that it holds to be right: a reader sees what the choice does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Scale
from interregnum.evidence.estimators.regression import Link, ratios
from interregnum.evidence.findings import Facts, effect_from
from interregnum.evidence.interval_ends import bias_factor
from interregnum.evidence.leader_months import (
    WINDOWS,
    befallen,
    counted_by_month,
    months_since,
    windows_of,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

    from interregnum.evidence.leader_months import RulerMonths

PICKED = (
    "This definition was picked among several because it comes nearest to figures known "
    "beforehand: its agreement with them is no check."
)
OUTCOMES = {
    "any_exit": "an exit of the ruler in any way",
    "irregular_exit": "an irregular exit of the ruler",
    "attempts": "a coup attempt",
}
SPANS = {
    "year_1": "in months 1 to 12 after",
    "year_2": "in months 13 to 24 after",
    "years_3_5": "in months 25 to 60 after",
}


def odds_after_failure(
    panel: RulerMonths, coups: pd.DataFrame, covariates: dict[str, ArrayLike], facts: Facts
) -> list[Effect]:
    """Return by what a failed coup multiplies the odds of an event in a month, by time since.

    Parameters
    ----------
    panel
        Rulers and months.
    coups
        Attempts with ``gw``, ``day`` and ``won``.
    covariates
        What is adjusted for, one value a month.
    facts
        What is said of them.
    """
    # It was picked by its result, so it speaks to no claim and says so.
    facts = replace(facts, caveat=f"{facts.caveat} {PICKED}", claims=())
    months = panel.months
    failed = befallen(panel, coups[~coups["won"]].reset_index(drop=True), on_entry=True)
    since = months_since(panel, failed)
    marks = windows_of(since)
    columns: dict[str, ArrayLike] = {name: marks[name].astype(float) for name in WINDOWS}
    columns |= covariates
    events = {
        "any_exit": months["exit"],
        "irregular_exit": months["irregular"],
        # Who comes in by a coup did not suffer it: here the day of entry does not count.
        "attempts": counted_by_month(panel, befallen(panel, coups)) > 0,
    }
    effects = []
    for outcome, words in OUTCOMES.items():
        happened = events[outcome].astype(float)
        found = ratios(happened, columns, months["gw"], tuple(WINDOWS), Link.ODDS)
        for window in WINDOWS:
            ratio = found[window]
            effect = effect_from(
                f"after_failure.{outcome}_odds.{window}",
                (ratio.estimate, ratio.low, ratio.high),
                (len(months), int(happened.sum())),
                (
                    f"By what the odds of {words} in a month are multiplied {SPANS[window]} a "
                    "failed coup that befell the ruler, failures on the day of entry included, "
                    "against none in five years: logit over ruler-months of autocracies (log time "
                    "in office and its square, regime group; errors clustered by country).",
                    Scale.RATIO,
                ),
                facts,
            )
            effects.append(replace(effect, bias_factor=bias_factor(effect.low, effect.high)))
    return effects
