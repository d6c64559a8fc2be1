"""The leader's decision: its bounds, what it tells the public, and what it leaves behind."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interregnum.formulae.belief import mean_of
from interregnum.kernels.random import PURPOSE_DEAL, Address, draw_uniform
from interregnum.mechanisms.march_decision import (
    DEAL,
    GO_ON,
    SURRENDER,
    Params,
    Reads,
    decision,
    rule,
)
from workspaces import empty_game, gaussian_belief, masses, road_of

CHANCES = st.floats(0.0, 1.0)
STOPS = st.floats(0.3, 0.7)
SIGNALS = st.floats(-0.5, 2.0)
RUNS = st.integers(0, 1000)


def reads_of(**changed: Any) -> Reads:
    reads = Reads(
        column=15000.0,
        place=1.0,
        service=20000.0,
        signal=0.5,
        scheduled=0.0,
        removed=0.0,
        threshold=0.2,
        cost_units=0.6,
        lost=0.02,
        absent=0.06,
        purges=1.0,
        precision=40.0,
        spread=0.7,
        quality=1.0,
        by_strength=1.0,
        belief=gaussian_belief(0.5, 12.0),
        game=empty_game([], []),
        road=road_of([9000.0, 20000.0, 30000.0]),
    )
    return reads._replace(**changed)


@given(CHANCES, STOPS, st.booleans())
def test_the_decision_follows_its_two_bounds(chance: float, stop: float, accepted: bool) -> None:
    if chance >= stop:
        expected = GO_ON
    elif chance < 0.2:
        expected = SURRENDER
    else:
        expected = DEAL if accepted else GO_ON
    assert decision(chance, stop, accepted) == expected


@given(SIGNALS, STOPS, RUNS)
@settings(max_examples=25)
def test_the_rule_decides_by_the_chance_it_reports(signal: float, stop: float, run: int) -> None:
    at = Address(7, run, 3)
    params = Params(stop_bound=stop)
    out = rule(reads_of(signal=signal), params, at)
    accepted = draw_uniform(at, 1, PURPOSE_DEAL) < params.deal_probability
    choice = decision(out.chance, stop, accepted)
    assert 0.0 <= out.chance <= 1.0
    assert (out.deal, out.surrendered) == (float(choice == DEAL), float(choice == SURRENDER))
    assert out.failed == out.deal + out.surrendered
    assert out.on_road == 1.0 - out.failed
    assert out.beaten == 0.0


@given(SIGNALS, RUNS)
@settings(max_examples=12)
def test_standing_down_never_lowers_what_the_public_believes(signal: float, run: int) -> None:
    reads = reads_of(signal=signal)
    out = rule(reads, Params(), Address(7, run, 3))
    if out.failed:
        assert mean_of(reads.belief) >= 0.5 - 1e-12
        assert masses(reads.belief).sum() == pytest.approx(1.0, abs=1e-12)
    else:
        assert mean_of(reads.belief) == 0.5


def test_a_surrender_tells_more_than_a_deal() -> None:
    """The leader who gives up has seen at least as much strength as one who bargains."""
    means = {}
    for signal in (0.4, 0.7, 0.9):
        reads = reads_of(signal=signal, column=12000.0)
        out = rule(reads, Params(deal_probability=1.0), Address(7, 0, 3))
        if out.failed:
            means["deal" if out.deal else "surrender"] = mean_of(reads.belief)
    assert 0.5 < means["deal"] < means["surrender"]


@given(st.floats(0.3, 1.0), st.floats(0.0, 0.15))
@settings(max_examples=15)
def test_a_failed_mutiny_dissolves_its_share_and_conserves_persons(
    dissolved: float, purge: float
) -> None:
    params = Params(dissolved_share=dissolved, purge_loss=purge)
    reads = reads_of(signal=2.0)
    out = rule(reads, params, Address(7, 0, 3))
    nominal = reads.road.totals[1]
    assert out.surrendered == 1.0
    assert out.service == pytest.approx((1.0 - dissolved) * reads.column)
    gone = (out.lost - reads.lost - purge) * nominal
    assert gone == pytest.approx(reads.service - out.service)
    assert out.purges == reads.purges + 1.0
    assert out.absent == 0.0


def test_a_beaten_column_ends_the_mutiny_without_a_soft_test() -> None:
    reads = reads_of(column=0.0)
    out = rule(reads, Params(), Address(7, 0, 3))
    assert (out.beaten, out.failed, out.on_road, out.chance) == (1.0, 1.0, 0.0, 0.0)
    assert mean_of(reads.belief) == 0.5
    assert out.service == 0.0


def test_a_ruler_removed_leaves_nothing_to_decide() -> None:
    reads = reads_of(removed=1.0)
    out = rule(reads, Params(), Address(7, 0, 3))
    assert (out.on_road, out.failed) == (0.0, 0.0)
    assert (out.service, out.lost, out.purges) == (reads.service, reads.lost, reads.purges)


@given(SIGNALS, st.floats(0.0, 1.0), RUNS)
@settings(max_examples=15)
def test_a_stronger_signal_lowers_the_chance(signal: float, more: float, run: int) -> None:
    at = Address(7, run, 3)
    weak = rule(reads_of(signal=signal), Params(), at).chance
    assert rule(reads_of(signal=signal + more), Params(), at).chance <= weak + 1e-12


@given(SIGNALS, RUNS)
@settings(max_examples=15)
def test_an_imposed_deal_is_no_test_of_strength(signal: float, run: int) -> None:
    road = road_of([9000.0, 20000.0, 30000.0], imposed=[1.0, 0.0, 0.0], deal=0.0)
    reads = reads_of(signal=signal, road=road, scheduled=1.0)
    out = rule(reads, Params(), Address(7, run, 3))
    assert (out.deal, out.failed, out.on_road, out.beaten) == (1.0, 1.0, 0.0, 0.0)
    assert mean_of(reads.belief) == 0.5
    assert out.purges == reads.purges + 1.0
    assert out.chance == rule(reads_of(signal=signal), Params(), Address(7, run, 3)).chance


@given(SIGNALS, RUNS, st.sampled_from([1.0, 2.0]))
@settings(max_examples=15)
def test_a_column_goes_on_to_a_place_whose_outcome_is_imposed(
    signal: float, run: int, outcome: float
) -> None:
    road = road_of([9000.0, 20000.0, 30000.0], imposed=[1.0, outcome, 0.0])
    reads = reads_of(signal=signal, road=road, scheduled=1.0)
    out = rule(reads, Params(stop_bound=0.7), Address(7, run, 3))
    assert (out.on_road, out.failed) == (1.0, 0.0)
    assert mean_of(reads.belief) == 0.5


@given(SIGNALS, RUNS)
@settings(max_examples=15)
def test_another_column_decides_by_itself(signal: float, run: int) -> None:
    at = Address(7, run, 3)
    road = road_of([9000.0, 20000.0, 30000.0], imposed=[1.0, 1.0, 1.0], deal=0.0)
    free = rule(reads_of(signal=signal), Params(), at)
    assert rule(reads_of(signal=signal, road=road), Params(), at) == free
