"""The glossary: every quantity well described, written by somebody, read by somebody or shown."""

from __future__ import annotations

import re

import pytest

from interregnum.declare import State, annotations_of
from interregnum.engine.calendar import AFTERMATH_CLOCK, DAY_CLOCK, DAYBOOK, MARCH_CLOCK
from interregnum.engine.state import QUANTITIES, WORKSPACES, Quantity
from interregnum.mechanisms import MECHANISMS

EVERYTHING = (*MECHANISMS, DAY_CLOCK, MARCH_CLOCK, DAYBOOK, AFTERMATH_CLOCK)
ITEMS = sorted(QUANTITIES.items())


def written() -> set[str]:
    return {w.name for m in EVERYTHING for w in annotations_of(m.writes).values()}


@pytest.mark.parametrize(("name", "quantity"), ITEMS, ids=[name for name, _ in ITEMS])
def test_a_quantity_is_well_described(name: str, quantity: Quantity) -> None:
    assert re.fullmatch(r"[a-z]+(24)?\.[a-z_]+", name)
    assert quantity.unit in {"1", "d", "1/d", "h", "1/yr", "persons"}
    assert quantity.low < quantity.high
    assert quantity.low <= quantity.start <= quantity.high
    assert quantity.meaning
    assert not quantity.meaning.endswith(".")


@pytest.mark.parametrize(("name", "quantity"), ITEMS, ids=[name for name, _ in ITEMS])
def test_a_quantity_is_written_or_has_a_start(name: str, quantity: Quantity) -> None:
    assert name in written() or quantity.start != 0.0


def test_what_is_set_back_each_morning_starts_at_nothing() -> None:
    assert [name for name, q in ITEMS if q.daily and q.start != 0.0] == []


def test_no_two_meanings_are_the_same() -> None:
    meanings = [q.meaning for q in QUANTITIES.values()]
    assert len(meanings) == len(set(meanings))


def test_mechanisms_name_known_quantities_and_arrays_only() -> None:
    for mechanism in EVERYTHING:
        declared = [
            *annotations_of(mechanism.reads).values(),
            *annotations_of(mechanism.writes).values(),
        ]
        for one in declared:
            if isinstance(one, State):
                assert one.name in QUANTITIES or one.name in WORKSPACES, mechanism.name
        assert set(mechanism.changes) <= set(WORKSPACES), mechanism.name


def test_arrays_and_quantities_have_names_of_their_own() -> None:
    assert not set(QUANTITIES) & set(WORKSPACES)
    variables = [variable for variable, _ in WORKSPACES.values()]
    assert len(variables) == len(set(variables))
