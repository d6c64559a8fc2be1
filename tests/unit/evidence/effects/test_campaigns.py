"""Campaigns that ended are counted once, in the arm that they belong to."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from interregnum.evidence.effects.campaign_logit import odds_ratios
from interregnum.evidence.effects.campaign_totals import FAMILY as TOTALS
from interregnum.evidence.effects.campaign_years import FAMILY as YEARS
from interregnum.evidence.effects.campaigns import FAMILY, ended
from interregnum.evidence.findings import Facts
from made_tables import counts, found, rows

COLUMNS = "gw BYEAR EYEAR SUCCESS ONGOING VIOL REGCHANGE FSELFDET SECESSION"
LIST = rows(
    COLUMNS,
    (2, 1950, 1955, 1, 0, 0, 1, 0, 0),
    (2, 1960, 1961, 0, 0, 0, 1, 0, 0),
    (20, 1962, 1965, 0, 0, 1, 0, 1, 0),
    (20, 1970, 1975, 1, 0, 1, 1, 0, 0),
    (40, 1980, 1989, 0, 1, 1, 1, 0, 0),
    (41, 1985, 1995, 1, 0, 0, 1, 0, 0),
)
MORE = "PARTICIPATION PERCENTAGEPOPULARPARTICIPATION DEFECT STATESUP REGAID REGVIOL VIOLENTFLANK"
ATTRIBUTES = LIST.join(
    rows(
        MORE,
        (200000, 0.05, 1, 0, 0, 1, 0),
        (5000, 0.001, 0, 0, 0, 1, 1),
        (20000, 0.001, 0, 1, 0, 1, None),
        (20000, 0.001, 1, 1, 1, 0, None),
        (None, None, 0, 0, 0, 1, None),
        (9000, 0.01, 1, 0, 0, 1, 0),
    )
)
FRAMES = {"navco.campaigns": LIST, "navco.attributes": ATTRIBUTES}


def test_campaigns_that_go_on_or_end_later_are_left_out() -> None:
    effects = found(FAMILY, FRAMES)
    assert counts(effects["campaigns.success.nonviolent"]) == (1, 2)
    assert counts(effects["campaigns.success.violent"]) == (1, 2)
    assert effects["campaigns.success_difference"].estimate == 0.0
    assert effects["campaigns.success.nonviolent"].period == "1900-1989"


def test_a_later_last_day_takes_in_what_ended_by_then() -> None:
    effects = found(FAMILY, FRAMES, date(1999, 12, 31))
    assert counts(effects["campaigns.success.nonviolent"]) == (2, 3)
    assert counts(effects["campaigns.success.nonviolent.1990s"]) == (1, 1)
    assert "campaigns.success.nonviolent.1990s" not in found(FAMILY, FRAMES)


def test_the_decade_is_that_of_the_end() -> None:
    effects = found(FAMILY, FRAMES)
    assert counts(effects["campaigns.success.nonviolent.1950s"]) == (1, 1)
    assert counts(effects["campaigns.success.nonviolent.1960s"]) == (0, 1)
    assert counts(effects["campaigns.success.violent.1970s"]) == (1, 1)
    assert effects["campaigns.success.violent.1910s"].n == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("campaigns.success.nonviolent.regime_change", (1, 2)),
        ("campaigns.success.violent.self_determination", (0, 1)),
        ("campaigns.success.nonviolent.over_100000", (1, 1)),
        ("campaigns.success.nonviolent.under_10000", (0, 1)),
        ("campaigns.success.violent.10000_to_100000", (1, 2)),
        ("campaigns.success.over_35_per_1000", (1, 1)),
        ("campaigns.success.with_defection", (2, 2)),
        ("campaigns.success.without_defection", (0, 2)),
        ("campaigns.success.with_defection.violent", (1, 1)),
        ("campaigns.success.with_foreign_support", (1, 2)),
        ("campaigns.success.without_foreign_support.nonviolent", (1, 2)),
        ("campaigns.success.nonviolent.with_flank", (0, 1)),
        ("campaigns.success.nonviolent.without_flank", (1, 1)),
    ],
)
def test_each_arm_holds_its_own_campaigns(name: str, expected: tuple[int, int]) -> None:
    assert counts(found(FAMILY, FRAMES)[name]) == expected


def test_each_contrast_stands_beside_its_arms() -> None:
    effects = found(FAMILY, FRAMES)
    contrasts = [effect for effect in effects.values() if "difference" in effect.name]
    assert len(contrasts) > 20
    for effect in contrasts:
        first, second = (effects[arm] for arm in effect.arms)
        assert effect.n == first.n + second.n
        if effect.n and first.n and second.n:
            assert effect.estimate == pytest.approx(first.estimate - second.estimate)


def test_totals_of_all_years_are_apart_and_have_wilsons_interval() -> None:
    assert not TOTALS.for_calibration
    assert TOTALS.default_until is None
    effects = found(TOTALS, FRAMES, date.max)
    assert counts(effects["campaign_totals.success.nonviolent"]) == (2, 3)


def test_the_logit_finds_the_odds_that_were_planted() -> None:
    """Sampled from known odds: 3 to 1 for nonviolent, nothing else matters."""
    rng = np.random.default_rng(4)
    size = 6000
    violent = rng.random(size) < 0.5
    odds = np.where(violent, 0.5, 1.5)
    cases = pd.DataFrame(
        {
            "violent": violent,
            "won": rng.random(size) < odds / (1 + odds),
            "block": rng.integers(0, 100, size),
            "DEFECT": rng.integers(0, 2, size),
            "STATESUP": rng.integers(0, 2, size),
            "REGCHANGE": rng.integers(0, 2, size),
            "PARTICIPATION": 10 ** rng.uniform(3, 6, size),
            "EYEAR": rng.integers(1946, 1990, size),
        }
    )
    facts = Facts(source="s", vintage="v", period="1946-1989", caveat="c")
    by_name = {effect.name: effect for effect in odds_ratios(cases, facts)}
    method = by_name["campaigns.odds_ratio.nonviolent"]
    assert method.low < 3.0 < method.high
    assert method.high / method.low < 1.3
    assert by_name["campaigns.odds_ratio.tenfold_size"].estimate == pytest.approx(1.0, abs=0.15)


def test_a_logit_without_campaigns_is_not_known() -> None:
    facts = Facts(source="s", vintage="v", period="1946-1989", caveat="c")
    nothing = ended(ATTRIBUTES.iloc[:0], date(1989, 12, 31))
    assert all(np.isnan(effect.estimate) for effect in odds_ratios(nothing, facts))


YEAR_ROWS = rows(
    "gw id year success prim_method sec_defect state_defect camp_structure",
    (2, 1, 1950, 0, 1, 1, 0, 1),
    (2, 1, 1951, 0, 1, 0, None, 1),
    (2, 1, 1952, 1, 1, None, 1, 1),
    (20, 2, 1950, 0, 0, 1, 0, 0),
    (20, 2, 1952, 1, 0, 1, 0, 0),
    (20, 3, 1990, 1, 0, 1, 0, 0),
)


def test_what_was_so_in_the_year_before_is_asked_of_that_year_alone() -> None:
    effects = found(YEARS, {"navco.campaign_years": YEAR_ROWS})
    stem = "campaign_years.success"
    # 1951 follows a year with defection, 1952 one without; campaign 2 has no row for 1951.
    assert counts(effects[f"{stem}.with_security_defection.lagged"]) == (0, 1)
    assert counts(effects[f"{stem}.without_security_defection.lagged"]) == (1, 1)
    assert counts(effects[f"{stem}.with_security_defection.same_year"]) == (1, 3)
    assert counts(effects[f"{stem}.without_security_defection.same_year"]) == (0, 1)
    assert counts(effects[f"{stem}.nonviolent"]) == (1, 3)
    for method, with_it, without in (("nonviolent", (0, 1), (1, 1)), ("violent", None, None)):
        arms = ("with", "without")
        for arm, expected in zip(arms, (with_it, without), strict=True):
            found_here = effects[f"{stem}.{method}.{arm}_security_defection.lagged"]
            assert counts(found_here) == (expected or (0, 0))
    assert counts(effects[f"{stem}.violent"]) == (1, 2)
