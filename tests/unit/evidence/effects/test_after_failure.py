"""What followed failed coups, counted on the fingers of two states."""

from __future__ import annotations

import pytest

from interregnum.effects import Effect
from interregnum.evidence.effects.after_failure import FAMILY
from made_rulers import tables
from made_tables import counts, found


@pytest.fixture(scope="module")
def effects() -> dict[str, Effect]:
    """Return the family over the two states."""
    return found(FAMILY, tables())


def test_rates_count_months_since_the_failure_under_the_same_ruler(
    effects: dict[str, Effect],
) -> None:
    assert counts(effects["after_failure.any_exit_rate.year_1"]) == (0, 1)
    later = effects["after_failure.any_exit_rate.years_3_5"]
    assert later.estimate == pytest.approx(1 / (13 / 12))
    assert effects["after_failure.successes_rate.years_3_5"].events == 1
    # A before the failure and in its month, all of B, all of C: 17 + 415 + 91 months.
    none = effects["after_failure.attempts_rate.none"]
    assert none.estimate == pytest.approx(2 / ((17 + 415 + 91) / 12))


def test_a_ratio_stands_beside_its_arms_and_is_nought_without_an_event(
    effects: dict[str, Effect],
) -> None:
    ratio = effects["after_failure.any_exit_ratio.year_1"]
    assert (ratio.estimate, ratio.low) == (0.0, 0.0)
    assert ratio.arms == (
        "after_failure.any_exit_rate.year_1",
        "after_failure.any_exit_rate.none",
    )
    assert set(ratio.arms) <= set(effects)


def test_exits_within_years_are_set_beside_rulers_of_the_same_cell(
    effects: dict[str, Effect],
) -> None:
    assert counts(effects["after_failure.exit_2y.failed"]) == (0, 2)
    assert counts(effects["after_failure.exit_5y.failed"]) == (2, 2)
    assert counts(effects["after_failure.irregular_exit_5y.failed"]) == (2, 2)
    # Military, 2 to 5 years in office, the 1950s: C for 36 months, of which 29 end within five
    # years by July 1957; A in March and April 1952; B for 31 months, who stays.
    assert counts(effects["after_failure.exit_5y.failed_matched"]) == (31, 69)
    assert counts(effects["after_failure.irregular_exit_5y.failed_matched"]) == (2, 69)
    difference = effects["after_failure.exit_5y_difference.failed"]
    assert difference.estimate == pytest.approx(1 - 31 / 69)


def test_the_next_attempt_may_come_the_next_day_but_not_on_the_day(
    effects: dict[str, Effect],
) -> None:
    assert counts(effects["after_failure.next_attempt_1y.failed"]) == (1, 2)
    assert counts(effects["after_failure.next_success_1y.failed"]) == (0, 2)
    assert counts(effects["after_failure.next_success_5y.failed"]) == (2, 2)


def test_thwarted_plots_stand_beside_executed_failures(effects: dict[str, Effect]) -> None:
    assert counts(effects["after_failure.exit_5y.executed"]) == (1, 1)
    assert counts(effects["after_failure.exit_2y.thwarted"]) == (0, 1)
    assert counts(effects["after_failure.exit_5y.thwarted"]) == (1, 1)
    between = effects["after_failure.irregular_exit_5y_difference.executed_thwarted"]
    assert between.estimate == 1.0


def test_every_number_says_that_it_is_an_association(effects: dict[str, Effect]) -> None:
    assert all("not a cause" in effect.caveat for effect in effects.values())
