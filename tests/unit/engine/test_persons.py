"""Persons are refused before anything is allocated, with what would fit."""

import pytest

from interregnum.engine.persons import (
    BESIDE_BYTES,
    Persons,
    check_fits,
    memory_at_hand,
    memory_needed,
    persons_of,
)
from interregnum.engine.plan import plan_of
from interregnum.errors import ScenarioError
from interregnum.scenario.load import load_scenario


def plan(**settings: object):  # type: ignore[no-untyped-def]
    return plan_of(load_scenario("mutiny-2023", settings.items()))


def test_a_citizen_takes_at_most_sixteen_bytes() -> None:
    for structure in ("reference", "social", "enforced"):
        needed = memory_needed(plan(structure=structure), Persons(10**9)) - BESIDE_BYTES
        assert needed <= 16 * 10**9


def test_what_does_not_fit_is_refused_with_what_would() -> None:
    with pytest.raises(ScenarioError, match=r"--citizens (\d+)") as refused:
        check_fits(plan(), Persons(2 * 10**9), free=BESIDE_BYTES + 10**8)
    fitting = int(str(refused.value).rsplit(" ", 1)[1])
    check_fits(plan(), Persons(fitting), free=BESIDE_BYTES + 10**8)
    assert fitting > 10**8


def test_fewer_at_once_is_offered_where_several_do_not_fit() -> None:
    with pytest.raises(ScenarioError, match="--workers 1"):
        check_fits(plan(), Persons(10**9), 8, free=BESIDE_BYTES + 10**8)


def test_numbers_out_of_range_are_refused() -> None:
    for given in ((50,), (2**31,), (1000, -1), (1000, 5, True)):
        with pytest.raises(ScenarioError, match="is not a whole number in"):
            persons_of(*given)


def test_the_machine_says_what_it_has() -> None:
    assert memory_at_hand() > 0
