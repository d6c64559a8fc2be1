"""The series of a batch come back from their columns, whatever counts they hold."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.engine.territory import HOLDERS, MOMENTS, Counted
from interregnum.experiments.packed_series import Packed, digest_of_packed, packed, unpacked

DRAW = np.random.default_rng(5)
COUNTS = DRAW.integers(0, 2**31 - 1, (len(SERIES), 4, BINS), dtype=np.int32)


@pytest.mark.parametrize(("first", "runs"), [(0, 1), (0, 7), (PATHS - 3, 7), (PATHS, 4)])
@pytest.mark.parametrize("largest", [0, 255, 256, 65_535, 65_536, 2**31 - 1])
def test_columns_give_the_series_back(first: int, runs: int, largest: int) -> None:
    counts = np.minimum(COUNTS, largest)
    followed = min(runs, max(PATHS - first, 0))
    paths = DRAW.random((followed, len(SERIES), 4)).astype(np.float32)
    columns = packed(counts, paths, runs)
    assert [len(column) for column in columns] == [runs, runs, runs]
    assert found_territory(columns, first) is None
    found = unpacked(columns, first)
    assert np.array_equal(found.histogram, counts)
    assert np.array_equal(found.paths, paths)


def found_territory(columns: Packed, first: int) -> Counted | None:
    return unpacked(columns, first).territory


def test_columns_give_the_counts_of_regions_back() -> None:
    paths = np.zeros((2, len(SERIES), 4), np.float32)
    control = DRAW.integers(0, 2**31 - 1, (len(MOMENTS), 7, len(HOLDERS)), dtype=np.int32)
    crowds = DRAW.integers(0, 2**31 - 1, BINS, dtype=np.int32)
    columns = packed(COUNTS, paths, 2, Counted(control, crowds))
    found = found_territory(columns, 0)
    assert found is not None
    assert np.array_equal(found.control, control)
    assert np.array_equal(found.crowds, crowds)
    for word in (b"", b"torn", (columns.territory[0] or b"")[:-4]):
        with pytest.raises(ValueError, match=r"."):
            found_territory(columns._replace(territory=[word, None]), 0)


def test_columns_of_other_runs_are_refused() -> None:
    columns = packed(COUNTS, np.zeros((3, len(SERIES), 4), np.float32), 3)
    wrong = (
        (columns._replace(histogram=[None, None, None]), 0),
        (columns._replace(path=[columns.path[0], None, columns.path[2]]), 0),
        (columns._replace(path=[columns.path[0], b"short", columns.path[2]]), 0),
        (columns._replace(histogram=[b"", None, None]), 0),
        (columns._replace(histogram=[b"\x03short", None, None]), 0),
        (columns._replace(histogram=[b"\x01short", None, None]), 0),
        (columns, PATHS - 1),
    )
    for one, first in wrong:
        with pytest.raises(ValueError, match=r"."):
            unpacked(one, first)


def test_the_digest_sees_words_and_where_they_stand() -> None:
    none: list[bytes | None] = [None, None]
    one = Packed([b"ab", None], [b"", None], none)
    others = (
        Packed([b"a", None], [b"b", None], none),
        Packed([None, b"ab"], [b"", None], none),
        Packed([b"ab", None], none, none),
        Packed([b"ab", b""], none, none),
        Packed([b"ab", None], [b"", None], [b"", None]),
    )
    assert len({digest_of_packed(columns) for columns in (one, *others)}) == 6
