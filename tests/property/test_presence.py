"""A ruler's presence informs as it is trusted, his absence as it is expected; quiet days do not."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.formulae.belief import MEAN, PRECISION, learn_survival, mean_of
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms.presence import Params, Reads, Writes, is_crisis_day, rule
from workspaces import gaussian_belief

DAY = 12
HERE = Address(7, 0, DAY)
MEANS = st.floats(0.1, 0.9)
PRECISIONS = st.floats(4.0, 40.0)
PARAMS = st.builds(Params, st.floats(0.01, 2.0), st.floats(-0.1, 0.2))
REASONS = {
    "column on the road": {"marching": 1.0},
    "column sets out": {"happens": 1.0, "onset_day": float(DAY)},
    "attack survived": {"survived": 1.0},
    "election stolen": {"stolen": 1.0},
}


def reads_of(mean: float = 0.5, precision: float = 12.0, **changed: Any) -> Reads:
    quiet = Reads(
        review=1.0,
        marching=0.0,
        happens=0.0,
        onset_day=0.0,
        survived=0.0,
        stolen=0.0,
        visible=1.0,
        credibility=0.5,
        full_overestimation=0.2,
        strength=0.45,
        mean=mean,
        news=0.0,
        belief=gaussian_belief(mean, precision, changed.pop("plain", True)),
    )
    return quiet._replace(**changed)


def unchanged(reads: Reads, params: Params, news: float = 0.0) -> bool:
    before = list(reads.belief.summary)
    out = rule(reads, params, HERE)
    return out == Writes(reads.mean, news) and list(reads.belief.summary) == before


@given(PARAMS, MEANS, PRECISIONS, st.sampled_from([0.0, 1.0]))
def test_on_a_quiet_day_nobody_learns(
    params: Params, mean: float, precision: float, visible: float
) -> None:
    assert unchanged(reads_of(mean, precision, visible=visible), params)
    assert unchanged(reads_of(mean, precision, news=1.0), params, 1.0)


@pytest.mark.parametrize("reason", REASONS)
def test_each_crisis_makes_people_look_but_only_when_belief_is_reviewed(reason: str) -> None:
    reads = reads_of(**REASONS[reason])
    assert is_crisis_day(reads, DAY)
    assert unchanged(reads._replace(review=0.0), Params())
    out = rule(reads, Params(), HERE)
    assert out.today == 1.0
    assert out.mean == reads.belief.summary[MEAN] != 0.5


@pytest.mark.parametrize(
    "no_reason",
    [
        {"happens": 1.0, "onset_day": DAY + 1.0},
        {"happens": 0.0, "onset_day": float(DAY)},
    ],
)
def test_half_a_reason_is_none(no_reason: dict[str, float]) -> None:
    assert not is_crisis_day(reads_of(**no_reason), DAY)


@given(PARAMS, MEANS, PRECISIONS, st.floats(0.01, 1.0))
def test_presence_teaches_with_its_credibility(
    params: Params, mean: float, precision: float, credibility: float
) -> None:
    reads = reads_of(mean, precision, survived=1.0, credibility=credibility)
    rule(reads, params, HERE)
    tau = credibility * params.presence_precision
    assert reads.belief.summary[PRECISION] == pytest.approx(precision + tau, rel=1e-14)


@given(PARAMS, MEANS, PRECISIONS)
def test_absence_moves_belief_by_its_shift_and_no_noise(
    params: Params, mean: float, precision: float
) -> None:
    reads = reads_of(mean, precision, survived=1.0, visible=0.0)
    out = rule(reads, params, HERE)
    tau = params.presence_precision / 4.0
    assert out.mean == pytest.approx(
        mean - params.absence_shift * tau / (precision + tau), abs=1e-12
    )
    assert reads.belief.summary[PRECISION] == pytest.approx(precision + tau, rel=1e-14)


@pytest.mark.parametrize(
    ("changed", "params"),
    [
        ({"credibility": 0.0}, Params()),
        ({}, Params(presence_precision=0.0)),
        ({"visible": 0.0}, Params(presence_precision=0.0)),
    ],
    ids=["not credible", "visible", "absent"],
)
def test_a_signal_without_precision_teaches_nothing(
    changed: dict[str, float], params: Params
) -> None:
    assert unchanged(reads_of(survived=1.0, **changed), params)


def test_presence_shows_strength_with_the_full_overestimation_and_the_declared_noise() -> None:
    tau, runs, precision = 0.5 * 0.5, 4000, 12.0
    signals = []
    for run in range(runs):
        reads = reads_of(survived=1.0)
        mean = rule(reads, Params(), Address(7, run, DAY)).mean
        signals.append((mean * (precision + tau) - precision * 0.5) / tau)
    average = sum(signals) / runs
    spread = 1.0 / sqrt(tau)
    assert abs(average - (0.45 + 0.2)) < 4.0 * spread / sqrt(runs)
    variance = sum((s - average) ** 2 for s in signals) / (runs - 1)
    assert abs(variance - 1.0 / tau) < 4.0 / tau * sqrt(2.0 / runs)


def test_each_day_has_a_noise_of_its_own() -> None:
    one = rule(reads_of(survived=1.0), Params(), HERE).mean
    assert one == rule(reads_of(survived=1.0), Params(), HERE).mean
    assert one != rule(reads_of(survived=1.0), Params(), Address(7, 0, DAY + 1)).mean


@pytest.mark.parametrize("visible", [0.0, 1.0])
def test_the_compiled_rule_is_the_same_on_a_grid(visible: float) -> None:
    outs = []
    for plain, call in ((True, rule), (False, compiled(rule, Target.CPU))):
        reads = reads_of(survived=1.0, visible=visible, plain=plain)
        learn_survival(reads.belief, 0.3)
        reads = reads._replace(mean=mean_of(reads.belief))
        before = reads.mean
        outs.append(Writes(*call(reads, Params(absence_shift=0.1), HERE)))
        assert outs[-1].mean != before
    assert outs[0] == outs[1]
