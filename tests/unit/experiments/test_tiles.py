"""Tiles: each region its own, near its place, and the assignment truly the cheapest."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregnum.experiments.tiles import assigned, tile_layout
from interregnum.scenario.load import load_scenario


@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(0, 2))
def test_the_assignment_is_the_cheapest_of_all(seed: int, rows: int, spare: int) -> None:
    cost = np.random.default_rng(seed).integers(0, 9, (rows, rows + spare)).astype(float)
    given_out = assigned(cost)
    assert len(set(given_out.tolist())) == rows
    best = min(
        sum(cost[k, c] for k, c in enumerate(columns))
        for columns in permutations(range(rows + spare), rows)
    )
    assert cost[np.arange(rows), given_out].sum() == best


@pytest.mark.parametrize("count", [1, 2, 7, 40])
def test_every_region_has_a_tile_of_its_own(count: int) -> None:
    places = np.random.default_rng(count).uniform(0.0, 60.0, (2, count))
    layout = tile_layout(places[0].tolist(), places[1].tolist())
    assert len(set(layout)) == count
    assert layout == tile_layout(places[0].tolist(), places[1].tolist())


def test_regions_at_one_point_lie_side_by_side() -> None:
    layout = np.array(tile_layout([5.0] * 4, [5.0] * 4))
    assert len({tuple(cell) for cell in layout.tolist()}) == 4
    assert np.ptp(layout, axis=0).max() <= 3


def test_neighbours_on_the_ground_are_near_on_the_map() -> None:
    regions = load_scenario("mutiny-2023", ()).regions
    assert regions is not None
    rows = regions.rows
    layout = np.array(tile_layout([row.longitude for row in rows], [row.latitude for row in rows]))
    column, row = layout.T
    assert np.corrcoef(column, [r.longitude for r in rows])[0, 1] > 0.85
    assert np.corrcoef(-row, [r.latitude for r in rows])[0, 1] > 0.7
