"""Belief drifts back: spans compose, the stationary law stays, known losses are seen."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.formulae.belief import MEAN, PRECISION
from interregnum.kernels.random import Address
from interregnum.mechanisms.belief_diffusion import Params, Reads, Writes, anchor_of, rule
from workspaces import gaussian_belief

MEANS = st.floats(-0.5, 1.5)
PRECISIONS = st.floats(4.0, 60.0)
MEMORY = st.builds(Params, st.floats(0.3, 30.0))
SPANS = st.integers(0, 1825)


def carried(
    start: tuple[float, float], anchor: float, params: Params, days: list[int]
) -> tuple[float, float, Writes]:
    """Return mean and precision after looking at the belief on these days."""
    belief = gaussian_belief(*start)
    until, out = 0.0, Writes(anchor, 0.0, start[0])
    for day in days:
        overestimation = (0.5, 2.0 * (anchor - 0.5))
        reads = Reads(anchor, until, 1.0, 12.0, 0.5, *overestimation, 0.0, 0.35, 0.0, 0.05, belief)
        out = rule(reads, params, Address(7, 0, day))
        until = out.until
    return belief.summary[MEAN], belief.summary[PRECISION], out


@given(MEANS, PRECISIONS, MEANS, MEMORY, SPANS, SPANS)
def test_days_may_be_skipped(
    mean: float, precision: float, anchor: float, params: Params, first: int, second: int
) -> None:
    split = carried((mean, precision), anchor, params, [first, first + second])
    whole = carried((mean, precision), anchor, params, [first + second])
    assert split[:2] == pytest.approx(whole[:2], rel=1e-11, abs=1e-13)


@given(MEANS, MEMORY, SPANS)
def test_the_stationary_belief_stays(anchor: float, params: Params, days: int) -> None:
    mean, precision, _ = carried((anchor, 12.0), anchor, params, [days])
    assert mean == pytest.approx(anchor, abs=1e-14)
    assert precision == pytest.approx(12.0, rel=1e-13)


@given(MEANS, PRECISIONS, MEANS, MEMORY, SPANS)
def test_belief_moves_between_what_it_was_and_its_anchor(
    mean: float, precision: float, anchor: float, params: Params, days: int
) -> None:
    after, known, out = carried((mean, precision), anchor, params, [days])
    assert min(mean, anchor) - 1e-12 <= after <= max(mean, anchor) + 1e-12
    assert min(precision, 12.0) * (1 - 1e-12) <= known <= max(precision, 12.0) * (1 + 1e-12)
    assert out.until == days
    assert out.mean == after


@given(st.floats(0.15, 0.75), st.floats(-0.2, 0.6), st.floats(0.0, 1.0))
def test_lost_forces_lower_the_anchor_by_the_types_share(
    type_mean: float, overestimation: float, loyal: float
) -> None:
    whole = anchor_of(type_mean, overestimation, 1.0, 0.0)
    assert whole == pytest.approx(type_mean + overestimation, abs=1e-15)
    lower = anchor_of(type_mean, overestimation, loyal, 0.0)
    assert whole - lower == pytest.approx(type_mean * (1.0 - loyal), abs=1e-14)


@given(st.floats(0.05, 0.4), st.floats(0.0, 0.15))
def test_a_broken_front_and_sanctions_lower_the_anchor_by_what_they_cost(
    front: float, sanctions: float
) -> None:
    belief = gaussian_belief(0.6, 12.0)
    peace = Reads(0.6, 5.0, 1.0, 12.0, 0.5, 0.5, 0.2, 0.0, front, 0.0, sanctions, belief)
    at = Address(7, 0, 5)
    whole = rule(peace, Params(), at)
    broken = rule(peace._replace(broken=1.0), Params(), at)
    both = rule(peace._replace(broken=1.0, sanctions=1.0), Params(), at)
    assert whole.anchor - broken.anchor == pytest.approx(front, abs=1e-15)
    assert broken.anchor - both.anchor == pytest.approx(sanctions, abs=1e-15)
    # Belief itself has had no time to drift.
    assert whole.mean == broken.mean == both.mean


@given(st.floats(0.05, 0.4))
def test_the_public_learns_of_a_broken_front_as_belief_drifts(front: float) -> None:
    belief = gaussian_belief(0.6, 12.0)
    reads = Reads(0.6, 0.0, 1.0, 12.0, 0.5, 0.5, 0.2, 1.0, front, 0.0, 0.0, belief)
    out = rule(reads, Params(3.0), Address(7, 0, 0))
    later = reads._replace(anchor=out.anchor, until=out.until)
    drifted = rule(later, Params(3.0), Address(7, 0, 365))
    assert drifted.mean == pytest.approx(0.6 - front * (1.0 - exp(-3.0)), abs=1e-12)
