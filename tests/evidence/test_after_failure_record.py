"""What the record to 1989 says of failed coups comes out again, as far as it was published."""

from __future__ import annotations

from datetime import date

import pytest

from interregnum.effects import Effect
from interregnum.evidence.computing import TablesOf, family_of
from written_data import data_at_hand

UNTIL = date(1989, 12, 31)
# Published to two digits with an unpublished script: the distance that is left is said in D013.
PUBLISHED = {
    "any_exit_ratio.year_1": (2.1, 1.5, 3.1),
    "irregular_exit_ratio.year_1": (3.0, 1.9, 4.7),
    "irregular_exit_ratio.year_2": (0.5, 0.1, 2.2),
    "attempts_ratio.year_1": (3.9, 2.8, 5.6),
    "any_exit_ratio.executed.year_1": (2.1, 1.4, 3.1),
    "any_exit_ratio.thwarted.year_1": (0.55, 0.29, 1.02),
}


def effects_of(name: str, draws: int = 200) -> dict[str, Effect]:
    """Return a family over the files at hand."""
    for dataset, file in (
        ("powell_thyne", "powell_thyne_coups_1950_1989.txt"),
        ("cline_coups", "cline_cdp_v2.1.2.csv"),
        ("gwf", "gwf_autocratic_1946_1989.csv"),
        ("archigos", "archigos_4.1_to_1989.csv"),
        ("gw_states", "gw_states.csv"),
    ):
        folder = data_at_hand(dataset, file)
    effects = family_of(name).compute(TablesOf(folder), UNTIL, draws, 0)
    return {effect.name: effect for effect in effects}


@pytest.fixture(scope="module")
def after_failure() -> dict[str, Effect]:
    """Return what followed failed coups."""
    return effects_of("after_failure")


@pytest.mark.parametrize("name", PUBLISHED)
def test_ratios_after_failed_coups_and_thwarted_plots_are_near_those_published(
    after_failure: dict[str, Effect], name: str
) -> None:
    effect = after_failure[f"after_failure.{name}"]
    estimate, low, high = PUBLISHED[name]
    assert effect.estimate == pytest.approx(estimate, rel=0.05, abs=0.05)
    assert effect.low == pytest.approx(low, rel=0.08, abs=0.05)
    assert effect.high == pytest.approx(high, rel=0.05, abs=0.05)


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("any_exit_odds.year_1", 2.1),
        ("irregular_exit_odds.year_1", 3.0),
        ("irregular_exit_odds.year_2", 0.5),
        ("attempts_odds.year_1", 3.9),
    ],
)
def test_the_odds_that_were_picked_for_their_nearness_are_still_those_that_are_told(
    after_failure: dict[str, Effect], name: str, published: float
) -> None:
    assert round(after_failure[f"after_failure.{name}"].estimate, 1) == published


@pytest.mark.parametrize("outcome", ["any_exit", "irregular_exit", "attempts"])
@pytest.mark.parametrize("window", ["year_2", "years_3_5"])
def test_after_the_first_year_no_ratio_can_be_told_from_one(
    after_failure: dict[str, Effect], outcome: str, window: str
) -> None:
    effect = after_failure[f"after_failure.{outcome}_ratio.{window}"]
    assert effect.low < 1.0 < effect.high
    assert effect.bias_factor == 1.0


def test_attempts_after_a_failure_are_as_many_as_published_and_no_more_successful() -> None:
    effects = effects_of("attempts")
    within = effects["attempts.success.within_year_of_failure"]
    without = effects["attempts.success.without_failure_in_five_years"]
    # Published: 19 of 37 and 110 of 205; the attempts of entry days are not counted here.
    assert (within.events, within.n) == (18, 37)
    assert (without.events, without.n) == (107, 204)
    both = effects["attempts.success_difference.after_failure"]
    assert both.low < 0.0 < both.high
    every = effects["attempts.success.powell_thyne"]
    assert (every.events, every.n) == (190, 363)


def test_breakdowns_are_as_published() -> None:
    effects = effects_of("breakdown")
    for name, counts in {
        "rate.all": (147, 3204),
        "rate.military": (57, 469),
        "rate.personal": (49, 659),
        "rate.party": (31, 1634),
        "rate.monarchy": (10, 442),
        "successor.democracy.all": (51, 147),
        "successor.autocracy.all": (94, 147),
        "successor.none.all": (2, 147),
        "successor.democracy.mode.coup": (6, 69),
        "successor.democracy.mode.uprising": (12, 23),
        "successor.democracy.mode.insurgents": (0, 7),
    }.items():
        effect = effects[f"breakdown.{name}"]
        assert (effect.events, effect.n) == counts
