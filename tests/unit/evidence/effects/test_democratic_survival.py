"""New democracies are followed from their first year to their breakdown, and then no further."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from lifelines import KaplanMeierFitter

from interregnum.evidence.effects.democratic_survival import (
    FAMILY,
    bmr_spells,
    lied_spells,
)
from made_tables import counts, found, rows

UNTIL = date(1989, 12, 31)
LIED = rows(
    "gw year democratic_transition transition_type democratic_breakdown",
    (2, 1950, 1, 2, 0),
    *((2, year, 0, 0, 0) for year in range(1951, 1970)),
    (20, 1960, 1, 3, 0),
    (20, 1961, 0, 0, 0),
    (20, 1962, 0, 0, 1),
    (20, 1965, 1, 3, 0),
    (20, 1966, 0, 0, 0),
    (40, 1989, 1, 4, 0),
)
GWF = rows(
    "gw year gwf_fail gwf_fail_type",
    (2, 1955, 1, 2),
    (20, 1955, 1, 5),
    (40, 1955, 1, 4),
    (41, 1955, 1, 8),
    (42, 1955, 0, 0),
)
BMR = rows(
    "gw year democracy",
    *((2, year, int(year >= 1957)) for year in range(1950, 1970)),
    *((20, year, int(1955 <= year < 1960)) for year in range(1950, 1970)),
    *((40, year, int(year >= 1958)) for year in range(1950, 1970)),
    *((41, year, 1) for year in range(1950, 1970)),
)


def test_a_transition_is_followed_to_its_own_breakdown_or_the_last_year_seen() -> None:
    spells = lied_spells(LIED, UNTIL)
    assert spells.values.tolist() == [
        [2, 1950, "pact", 19, False],
        [20, 1960, "collapse", 2, True],
        [20, 1965, "collapse", 1, False],
    ]


def test_a_breakdown_after_the_last_day_is_not_known() -> None:
    assert lied_spells(LIED, date(1961, 12, 31)).values.tolist() == [
        [2, 1950, "pact", 11, False],
        [20, 1960, "collapse", 1, False],
    ]


def test_democracy_must_follow_within_two_years_of_a_known_end() -> None:
    spells = bmr_spells(GWF, BMR, UNTIL)
    # Country 40 waited three years; 41 fell to another autocrat; 42 did not fall.
    assert spells.values.tolist() == [
        [2, 1957, "insiders", 12, False],
        [20, 1955, "coup", 5, True],
    ]


def test_the_share_that_survives_is_kaplan_and_meiers() -> None:
    lines = [
        (gw, 1900, int(kind == "start"), 3 if kind == "start" else 0, 0)
        for gw, kind in ((g, "start") for g in range(1, 13))
    ]
    for gw in range(1, 13):
        years = gw + 2
        for step in range(1, years + 1):
            lines.append((gw, 1900 + step, 0, 0, int(step == years and gw % 3 == 0)))
    table = rows("gw year democratic_transition transition_type democratic_breakdown", *lines)
    spells = lied_spells(table, UNTIL)
    fitted = KaplanMeierFitter().fit(spells["years"], spells["broke"])
    effects = found(FAMILY, {"lied": table, "bmr": BMR, "gwf": GWF})
    for horizon in (5, 10):
        effect = effects[f"democratic_survival.share_{horizon}y.lied.collapse"]
        assert effect.estimate == pytest.approx(float(fitted.predict(horizon)))
        assert effect.low <= effect.estimate <= effect.high
    rate = effects["democratic_survival.breakdown_rate.lied.collapse"]
    assert rate.estimate == pytest.approx(spells["broke"].sum() / spells["years"].sum())


def test_ways_without_a_democracy_are_there_and_not_known() -> None:
    effects = found(FAMILY, {"lied": LIED, "bmr": BMR, "gwf": GWF})
    assert counts(effects["democratic_survival.share_5y.lied.liberated"]) == (0, 0)
    assert pd.isna(effects["democratic_survival.share_5y.lied.liberated"].estimate)
    assert effects["democratic_survival.share_5y.lied.pact"].estimate == 1.0
    assert effects["democratic_survival.share_5y.lied.pact"].low < 0.5
