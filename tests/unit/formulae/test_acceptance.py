"""A table of decisions has the mean-field's share as its mean, in any form of belief."""

import math

import numpy as np
import pytest
from scipy import stats

from interregnum.formulae.acceptance import (
    FRAME,
    MOST_NODES,
    STRATA,
    WORDS,
    Look,
    Signals,
    probit_at,
    tabulate_acceptance,
    tabulate_probits,
)
from interregnum.formulae.belief import SUMMARY_SIZE, Belief
from interregnum.formulae.coordination import ClassView, share_acting
from interregnum.formulae.likelihood import Game

NOTHING = Game([], [], [], [], [], [], [])


def gaussian(mean: float, precision: float) -> Belief:
    return Belief([0.0, mean, precision, *[0.0] * (SUMMARY_SIZE - 3)], [], [])


def tables(look: Look, costs: list[float], spread: float) -> tuple[Signals, list[int]]:
    signals = Signals([0.0] * MOST_NODES, [0.0] * FRAME)
    table = [0] * (len(costs) * STRATA)
    tabulate_probits(gaussian(0.5, 8.0), NOTHING, look, signals)
    tabulate_acceptance(signals, look, costs, spread, table)
    return signals, table


@pytest.mark.parametrize("truth", [0.1, 0.35, 0.9])
def test_the_mean_over_strata_is_the_share_in_closed_form(truth: float) -> None:
    look, spread = Look(0, 6.0, truth, 0.3), 0.7
    costs = [0.4, 1.3]
    _, table = tables(look, costs, spread)
    for k, cost in enumerate(costs):
        mean = sum(table[k * STRATA : (k + 1) * STRATA]) / STRATA / WORDS
        exact = share_acting(truth, 0.3, 0.5, 8.0, ClassView(6.0, cost, spread))
        assert abs(mean - exact) < 1e-6


def test_probits_are_those_of_the_posterior_law() -> None:
    look = Look(0, 6.0, 0.4, 0.3)
    signals, _ = tables(look, [0.0], 0.7)
    for seen in (-0.3, 0.1, 0.4, 0.777):
        mean = (8.0 * 0.5 + 6.0 * seen) / 14.0
        exact = (0.3 - mean) * math.sqrt(14.0)
        assert probit_at(signals, seen) == pytest.approx(exact, abs=1e-9)


def test_acceptance_never_rises_with_the_signal_and_stays_within_a_word() -> None:
    _, table = tables(Look(0, 6.0, 0.2, 0.3), [0.8], 0.7)
    steps = np.diff(np.array(table))
    assert (steps <= 0).all()
    assert 0 <= min(table) < max(table) <= WORDS


def test_without_spread_a_cost_is_a_cutoff_in_the_signal() -> None:
    look = Look(0, 6.0, 0.4, 0.3)
    _, table = tables(look, [0.0], 0.0)
    between = [a for a in table if 0 < a < WORDS]
    # He acts iff the posterior mean lies below the threshold: x < (14 * .3 - 8 * .5) / 6.
    cutoff = stats.norm.cdf(((14 * 0.3 - 8 * 0.5) / 6 - 0.4) * math.sqrt(6.0))
    assert len(between) <= 1
    assert sum(table) / STRATA / WORDS == pytest.approx(cutoff, abs=0.5 / STRATA)
