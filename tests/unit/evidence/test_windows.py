"""Windows of years ahead of a case hold what lies in them and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.evidence.windows import YearGrid, year_grid
from made_tables import rows

SEEN = rows("gw year", *((2, y) for y in range(1950, 1956)), (20, 1950), (20, 1952))
CAME = rows("gw year", (2, 1953), (2, 1953), (20, 1951), (99, 1952))


@pytest.fixture(scope="module")
def grid() -> YearGrid:
    return year_grid(SEEN, CAME)


@pytest.mark.parametrize(
    ("case", "window", "expected"),
    [
        ((2, 1950), (1, 2), (True, False)),
        ((2, 1950), (1, 3), (True, True)),
        ((2, 1953), (1, 2), (True, False)),
        ((2, 1953), (0, 0), (True, True)),
        ((2, 1954), (1, 2), (False, False)),
        ((2, 1949), (1, 2), (True, False)),
        ((20, 1950), (0, 2), (False, False)),
        ((7, 1950), (0, 0), (False, False)),
        ((99, 1952), (0, 0), (False, False)),
    ],
)
def test_a_window_is_whole_and_holds_the_event_only_where_both_are_so(
    grid: YearGrid, case: tuple[int, int], window: tuple[int, int], expected: tuple[bool, bool]
) -> None:
    found = grid.window(np.array([case[0]]), np.array([case[1]]), *window)
    assert (bool(found.whole[0]), bool(found.event[0])) == expected


def test_a_grid_without_years_knows_nothing() -> None:
    nothing = SEEN.iloc[:0]
    found = year_grid(nothing, nothing).window(np.array([2]), np.array([1950]), 0, 1)
    assert (found.whole.tolist(), found.event.tolist()) == ([False], [False])
