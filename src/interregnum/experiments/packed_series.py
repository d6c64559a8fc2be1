"""The daily series of a batch as three columns of bytes beside its runs.

The histogram stands on the first row of the batch, as does what is counted of regions, the path of
a run that is followed on its own row; all other rows are null. So a part stays one file, whole or
absent.
"""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.engine.territory import Counted
from interregnum.experiments.territory import packed_counts, unpacked_counts

WIDTHS = (1, 2, 4)  # bytes of a count
_NOTHING = (-1).to_bytes(8, "little", signed=True)


class Daily(NamedTuple):
    """The series of a part: histogram (series, days, bins), and paths (runs, series, days).

    ``territory`` counts who holds each region, where regions have names.
    """

    histogram: npt.NDArray[Any]
    paths: npt.NDArray[np.float32]
    territory: Counted | None = None


class Packed(NamedTuple):
    """The same as columns, one entry a run."""

    histogram: list[bytes | bytearray | None]
    path: list[bytes | None]
    territory: list[bytes | None]


def packed(
    histogram: npt.NDArray[np.int32],
    paths: npt.NDArray[np.float32],
    runs: int,
    territory: Counted | None = None,
) -> Packed:
    """Return the series of a batch as columns.

    Parameters
    ----------
    histogram
        (series, days, bins)
    paths
        Those of the batch's first runs, if they are followed, (runs, series, days).
    runs
        How many runs the batch has, at least 1.
    territory
        What it counts of regions, if they have names.
    """
    # As few bytes a count as the largest needs, and the same byte of all counts together: a batch
    # of a second is a few hundred runs, and most of its counts are nothing.
    width = next(w for w in WIDTHS if int(histogram.max(initial=0)) < 256**w)
    flat = histogram.reshape(-1)
    planes = bytearray(1 + width * flat.size)
    planes[0] = width
    cells = np.frombuffer(planes, np.uint8, offset=1).reshape(width, -1)
    for place in range(width):
        np.right_shift(flat, 8 * place, out=cells[place], casting="unsafe")
    followed = [path.astype("<f4").tobytes() for path in paths]
    rest: list[None] = [None] * runs
    held = [packed_counts(territory), *rest[1:]]
    return Packed([planes, *rest[1:]], [*followed, *rest[len(followed) :]], held)


def unpacked(columns: Packed, first: int) -> Daily:
    """Return what columns hold whose first run is ``first``.

    Raises
    ------
    ValueError
        If it is not what so many runs have.
    """
    planes, followed = columns.histogram[0], [path for path in columns.path if path is not None]
    runs = len(columns.path)
    if not planes or planes[0] not in WIDTHS:
        raise ValueError("a histogram is missing")
    if len(followed) != min(runs, max(PATHS - first, 0)):
        raise ValueError("paths are missing")
    width = planes[0]
    cells = np.frombuffer(planes, np.uint8, offset=1).reshape(width, -1)
    counts = cells[0].astype(f"<u{width}")
    for place in range(1, width):
        counts |= cells[place].astype(counts.dtype) << np.uint8(8 * place)
    histogram = counts.reshape(len(SERIES), -1, BINS)
    days = histogram.shape[1]
    paths = np.frombuffer(b"".join(followed), "<f4").reshape(len(followed), len(SERIES), days)
    return Daily(histogram, paths, unpacked_counts(columns.territory[0]))


def digest_of_packed(columns: Packed) -> str:
    """Return the SHA-256 of packed series."""
    digest = hashlib.sha256()
    for column in columns:
        # Most rows hold nothing: what they add is the same, so it is added for all between.
        after = 0
        for row in (row for row, word in enumerate(column) if word is not None):
            word = column[row]
            digest.update(_NOTHING * (row - after))
            digest.update(len(word or b"").to_bytes(8, "little", signed=True))
            digest.update(word or b"")
            after = row + 1
        digest.update(_NOTHING * (len(column) - after))
    return digest.hexdigest()
