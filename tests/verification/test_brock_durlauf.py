"""Self-consistent opinions are all found, as by bracketing with SciPy, in every corner."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from scipy import optimize

from interregnum.canonical.shelf import solution_of
from interregnum.formulae.conformity import hyperbolic_tangent, spinodal_field


def roots_of(coupling: float, field: float) -> list[float]:
    return list(solution_of("brock_durlauf", {"coupling": coupling, "field": field})["roots"])


def roots_by_bracketing(coupling: float, field: float) -> list[float]:
    """Return the roots of y - βJ tanh y - βh as opinions, from changes of sign on a fine grid."""

    def gap(y: float) -> float:
        return float(y - coupling * np.tanh(y) - field)

    reach = abs(field) + abs(coupling) + 1.0
    grid = np.linspace(-reach, reach, 40_002)
    values = grid - coupling * np.tanh(grid) - field
    changes = np.flatnonzero(np.sign(values[:-1]) != np.sign(values[1:]))
    return [math.tanh(optimize.brentq(gap, grid[i], grid[i + 1], xtol=1e-15)) for i in changes]


def test_the_tangent_is_the_c_librarys() -> None:
    draw = random.Random(1)
    for _ in range(2000):
        x = draw.choice([-1.0, 1.0]) * 10.0 ** draw.uniform(-300.0, 3.0)
        assert hyperbolic_tangent(x) == pytest.approx(math.tanh(x), rel=1e-14, abs=0.0)
    assert math.copysign(1.0, hyperbolic_tangent(0.0)) == 1.0


def test_all_roots_are_found() -> None:
    draw = random.Random(2)
    several = 0
    for _ in range(400):
        coupling = draw.uniform(-3.0, 5.0)
        field = draw.choice([0.0, draw.uniform(-3.0, 3.0), draw.uniform(-0.5, 0.5)])
        roots = roots_of(coupling, field)
        assert roots == pytest.approx(roots_by_bracketing(coupling, field), abs=1e-9)
        several += len(roots) > 1
    assert several > 50


def test_two_roots_meet_at_the_spinodal_and_are_gone_beyond() -> None:
    for coupling in (1.0001, 1.05, 1.2, 1.3333, 1.34, 2.0, 5.0, 40.0, 1e4, 1e9):
        limit = spinodal_field(coupling)
        meeting = math.sqrt((coupling - 1.0) / coupling)
        for sign in (-1.0, 1.0):
            inside, at, beyond = (roots_of(coupling, sign * limit * f) for f in (0.999, 1, 1.001))
            assert (len(inside), len(at), len(beyond)) == (3, 2, 1)
            assert -sign * meeting in [pytest.approx(root, rel=1e-12) for root in at]
            assert beyond[0] * sign > 0.0


def test_the_spinodal_is_that_of_the_closed_form() -> None:
    for coupling in np.geomspace(1.01, 1e3, 200):
        t = np.sqrt(1.0 - 1.0 / np.longdouble(coupling))
        expected = np.longdouble(coupling) * t - np.arctanh(t)
        assert spinodal_field(float(coupling)) == pytest.approx(float(expected), rel=1e-12)
    # Near 1 it grows as (2/3)(βJ - 1)^(3/2).
    assert spinodal_field(1.0 + 2.0**-40) == pytest.approx(2.0 / 3.0 * 2.0**-60, rel=1e-9)


@pytest.mark.parametrize("coupling", [-1e15, -2.0, 0.0, 1.0])
def test_weak_conformity_has_one_root_and_no_spinodal(coupling: float) -> None:
    for field in (-1e15, -1.0, -1e-9, 0.0, 1e-300, 0.3, 1e15):
        solution = solution_of("brock_durlauf", {"coupling": coupling, "field": field})
        assert solution["spinodal"] is None
        (root,) = solution["roots"]
        assert -1.0 <= root <= 1.0
        assert root * field >= 0.0
        if abs(coupling) <= 2.0 and abs(field) <= 1.0:
            assert root == pytest.approx(math.tanh(field + coupling * root), abs=1e-9)


@pytest.mark.parametrize("coupling", [1.0 + 2.0**-52, 1.0 + 1e-9, 30.0, 1e6, 1e15])
@pytest.mark.parametrize("field", [0.0, 1e-30, 0.7, -0.7, -1e15])
def test_strong_conformity_stays_finite_and_ordered(coupling: float, field: float) -> None:
    roots = roots_of(coupling, field)
    assert len(roots) == (3 if abs(field) < spinodal_field(coupling) else 1)
    assert roots == sorted(roots)
    assert all(-1.0 <= root <= 1.0 for root in roots)


def test_mirrored_fields_have_mirrored_roots() -> None:
    for coupling, field in ((0.5, 0.3), (1.0, 0.1), (1.5, 0.05), (3.0, 4.0)):
        mirrored = [-root for root in reversed(roots_of(coupling, -field))]
        assert roots_of(coupling, field) == pytest.approx(mirrored, abs=1e-14)
