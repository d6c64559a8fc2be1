"""The coordination rule: which root is played, shares within bounds, costs and deserters."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from coordination_day import reads_of
from interregnum.formulae.played_threshold import NOBODY, Choice, chosen_root
from interregnum.kernels.random import PURPOSE_SELECTION, Address, draw_uniform
from interregnum.mechanisms.coordination import Params, Reads, Writes, cost_of_citizens, rule
from workspaces import gaussian_belief

FOCAL, LARGEST, SMALLEST = 0.0, 1.0, 2.0
MODES = st.sampled_from([FOCAL, LARGEST, SMALLEST])
MEANS = st.floats(0.1, 1.0)
PRECISIONS = st.floats(4.0, 30.0)
SHARES = st.floats(0.0, 1.0)
HERE = Address(7, 0, 0)
PARAMS = st.fixed_dictionaries(
    {
        "precision_citizens": st.floats(2.0, 12.0),
        "precision_elites": st.floats(10.0, 80.0),
        "precision_units": st.floats(10.0, 80.0),
        "cost_citizens": st.floats(0.6, 0.9),
        "cost_spread": st.floats(0.4, 1.0),
    }
).map(lambda given: Params(**given))
# Sharp beliefs and little private news: several roots at once.
FRAGILE = Params(precision_citizens=2.0, precision_elites=10.0, precision_units=10.0)


def day_of(mean: float, precision: float, **changed: Any) -> Reads:
    return reads_of(gaussian_belief(mean, precision), **changed)


def threshold_with(params: Params, mean: float, precision: float, **changed: Any) -> float:
    return rule(day_of(mean, precision, **changed), params, HERE).threshold


ROOTS = st.lists(st.floats(0.0, 1.0), max_size=4, unique=True).map(sorted)


@given(ROOTS, st.booleans(), MODES, st.booleans())
def test_the_root_played_is_one_that_counts_or_no_attack(
    roots: list[float], quiet: bool, selection: float, focal: bool
) -> None:
    counting = [root for root in roots if root >= NOBODY]
    played = chosen_root(roots, len(roots), quiet, Choice(selection, focal))
    if not counting:
        assert played == 0.0
    elif selection == LARGEST or (selection == FOCAL and focal):
        assert played == counting[-1]
    elif len(counting) < len(roots) or quiet:
        assert played == 0.0  # a root that is nobody's attack makes no attack an equilibrium
    else:
        assert played == counting[0]


@given(ROOTS, st.booleans(), st.booleans())
def test_focal_plays_the_largest_or_the_smallest(
    roots: list[float], quiet: bool, focal: bool
) -> None:
    other = LARGEST if focal else SMALLEST
    count = len(roots)
    assert chosen_root(roots, count, quiet, Choice(FOCAL, focal)) == chosen_root(
        roots, count, quiet, Choice(other, False)
    )


@given(PARAMS, MEANS, PRECISIONS, MODES, st.floats(-0.5, 2.0), SHARES)
@settings(max_examples=40)
def test_shares_and_the_threshold_are_shares(
    params: Params, mean: float, precision: float, mode: float, strength: float, deserted: float
) -> None:
    reads = day_of(mean, precision, selection=mode, strength=strength, deserted=deserted)
    out = rule(reads, params, HERE)
    for share in (out.share_citizens, out.share_elites, out.share_units, out.threshold):
        assert 0.0 <= share <= 1.0 + 1e-12
    assert out.threshold == 0.0 or out.threshold >= NOBODY
    assert out.roots == (1.0 if out.threshold > 0.0 else 0.0)
    assert out.share_elites >= deserted
    assert out.solves == 1.0
    assert sum(reads.classes.weight) == pytest.approx(1.0, abs=1e-12)


@given(PARAMS, MEANS, PRECISIONS, st.floats(0.0, 1.0))
@settings(max_examples=30)
def test_higher_costs_never_raise_the_threshold(
    params: Params, mean: float, precision: float, rise: float
) -> None:
    for mode in (LARGEST, SMALLEST):
        before = threshold_with(params, mean, precision, selection=mode)
        for cost in ({"cost_units": 0.4 + rise}, {"cost_elites": 0.3 + rise}):
            after = threshold_with(params, mean, precision, selection=mode, **cost)
            if before == 0.0 and mode == SMALLEST:
                continue  # a lower root that did not count may have hidden a larger one
            assert after <= before + 1e-12 or before < NOBODY


@given(PARAMS, MEANS, PRECISIONS, SHARES, SHARES)
@settings(max_examples=30)
def test_deserted_elites_raise_the_largest_threshold(
    params: Params, mean: float, precision: float, one: float, other: float
) -> None:
    few, many = min(one, other), max(one, other)
    low = threshold_with(params, mean, precision, selection=LARGEST, deserted=few)
    high = threshold_with(params, mean, precision, selection=LARGEST, deserted=many)
    assert high >= low - 1e-12


@given(PARAMS, MEANS, PRECISIONS)
@settings(max_examples=20)
def test_all_elites_gone_act_at_any_strength(params: Params, mean: float, precision: float) -> None:
    out = rule(day_of(mean, precision, deserted=1.0, strength=3.0), params, HERE)
    assert out.share_elites == 1.0
    assert out.threshold >= params.weight_elites - 1e-9


@given(PARAMS, MEANS, PRECISIONS, st.floats(-0.5, 1.5), st.floats(0.0, 1.0))
@settings(max_examples=30)
def test_fewer_act_against_a_stronger_regime(
    params: Params, mean: float, precision: float, strength: float, more: float
) -> None:
    weak = rule(day_of(mean, precision, strength=strength), params, HERE)
    strong = rule(day_of(mean, precision, strength=strength + more), params, HERE)
    assert weak.threshold == strong.threshold
    assert strong.share_citizens <= weak.share_citizens + 1e-15
    assert strong.share_elites <= weak.share_elites + 1e-15
    assert strong.share_units <= weak.share_units + 1e-15


@given(st.floats(0.6, 0.9), st.floats(0.0, 4.0), st.floats(-0.4, 0.6))
def test_lost_legitimacy_lowers_what_acting_costs(
    median: float, effect: float, lost: float
) -> None:
    cost = cost_of_citizens(median, effect, lost)
    assert float(ndtri(median)) - cost == pytest.approx(effect * lost, abs=1e-12)


def test_selection_separates_three_rival_structures() -> None:
    largest = threshold_with(FRAGILE, 0.5, 60.0, selection=LARGEST, deserted=0.1)
    smallest = threshold_with(FRAGILE, 0.5, 60.0, selection=SMALLEST, deserted=0.1)
    assert NOBODY <= smallest < largest - 0.3
    seen = set()
    for run in range(40):
        at = Address(7, run, 3)
        reads = day_of(0.5, 60.0, selection=FOCAL, deserted=0.1)
        threshold = rule(reads, FRAGILE, at).threshold
        focal = draw_uniform(at, 0, PURPOSE_SELECTION) < FRAGILE.focal_probability
        assert threshold == (largest if focal else smallest)
        seen.add(threshold)
    assert seen == {largest, smallest}


def test_a_second_solve_of_a_day_draws_its_selection_anew() -> None:
    outcomes = {
        rule(
            day_of(0.5, 60.0, selection=FOCAL, deserted=0.1, solves=float(n)),
            FRAGILE,
            HERE,
        ).threshold
        for n in range(12)
    }
    assert len(outcomes) == 2


def test_the_same_inputs_give_the_same_solve() -> None:
    first: Writes = rule(day_of(0.5, 12.0), Params(), HERE)
    assert first == rule(day_of(0.5, 12.0), Params(), Address(9, 9, 9))
