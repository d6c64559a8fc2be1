"""After an attack survived, the engine's own day turns at the theory's margin signal y†.

Canonical limit: one class without private cost, κ_b = 0, α 1, β 1, z 1, c .5. The belief is
truncated at θ*₁ and news of the margin y arrives with precision τ: an attack is possible again
if and only if y < y†, with y† -.766, .513, .851 at τ 1, 4, 16 (±.01; model text, section 7).

The engine's day needs a private cost of some spread σ; y† moves with σ², so the limit follows
from two spreads by Richardson's extrapolation.
"""

from __future__ import annotations

import pytest

from interregnum.formulae.belief import learn_signal, learn_survival
from verification.grid_day import Day
from workspaces import classes_of, gaussian_belief

PUBLISHED = [(1.0, -0.766), (4.0, 0.513), (16.0, 0.851)]


def attack_is_possible(signal: float, precision: float, spread: float) -> bool:
    classes = classes_of([1.0], [1.0], [0.0], [spread], plain=False)
    belief = gaussian_belief(1.0, 1.0, plain=False)
    first = Day(belief, classes).roots[0]
    learn_survival(belief, first)
    learn_signal(belief, signal, precision)
    return any(root >= 0.02 for root in Day(belief, classes).roots)


def turn_of(precision: float, spread: float) -> float:
    """Return the signal at which an attack stops being possible, by bisection to 1e-4."""
    low, high = -2.0, 2.0
    assert attack_is_possible(low, precision, spread)
    assert not attack_is_possible(high, precision, spread)
    while high - low > 1e-4:
        middle = 0.5 * (low + high)
        if attack_is_possible(middle, precision, spread):
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@pytest.mark.parametrize(("precision", "published"), PUBLISHED)
def test_the_next_attack_turns_at_the_published_margin(precision: float, published: float) -> None:
    coarse, fine = turn_of(precision, 0.2), turn_of(precision, 0.1)
    assert (4.0 * fine - coarse) / 3.0 == pytest.approx(published, abs=0.01)
