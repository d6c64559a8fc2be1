"""At each place: persons are conserved, and a stronger ruler is never easier to beat."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.formulae.belief import FORM, GAUSSIAN, GRID_STEP, mean_of, share_below
from interregnum.formulae.march import HELD, TAKEN
from interregnum.formulae.view import Onlooker, share_at
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.garrison_stand import Params, Reads, rule
from workspaces import empty_game, gaussian_belief, masses, road_of

STRENGTHS = st.floats(-0.5, 2.0)
COLUMNS = st.floats(1000.0, 40000.0)
GARRISONS = st.floats(100.0, 40000.0)
QUALITIES = st.floats(0.5, 2.0)
THRESHOLDS = st.one_of(st.just(0.0), st.floats(0.02, 1.0))
HERE = Address(7, 0, 0)


def reads_of(garrison: float = 9000.0, **changed: Any) -> Reads:
    reads = Reads(
        column=20000.0,
        place=0.0,
        hour=21.0,
        strength=0.5,
        threshold=0.2,
        cost_units=0.6,
        absent=0.05,
        lost=0.01,
        deaths=3.0,
        scheduled=0.0,
        state_pay=1.0,
        precision=40.0,
        spread=0.7,
        quality=1.0,
        by_strength=1.0,
        belief=gaussian_belief(0.5, 12.0),
        game=empty_game([], []),
        road=road_of([garrison, 2000.0, 30000.0]),
    )
    return reads._replace(**changed)


@given(STRENGTHS, COLUMNS, GARRISONS, QUALITIES, THRESHOLDS)
@settings(max_examples=40)
def test_column_and_garrison_are_conserved(
    strength: float, column: float, garrison: float, quality: float, threshold: float
) -> None:
    reads = reads_of(
        garrison, strength=strength, column=column, quality=quality, threshold=threshold
    )
    out = rule(reads, Params(), HERE)
    assert 0.0 <= out.column <= column
    assert 0.0 <= out.ease <= 1.0
    assert out.taken + out.held == 1.0
    nominal = reads.road.totals[1]
    moved = (out.lost - reads.lost) + (out.absent - reads.absent)
    if out.taken == 1.0:
        assert moved * nominal == pytest.approx(garrison, abs=1e-6)
    else:
        assert -1e-6 <= moved * nominal <= garrison + 1e-6
        assert out.absent == reads.absent
    assert out.lost >= reads.lost
    assert out.absent >= reads.absent
    assert (out.column > 0.0) == (out.taken == 1.0)


@given(STRENGTHS, st.floats(0.0, 1.0), COLUMNS, GARRISONS, QUALITIES)
@settings(max_examples=40)
def test_a_stronger_ruler_is_never_easier_to_beat(
    strength: float, more: float, column: float, garrison: float, quality: float
) -> None:
    weak = reads_of(garrison, strength=strength, column=column, quality=quality)
    strong = reads_of(garrison, strength=strength + more, column=column, quality=quality)
    before, after = rule(weak, Params(), HERE), rule(strong, Params(), HERE)
    assert after.column <= before.column + 1e-9
    assert after.ease <= before.ease + 1e-15


@given(COLUMNS, GARRISONS, QUALITIES)
@settings(max_examples=20)
def test_a_powerless_ruler_loses_no_column_a_man(
    column: float, garrison: float, quality: float
) -> None:
    reads = reads_of(garrison, strength=-0.1, column=column, quality=quality)
    out = rule(reads, Params(), HERE)
    assert out.column == pytest.approx(column, rel=1e-12)
    assert out.lost == reads.lost


@given(STRENGTHS, COLUMNS, GARRISONS)
@settings(max_examples=20)
def test_without_the_switch_strength_acts_through_loyalty_alone(
    strength: float, column: float, garrison: float
) -> None:
    reads = reads_of(garrison, strength=strength, column=column, by_strength=0.0, threshold=0.0)
    out = rule(reads, Params(), HERE)
    assert out.taken == (1.0 if column > garrison else 0.0)
    if column > garrison:
        assert out.column**2 == pytest.approx(column**2 - garrison**2, rel=1e-9)


@given(st.floats(0.3, 2.0), st.floats(0.02, 0.4))
@settings(max_examples=8)
def test_a_place_held_is_good_news_for_the_ruler(strength: float, threshold: float) -> None:
    reads = reads_of(40000.0, strength=strength, column=3000.0, threshold=threshold)
    out = rule(reads, Params(), HERE)
    assert (out.held, out.published, out.column) == (1.0, 0.0, 0.0)
    assert share_below(reads.belief, strength) < 1.0
    assert mean_of(reads.belief) > 0.5 - 1e-9
    window = masses(reads.belief)
    assert window.sum() == pytest.approx(1.0, abs=1e-12)
    lowest = int(window.nonzero()[0][0])
    assert -4.0 + lowest * GRID_STEP <= strength + GRID_STEP  # the truth itself is not excluded


@given(st.floats(20.0, 80.0), st.integers(0, 2))
@settings(max_examples=15)
def test_the_clock_and_the_place_move_on(speed: float, place: int) -> None:
    reads = reads_of(place=float(place), strength=-0.1)
    out = rule(reads, Params(speed), HERE)
    assert out.hour == pytest.approx(reads.hour + reads.road.leg[place] / speed)
    assert (out.reached, out.place) == (float(place), place + 1.0)
    assert out.removed == (1.0 if place == 2 else 0.0)
    assert out.mode == 5.0 * out.removed
    outside = rule(reads_of(place=float(place), strength=-0.1, state_pay=0.0), Params(speed), HERE)
    assert outside == out._replace(mode=6.0 * out.removed)
    assert out.hub_fell == reads.road.hub[place]


@given(STRENGTHS, THRESHOLDS)
@settings(max_examples=15)
def test_a_place_taken_shows_the_strength_that_its_ease_implies(
    strength: float, threshold: float
) -> None:
    reads = reads_of(100.0, strength=strength, threshold=threshold)
    out = rule(reads, Params(), HERE)
    assert out.taken == 1.0
    assert out.shown == strength
    assert out.published == (1.0 if threshold > 0.0 else 0.0)
    assert reads.belief.summary[FORM] == GAUSSIAN


@given(STRENGTHS, COLUMNS, GARRISONS, QUALITIES)
@settings(max_examples=30)
def test_the_dead_are_those_that_both_sides_lost_in_battle(
    strength: float, column: float, garrison: float, quality: float
) -> None:
    reads = reads_of(garrison, strength=strength, column=column, quality=quality)
    out = rule(reads, Params(), HERE)
    fallen = (out.lost - reads.lost) * reads.road.totals[1]
    assert out.deaths - reads.deaths == pytest.approx(column - out.column + fallen, abs=1e-6)


@given(STRENGTHS, COLUMNS, st.one_of(st.just(-1.0), st.floats(0.0, 1.0)), THRESHOLDS)
@settings(max_examples=40)
def test_an_imposed_fall_costs_nobody_and_shows_the_ease_that_is_seen(
    strength: float, column: float, ease: float, threshold: float
) -> None:
    road = road_of([40000.0, 2000.0, 30000.0], imposed=[TAKEN, 0, 0], ease=[ease, -1.0, -1.0])
    reads = reads_of(
        strength=strength, column=column, threshold=threshold, road=road, scheduled=1.0
    )
    out = rule(reads, Params(), HERE)
    assert (out.taken, out.column, out.lost, out.deaths) == (1.0, column, reads.lost, reads.deaths)
    assert (out.absent - reads.absent) * road.totals[1] == pytest.approx(40000.0)
    watcher = Onlooker(2, reads.precision, reads.cost_units, reads.spread)
    by_rule = share_at(reads.belief, reads.game, watcher, threshold, strength)
    assert out.ease == (by_rule if ease < 0.0 else ease)
    assert out.published == (1.0 if threshold > 0.0 else 0.0)
    if ease < 0.0 or threshold == 0.0:
        assert out.shown == strength
    elif 0.001 < ease < 0.999 and abs(out.shown) < 3.0:
        seen = share_at(reads.belief, reads.game, watcher, threshold, out.shown)
        assert seen == pytest.approx(ease, abs=1e-9)


@given(STRENGTHS, COLUMNS, st.sampled_from([TAKEN, HELD]))
@settings(max_examples=30)
def test_what_is_imposed_binds_the_scheduled_column_alone(
    strength: float, column: float, imposed: float
) -> None:
    free = reads_of(strength=strength, column=column)
    road = road_of([9000.0, 2000.0, 30000.0], imposed=[imposed] * 3, ease=[0.5] * 3)
    bound = reads_of(strength=strength, column=column, road=road)
    assert rule(bound, Params(), HERE) == rule(free, Params(), HERE)


@given(STRENGTHS, COLUMNS)
@settings(max_examples=20)
def test_a_column_is_beaten_where_the_scenario_says_so(strength: float, column: float) -> None:
    road = road_of([9000.0, 2000.0, 30000.0], imposed=[TAKEN, TAKEN, HELD])
    reads = reads_of(
        place=2.0, strength=strength, column=column, road=road, scheduled=1.0, threshold=0.2
    )
    out = rule(reads, Params(), HERE)
    assert (out.held, out.column, out.removed, out.published) == (1.0, 0.0, 0.0, 0.0)
    assert column <= out.deaths - reads.deaths <= column + 30000.0
    assert mean_of(reads.belief) > 0.5 - 1e-9
    assert masses(reads.belief).sum() == pytest.approx(1.0, abs=1e-12)


@given(STRENGTHS, st.floats(0.0, 1.0))
@settings(max_examples=5, deadline=None)
def test_the_compiled_rule_gives_the_same_numbers(strength: float, ease: float) -> None:
    fast = compiled(rule, Target.CPU)
    results = []
    for plain, call in ((True, rule), (False, fast)):
        road = road_of([9000.0, 2000.0], imposed=[TAKEN, 0.0], ease=[ease, -1.0])
        if not plain:
            road = type(road)(*(np.array(part) for part in road))
        belief = gaussian_belief(0.5, 12.0, plain)
        game = empty_game([], [], plain)
        for scheduled in (0.0, 1.0):
            reads = reads_of(
                strength=strength, road=road, belief=belief, game=game, scheduled=scheduled
            )
            results.append(tuple(call(reads, Params(), HERE)))
    assert results[:2] == results[2:]
