"""One class for every end: the tree against a table of cases, its clock and its modes."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.kernels.random import Address
from interregnum.mechanisms.outcome_class import Params, Reads, Writes, rule, violence_of
from sides import assert_same_compiled, sides_of

HERE = Address(7, 0, 40)
NONE = Params()


def reads_of(**changed: Any) -> Reads:
    """Return the last day after a settlement in favour of insiders."""
    values = dict.fromkeys(Reads._fields, 0.0) | {
        "day": 912.0,
        "last": 1.0,
        "formed": 1.0,
        "settled": 1.0,
        "holder": 1.0,
        "elected_day": -1.0,
        "reversal_day": -1.0,
        "holder_then": 1.0,
        "days_held_then": 700.0,
        "elite_part": 0.7,
        "elite_part_then": 0.7,
        "mode": 5.0,
        "factions": sides_of(party=[0.0, 1.0, 0.0, 0.0, 0.0]),
    }
    return Reads(**(values | changed))  # type: ignore[arg-type]


def class_by_hand(contested: bool, held: bool, free: bool, armed: bool, rule_of: str) -> str:
    """Return the class letter as section 6 of the model text puts it."""
    if contested:
        return "S"
    if not held:
        return "F"
    if free:
        return "D"
    if armed:
        return "N"
    return "I" if rule_of == "insiders" else "O"


# Who holds the executive, with how much elite weight, and whether that is insider rule.
EXECUTIVES = [
    (0.0, 0.9, "other"),
    (1.0, 0.5, "insiders"),
    (1.0, 0.49, "other"),
    (2.0, 0.0, "other"),
    (3.0, 0.0, "other"),
    (4.0, 0.0, "other"),
    (5.0, 0.5, "insiders"),
    (5.0, 0.49, "other"),
]
# Elected, conceded, reversed on these days; whether that is a democracy.
ELECTIONS = [
    (-1.0, 0.0, -1.0, False),
    (400.0, 0.0, -1.0, False),
    (400.0, 1.0, -1.0, True),
    (730.0, 1.0, -1.0, True),
    (731.0, 1.0, -1.0, False),
    (400.0, 1.0, 399.0, True),
    (400.0, 1.0, 401.0, False),
    (400.0, 1.0, 580.0, False),
    (400.0, 1.0, 581.0, True),
]


@pytest.mark.parametrize("contested", [0.0, 1.0])
@pytest.mark.parametrize("days_held", [0.0, 89.0, 90.0])
@pytest.mark.parametrize("armed_part", [0.5, 0.51])
def test_the_tree_is_that_of_the_model_text(
    contested: float, days_held: float, armed_part: float
) -> None:
    letters = "SFDNIO"
    seen = set()
    for executive, election in itertools.product(EXECUTIVES, ELECTIONS):
        holder, elite, kind = executive
        elected, conceded, reversed_on, free = election
        reads = reads_of(
            contested=contested,
            days_held_then=days_held,
            armed_part_then=armed_part,
            holder_then=holder,
            elite_part_then=elite,
            elected_day=elected,
            conceded=conceded,
            reversal_day=reversed_on,
        )
        expected = class_by_hand(contested > 0.0, days_held >= 90.0, free, armed_part > 0.5, kind)
        found = letters[int(rule(reads, NONE, HERE).outcome)]
        assert found == expected, (executive, election)
        seen.add(found)
    assert seen == set("S" if contested else "F" if days_held < 90.0 else "DNIO") - set(
        "IO" if armed_part > 0.5 else "N"
    )


@pytest.mark.parametrize(
    ("changed", "mode"),
    [
        ({}, 5.0),
        ({"mode": 4.0}, 4.0),
        ({"mode": 6.0}, 6.0),
        ({"by_elites": 1.0, "insiders_then": 1.0}, 8.0),
        ({"by_elites": 1.0, "insiders_then": 1.0, "called_then": 1.0}, 1.0),
        ({"by_elites": 1.0, "called_then": 1.0}, 5.0),
        ({"days_held_then": 3.0, "by_elites": 1.0, "insiders_then": 1.0}, 9.0),
        ({"contested": 1.0}, 0.0),
    ],
)
def test_the_mode_is_known_once_the_aftermath_is(changed: dict[str, float], mode: float) -> None:
    assert rule(reads_of(**changed), NONE, HERE).mode == mode


@pytest.mark.parametrize(
    ("holder", "day", "contested"), [(0, 90, 1), (0, 91, 0), (1, 30, 0), (5, 30, 0)]
)
def test_the_incumbent_survives_who_wins_within_90_days(
    holder: int, day: int, contested: int
) -> None:
    reads = reads_of(settles=1.0, holder=float(holder), settled_day=float(day), day=float(day))
    out = rule(reads._replace(last=0.0), NONE, HERE)
    assert out.contested == contested


def test_a_later_reversal_does_not_undo_that_the_incumbent_won() -> None:
    assert rule(reads_of(contested=1.0, holder=1.0), NONE, HERE).outcome == 0.0


@pytest.mark.parametrize(("day", "last", "kept"), [(729, 0, 0), (730, 0, 1), (731, 0, 0)])
def test_the_executive_is_that_of_month_24(day: int, last: int, kept: int) -> None:
    reads = reads_of(day=float(day), last=float(last), holder=3.0, days_held=55.0, called=1.0)
    out = rule(reads, NONE, HERE)
    assert out.holder_then == (3.0 if kept else 1.0)
    assert out.days_held_then == (55.0 if kept else 700.0)
    assert out.called_then == float(kept)


def test_a_short_aftermath_is_judged_by_how_it_ends() -> None:
    short = reads_of(day=364.0, holder_then=-1.0, days_held_then=0.0, days_held=300.0)
    assert rule(short, NONE, HERE).outcome == 4.0


@pytest.mark.parametrize(("with_them", "insiders"), [(1.0, 1.0), (0.0, 0.0)])
def test_insiders_count_as_ruling_when_they_share_power(with_them: float, insiders: float) -> None:
    sides = sides_of(party=[1.0, with_them, 0.0, 1.0, 0.0])
    reads = reads_of(day=730.0, last=0.0, holder=5.0, factions=sides)
    assert rule(reads, NONE, HERE).insiders_then == insiders


def test_before_the_last_day_nothing_is_said() -> None:
    out = rule(reads_of(last=0.0), NONE, HERE)
    assert (out.outcome, out.mode, out.violence, out.continuity) == (0.0, 5.0, 0.0, 0.0)


def test_without_a_contest_the_state_has_failed() -> None:
    nobody = {"settled": 0.0, "holder": -1.0, "holder_then": -1.0, "days_held_then": 0.0}
    out = rule(reads_of(elite_part=0.0, **nobody), NONE, HERE)
    assert (out.outcome, out.mode, out.continuity) == (1.0, 9.0, 0.0)


def deaths_after(days: list[tuple[float, float]]) -> Writes:
    """Return the last day, given of each day whether the contest is settled and who died."""
    kept = 0.0
    for day, (settled, deaths) in enumerate(days):
        reads = reads_of(
            day=float(day),
            last=1.0 if day + 1 == len(days) else 0.0,
            settled=settled,
            contest_deaths=deaths,
            deaths_before=10.0 if day == 0 else 999.0,
            breakdown_deaths=kept,
        )
        out = rule(reads, NONE, HERE)
        kept = out.breakdown_deaths
    return out


def test_deaths_count_from_the_crisis_to_the_settlement() -> None:
    out = deaths_after([(0.0, 5.0), (0.0, 7.0), (1.0, 0.0), (1.0, 300.0)])
    assert (out.breakdown_deaths, out.violence) == (22.0, 2.0)
    assert deaths_after([(0.0, 5.0), (0.0, 2000.0)]).violence == 4.0


@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6))
def test_more_deaths_are_no_less_violent(fewer: float, more: float) -> None:
    assert 1.0 <= violence_of(min(fewer, more)) <= violence_of(max(fewer, more)) <= 4.0


def test_the_compiled_rule_is_the_same() -> None:
    cases: list[tuple[Any, Any, Address]] = [
        (reads_of(day=day, last=last, holder_then=holder, armed_part_then=0.4), NONE, HERE)
        for day in (0.0, 730.0, 912.0)
        for last in (0.0, 1.0)
        for holder in (1.0, 3.0)
    ]
    assert_same_compiled(rule, cases)
