"""What is followed day by day stands in the glossary, and its bins cover what can be."""

from __future__ import annotations

import itertools
import math

import pytest

from interregnum.engine.series import BINS, PATHS, SERIES, Series
from interregnum.engine.state import QUANTITIES

NAMES = [series.name for series in SERIES]


def test_each_name_stands_once_and_is_that_of_its_quantity() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [series.quantity for series in SERIES] == NAMES
    assert (BINS, PATHS) == (256, 200)


@pytest.mark.parametrize("series", SERIES, ids=NAMES)
def test_unit_and_range_follow_the_glossary(series: Series) -> None:
    quantity = QUANTITIES[series.quantity]
    assert (series.unit, series.meaning) == (quantity.unit, quantity.meaning)
    assert quantity.low <= series.low < series.high <= quantity.high
    # Where the glossary knows an end, no run may lie beyond it uncounted.
    if math.isfinite(quantity.high):
        assert (series.low, series.high) == (quantity.low, quantity.high)
    assert math.isinf(quantity.low) or series.low == quantity.low


@pytest.mark.parametrize("series", SERIES, ids=NAMES)
def test_edges_ascend_in_equal_steps_from_end_to_end(series: Series) -> None:
    edges = series.edges
    assert (len(edges), edges[0], edges[-1]) == (BINS + 1, series.low, series.high)
    width = (series.high - series.low) / BINS
    steps = [high - low for low, high in itertools.pairwise(edges)]
    assert steps == pytest.approx([width] * BINS)
