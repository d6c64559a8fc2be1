"""The column on the road: Lanchester's square law, and the strength at which it turns."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from interregnum.formulae.belief import learn_survival
from interregnum.formulae.belief_game import play_threshold
from interregnum.formulae.coordination import ClassView, ease_to_strength
from interregnum.formulae.grid_thresholds import find_thresholds_on_grid
from interregnum.formulae.likelihood import tabulate_likelihood
from interregnum.formulae.march import (
    STRONGEST,
    Battle,
    Road,
    column_after,
    column_at_end,
    resistance,
    strength_overcome,
    strength_shown,
)
from interregnum.formulae.view import Onlooker, share_at
from workspaces import classes_of, empty_game, gaussian_belief, road_of

BELIEF = gaussian_belief(0.5, 12.0)
GAME = empty_game([], [])
WATCHER = Onlooker(2, 40.0, 0.6, 0.7)
COLUMNS = st.floats(100.0, 40000.0)
GARRISONS = st.floats(100.0, 40000.0)
QUALITIES = st.floats(0.5, 2.0)
STRENGTHS = st.floats(-0.5, 2.5)


def battle_of(quality: float = 1.0, threshold: float = 0.2, scaled: float = 1.0) -> Battle:
    return Battle(WATCHER, threshold, quality, scaled)


def left(road: Road, battle: Battle, column: float, strength: float) -> float:
    stop = len(road.leg)
    return column_at_end(BELIEF, GAME, battle, road, (0, stop, column, strength))


@given(COLUMNS, GARRISONS, QUALITIES)
def test_what_is_left_obeys_the_square_law(column: float, garrison: float, quality: float) -> None:
    after = column_after(column, garrison, quality)
    if quality * column**2 > garrison**2 * (1 + 1e-9):
        assert quality * (column**2 - after**2) == pytest.approx(garrison**2, rel=1e-6)
    elif quality * column**2 < garrison**2 * (1 - 1e-9):
        assert after == 0.0
    assert 0.0 <= after <= column


@given(COLUMNS, QUALITIES)
def test_an_empty_place_costs_nothing(column: float, quality: float) -> None:
    assert column_after(column, 0.0, quality) == pytest.approx(column, rel=1e-14)


@given(STRENGTHS, st.floats(0.0, 1.0), GARRISONS)
def test_resistance_rises_with_strength(strength: float, more: float, garrison: float) -> None:
    weak = resistance(BELIEF, GAME, battle_of(), garrison, strength)
    assert 0.0 <= weak <= resistance(BELIEF, GAME, battle_of(), garrison, strength + more)
    if strength <= 0.0:
        assert weak == 0.0


@given(STRENGTHS, GARRISONS)
def test_without_the_switch_everyone_who_stays_resists(strength: float, garrison: float) -> None:
    quiet = battle_of(threshold=0.0, scaled=0.0)
    assert resistance(BELIEF, GAME, quiet, garrison, strength) == garrison


@given(COLUMNS, st.lists(GARRISONS, min_size=1, max_size=4), QUALITIES)
@settings(max_examples=60)
def test_the_column_wins_below_the_strength_overcome_and_loses_above(
    column: float, garrisons: list[float], quality: float
) -> None:
    road, battle = road_of(garrisons), battle_of(quality)
    bound = strength_overcome(BELIEF, GAME, battle, road, (0, len(garrisons), column))
    assert 0.0 < bound <= STRONGEST
    assert left(road, battle, column, bound - 1e-9) > 0.0
    if bound < STRONGEST:
        assert left(road, battle, column, bound + 1e-9) == 0.0


@given(COLUMNS, GARRISONS, GARRISONS, QUALITIES)
@settings(max_examples=40)
def test_two_places_are_no_easier_than_one(
    column: float, first: float, second: float, quality: float
) -> None:
    battle = battle_of(quality)
    one = strength_overcome(BELIEF, GAME, battle, road_of([first]), (0, 1, column))
    both = strength_overcome(BELIEF, GAME, battle, road_of([first, second]), (0, 2, column))
    assert both <= one + 1e-12


@given(COLUMNS, GARRISONS, QUALITIES, STRENGTHS)
def test_places_are_met_one_after_another(
    column: float, garrison: float, quality: float, strength: float
) -> None:
    road, battle = road_of([garrison, 0.5 * garrison]), battle_of(quality)
    halfway = column_at_end(BELIEF, GAME, battle, road, (0, 1, column, strength))
    assume(halfway > 0.0)
    end = column_at_end(BELIEF, GAME, battle, road, (1, 2, halfway, strength))
    assert end == left(road, battle, column, strength)


def test_no_place_leaves_the_column_as_it_was() -> None:
    assert column_at_end(BELIEF, GAME, battle_of(), road_of([9e3]), (0, 0, 5e3, 0.5)) == 5e3
    assert strength_overcome(BELIEF, GAME, battle_of(), road_of([9e3]), (0, 0, 5e3)) == STRONGEST


@given(st.floats(0.001, 0.999), st.floats(0.02, 0.9))
def test_the_strength_shown_is_the_closed_form_while_belief_is_gaussian(
    ease: float, threshold: float
) -> None:
    shown = strength_shown(BELIEF, GAME, WATCHER, threshold, ease)
    exact = ease_to_strength(ease, threshold, 0.5, 12.0, ClassView(40.0, 0.6, 0.7))
    assert shown == min(max(exact, -STRONGEST), STRONGEST)


@pytest.mark.parametrize("ease", [0.0, 1.0])
def test_an_extreme_ease_shows_a_finite_strength(ease: float) -> None:
    shown = strength_shown(BELIEF, GAME, WATCHER, 0.2, ease)
    assert -STRONGEST <= shown <= STRONGEST
    assert (shown < 0.2) == (ease == 1.0)


@pytest.mark.parametrize("strength", [0.1, 0.35, 0.6, 0.9])
def test_on_the_grid_the_strength_shown_inverts_the_share(strength: float) -> None:
    belief, game = gaussian_belief(0.5, 12.0), empty_game([0], [40.0])
    learn_survival(belief, 0.1)
    tabulate_likelihood(game, 1)
    classes = classes_of([1.0], [40.0], [0.3], [0.7])
    find_thresholds_on_grid(belief, game, classes, (1, 1), 0.5, [0.0] * 16)
    play_threshold(belief, game, 1, 0.45)
    watcher = Onlooker(0, 40.0, 0.3, 0.7)
    ease = share_at(belief, game, watcher, 0.45, strength)
    assert strength_shown(belief, game, watcher, 0.45, ease) == pytest.approx(strength, abs=1e-9)
