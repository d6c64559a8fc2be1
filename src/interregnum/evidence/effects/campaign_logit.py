"""Success of campaigns by several conditions at once: a logit with errors clustered by country."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Scale
from interregnum.evidence.estimators.regression import UNKNOWN, Link, ratios
from interregnum.evidence.findings import Facts, effect_from
from interregnum.evidence.interval_ends import bias_factor

if TYPE_CHECKING:
    import pandas as pd

TERMS = {
    "nonviolent": "mainly nonviolent rather than violent",
    "defection": "with large-scale defection of security forces rather than without",
    "foreign_support": "with open support by a foreign state rather than without",
    "tenfold_size": "with ten times the people at the peak",
    "regime_change": "for a change of regime rather than for other ends",
    "decade_later": "that ended a decade later",
}
FEWEST_A_TERM = 5
"""Successes, and failures, for each term, below which no odds ratio is told."""
ARMS = {
    "nonviolent": ("campaigns.success.nonviolent", "campaigns.success.violent"),
    "defection": ("campaigns.success.with_defection", "campaigns.success.without_defection"),
    "foreign_support": (
        "campaigns.success.with_foreign_support",
        "campaigns.success.without_foreign_support",
    ),
}


def design_of(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of the logit for the campaigns of which all of them are known.

    Parameters
    ----------
    cases
        NAVCO 1.2 from :func:`interregnum.evidence.effects.campaigns.ended`.
    """
    import numpy as np
    import pandas as pd

    size = cases["PARTICIPATION"].astype(float)
    design = pd.DataFrame(
        {
            "nonviolent": (~cases["violent"]).astype(float),
            "defection": cases["DEFECT"].astype(float),
            "foreign_support": cases["STATESUP"].astype(float),
            "tenfold_size": np.log10(size.where(size > 0)),
            "regime_change": cases["REGCHANGE"].astype(float),
            "decade_later": (cases["EYEAR"].astype(float) - 1970.0) / 10.0,
        }
    )
    return design.dropna()


def odds_ratios(cases: pd.DataFrame, facts: Facts) -> list[Effect]:
    """Return the odds ratio of each term, the others held equal.

    Parameters
    ----------
    cases
        As in :func:`design_of`.
    facts
        What is said of each.

    Raises
    ------
    UsageError
        If statsmodels is not installed.

    Notes
    -----
    With fewer than five successes or failures a term nothing is told. Success is common, so the
    bias factor is that of the square root of the odds ratio, which is close to the ratio of risks
    (VanderWeele and Ding 2017).
    """
    design = design_of(cases)
    won = cases.loc[design.index, "won"]
    found = dict.fromkeys(TERMS, UNKNOWN)
    if min(won.sum(), (~won).sum()) >= FEWEST_A_TERM * len(TERMS):
        found = ratios(
            won,
            {term: design[term] for term in TERMS},
            cases.loc[design.index, "block"],
            tuple(TERMS),
            Link.ODDS,
        )
    effects = []
    for term, words in TERMS.items():
        definition = (
            f"Odds that an ended campaign {words} succeeded, divided by those of one that was "
            "not, all other terms equal: logit on method, defection, foreign support, size, goal "
            "and time, errors clustered by country."
        )
        counts = (len(design), int(won.sum()))
        name = f"campaigns.odds_ratio.{term}"
        effect = effect_from(name, found[term], counts, (definition, Scale.RATIO), facts)
        bias = bias_factor(math.sqrt(found[term].low), math.sqrt(found[term].high))
        effects.append(replace(effect, arms=ARMS.get(term, ()), bias_factor=bias))
    return effects
