"""Each fact counts what its effect counts, on hand-made tables and on tables that lack some."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from interregnum.calibration.facts import FactValue, sample_of
from interregnum.calibration.targets import TARGETS, facts_on
from interregnum.calibration.values import draws_of
from interregnum.evidence.cases import LAST_DAY
from interregnum.evidence.computing import FAMILIES, family_of
from made_facts import tables, with_copies
from made_tables import MadeTables

KINDS = {target.effect: target.kind for target in TARGETS}


@pytest.fixture(scope="module")
def facts() -> dict[str, FactValue]:
    """Return the facts of the hand-made states."""
    return facts_on(MadeTables(tables()))


def counted(value: FactValue) -> tuple[int, int]:
    """Return events and cases."""
    return value.events, value.n


def test_cases_are_counted_on_ones_fingers(facts: dict[str, FactValue]) -> None:
    # 1951 to 1970 in state 2, 1950 to 1989 in state 20, one breakdown.
    assert counted(facts["breakdown.rate.military"]) == (1, 60)
    assert counted(facts["breakdown.mode_share.coup.all"]) == (1, 1)
    assert counted(facts["breakdown.mode_share.by_election.all"]) == (0, 1)
    assert counted(facts["breakdown.successor.democracy.mode.coup"]) == (0, 1)
    assert counted(facts["conflict.conflict_within_2y.breakdown"]) == (1, 1)
    assert counted(facts["campaigns.success.nonviolent"]) == (1, 2)
    assert counted(facts["campaigns.success.violent"]) == (0, 1)
    assert counted(facts["campaigns.success.over_35_per_1000"]) == (1, 1)
    assert counted(facts["campaigns.success.without_defection.violent"]) == (0, 1)
    stem = "campaign_years.success"
    assert counted(facts[f"{stem}.nonviolent.with_security_defection.lagged"]) == (1, 1)
    assert counted(facts[f"{stem}.violent.without_security_defection.lagged"]) == (0, 1)
    assert counted(facts["wars.removal.autocrats.within_2y.lost"]) == (0, 1)
    assert facts["regular_exits.regular.military"].events == 1


def test_half_an_event_is_added_to_what_is_compared_and_not_to_what_is_printed(
    facts: dict[str, FactValue],
) -> None:
    share = facts["breakdown.successor.democracy.mode.coup"]
    assert share.published == 0.0
    assert share.estimate == pytest.approx(math.log(0.5 / 1.5))
    assert share.error == pytest.approx(math.sqrt(1 / 0.5 + 1 / 1.5))
    rate = facts["breakdown.rate.military"]
    assert (rate.published, rate.estimate) == (1 / 60, pytest.approx(math.log(1.5 / 60)))


def test_a_fact_without_a_case_is_no_number_and_says_so(facts: dict[str, FactValue]) -> None:
    nothing = facts["breakdown.rate.monarchy"]
    assert math.isnan(nothing.estimate)
    assert math.isnan(nothing.error)
    assert counted(nothing) == (0, 0)


def test_every_fact_equals_the_effect_that_its_family_computes() -> None:
    made = MadeTables(tables())
    families = {target.effect.partition(".")[0] for target in TARGETS}
    effects = {
        effect.name: effect
        for family in FAMILIES
        if family in families
        for effect in family_of(family).compute(made, LAST_DAY, 100, 0)
    }
    found = facts_on(made)
    known = 0
    for target in TARGETS:
        published, effect = found[target.name].published, effects.get(target.effect)
        few = target.kind == "ratio" and effect is not None and effect.estimate == 0.0
        if effect is None or math.isnan(effect.estimate) or few:
            # The family tells nothing, or a nought that needs no fit to be told.
            assert math.isnan(published) or published == 0.0
        else:
            known += 1
            # The family's own regression stops earlier on so few cases.
            close = 1e-4 if target.kind == "ratio" else 1e-9
            assert published == pytest.approx(effect.estimate, rel=close)
    assert known > 20


@pytest.mark.parametrize("name", sorted(tables()))
@pytest.mark.parametrize("what", ["missing", "empty"])
def test_tables_that_lack_something_never_stop_the_others(
    facts: dict[str, FactValue], name: str, what: str
) -> None:
    frames, whole = tables(), facts
    if what == "missing":
        del frames[name]
    else:
        frames[name] = frames[name].iloc[:0]
    found = facts_on(MadeTables(frames))
    assert set(found) == set(whole)
    assert all((value.n == 0) == math.isnan(value.estimate) for value in found.values())
    other = (
        "campaigns.success.nonviolent"
        if not name.startswith("navco")
        else "breakdown.rate.military"
    )
    assert found[other] == whole[other]


def test_what_came_after_the_last_day_is_not_counted() -> None:
    early = facts_on(MadeTables(tables()), date(1960, 12, 31))
    assert counted(early["breakdown.rate.military"]) == (0, 21)
    assert counted(early["campaigns.success.nonviolent"]) == (1, 1)


@settings(max_examples=4, deadline=None)
@given(gw=some.sampled_from([2, 20]), times=some.integers(2, 4))
def test_a_country_drawn_several_times_is_several_countries_that_are_alike(
    gw: int, times: int
) -> None:
    sample = sample_of(MadeTables(tables()), LAST_DAY, KINDS)
    weights = np.array([[times if code == gw else 1 for code in (2, 20)]], dtype=float)
    drawn = draws_of(sample, KINDS, np.array([2, 20]), weights)
    copied = facts_on(MadeTables(with_copies(tables(), gw, times)))
    for target in TARGETS:
        value = copied[target.name].estimate
        got = drawn[target.effect][0] if target.effect in drawn else math.nan
        assert (math.isnan(value) and math.isnan(got)) or got == pytest.approx(value, abs=1e-7)


@pytest.mark.parametrize("times", [2, 3])
def test_a_world_said_twice_tells_the_same_and_with_more_certainty(
    facts: dict[str, FactValue], times: int
) -> None:
    more = facts_on(MadeTables(with_copies(with_copies(tables(), 2, times), 20, times)))
    for name, value in facts.items():
        if not math.isnan(value.published):
            assert more[name].published == pytest.approx(value.published, abs=1e-9)
        if not math.isnan(value.estimate):
            assert more[name].error < value.error or value.events == 0
            assert more[name].events == times * value.events
