"""A normal curve followed by products equals its exponentials, gentle or steep, near or far."""

from __future__ import annotations

from math import exp, fsum

import pytest

from interregnum.formulae.bell import (
    first_moment,
    scale_by_bell,
    sum_under_bell,
    weight_under_bell,
)

STEP = 0.001
CELLS = 700  # more than two stretches, and no multiple of eight
# Offsets of the first cell from the centre, and precisions; the last two are steep.
CASES = [(-0.35, 12.0), (-0.35, 80.0), (0.0, 40.0), (3.0, 6.0), (-4.0, 40.0), (-0.3, 9000.0)]
CASES += [(2.0, 3000.0)]


def exact(offset: float, precision: float) -> tuple[list[float], float]:
    """Return the curve's values, scaled to 1 at the nearest cell, and that cell's place."""
    places = [offset + i * STEP for i in range(CELLS)]
    near = min(places, key=abs) if not places[0] <= 0.0 <= places[-1] else 0.0
    return [exp(-0.5 * precision * (d * d - near * near)) for d in places], near


@pytest.mark.parametrize(("offset", "precision"), CASES)
def test_a_curve_followed_by_products_is_the_curve(offset: float, precision: float) -> None:
    cells = [2.0] * (CELLS + 6)
    scale_by_bell(cells, (3, 3 + CELLS), offset, STEP, precision)
    curve, _ = exact(offset, precision)
    assert cells[3 : 3 + CELLS] == pytest.approx([2.0 * w for w in curve], rel=1e-11, abs=1e-300)
    assert cells[:3] + cells[3 + CELLS :] == [2.0] * 6


@pytest.mark.parametrize(("offset", "precision"), CASES)
def test_a_sum_under_the_curve_is_the_sum_of_its_values(offset: float, precision: float) -> None:
    cells = [1.0 + 0.001 * i for i in range(CELLS)]
    curve, near = exact(offset, precision)
    found = sum_under_bell(cells, (0, CELLS), (offset, near), STEP, precision)
    terms = [a * b for a, b in zip(cells, curve, strict=True)]
    assert found == pytest.approx(fsum(terms), rel=1e-12)
    assert weight_under_bell(offset, near, precision) == pytest.approx(curve[0], rel=1e-12)


def test_a_sum_over_no_cells_is_nothing() -> None:
    assert sum_under_bell([1.0], (0, 0), (0.0, 0.0), STEP, 12.0) == 0.0


@pytest.mark.parametrize("last", [0, 1, 2, 7])
def test_the_first_moment_weighs_cells_by_their_places(last: int) -> None:
    cells = [0.5, 0.25, 1.0, 2.0, 0.125, 3.0, 4.0]
    plain = sum(cell * (2.0 + 0.5 * i) for i, cell in enumerate(cells[:last]))
    assert first_moment(cells, (0, last), 2.0, 0.5) == pytest.approx(plain, rel=1e-15)
