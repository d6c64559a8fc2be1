"""Daily quantities counted over runs: sums of integers that come out the same in any order."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.experiments.territory import Regions, Territory, empty_territory

if TYPE_CHECKING:
    from interregnum.engine.mean_field import Batch
    from interregnum.engine.territory import Counted

Counts = npt.NDArray[np.int64]
Paths = npt.NDArray[np.float32]
Edges = npt.NDArray[np.float64]
NO_REGIONS = Regions((), ())


@dataclasses.dataclass
class Tally:
    """What has been counted so far.

    Parameters
    ----------
    runs
        How many runs have been counted.
    counts
        Runs in each bin, (series, days, bins); runs that have ended are not in it.
    paths
        The first 200 runs in full, (runs, series, days) in the unit of each; not a number after
        a run's end.
    territory
        Who held each region; None where regions have no names.
    """

    runs: int
    counts: Counts
    paths: Paths
    territory: Territory | None = None

    @property
    def days(self) -> int:
        """How many days are followed [d]."""
        return int(self.counts.shape[1])

    def add(
        self,
        first: int,
        runs: int,
        histogram: npt.NDArray[Any],
        paths: Paths,
        territory: Counted | Territory | None = None,
    ) -> None:
        """Count runs ``first`` to ``first + runs - 1``; ``paths`` are those of the first ones.

        Raises
        ------
        ValueError
            If the arrays are not those of so many runs over so many days, in so many regions.
        """
        followed = self.paths[first : first + runs] if first < len(self.paths) else self.paths[:0]
        if histogram.shape != self.counts.shape or paths.shape != followed.shape:
            raise ValueError("another number of series, days or runs")
        if self.territory is not None:
            if territory is None or not self.territory.fits(territory):
                raise ValueError("series of other regions")
            self.territory.add(territory)
        self.counts += histogram
        followed[...] = paths
        self.runs += runs

    def add_batch(self, batch: Batch) -> None:
        """Count a batch that has series.

        Raises
        ------
        ValueError
            If it has none, or those of other days.
        """
        if batch.histogram is None or batch.paths is None:
            raise ValueError("a batch without series")
        counted = (batch.histogram, batch.paths, batch.territory)
        self.add(batch.first, len(batch.outcomes), *counted)

    def digest(self) -> str:
        """Return the SHA-256 of the values, whatever file they lie in.

        Series by series: name and unit, edges, counts, paths, all little-endian, one NaN for all;
        then regions, if there are any.
        """
        digest = hashlib.sha256()
        for k, series in enumerate(SERIES):
            digest.update(f"{series.name}:{series.unit}:{self.runs}\n".encode())
            digest.update(np.array(series.edges).astype("<f8").tobytes())
            digest.update(self.counts[k].astype("<i8").tobytes())
            path = self.paths[:, k]
            path = np.where(np.isnan(path), np.float32("nan"), path)
            digest.update(f"{path.shape}\n".encode() + path.astype("<f4").tobytes())
        if self.territory is not None:
            digest.update(self.territory.values())
        return digest.hexdigest()


def empty_tally(days: int, runs: int, regions: Regions = NO_REGIONS) -> Tally:
    """Return a tally of nothing, with room for the paths of a study of so many runs.

    >>> empty_tally(3, 1000).paths.shape == (PATHS, len(SERIES), 3)
    True
    """
    counts = np.zeros((len(SERIES), days, BINS), dtype=np.int64)
    paths = np.full((min(runs, PATHS), len(SERIES), days), np.nan, dtype=np.float32)
    return Tally(0, counts, paths, empty_territory(regions))


def quantiles(counts: npt.NDArray[Any], edges: Edges, shares: tuple[float, ...]) -> Edges:
    """Return quantiles of a histogram, interpolated within bins.

    Parameters
    ----------
    counts
        Runs in each bin; the last axis is that of the bins.
    edges
        Of the bins, ascending, one more than bins; in any unit.
    shares
        Which quantiles, each in [0, 1].

    Returns
    -------
    array
        With the quantiles before the other axes, in the unit of the edges; not a number where no
        run is left.

    Notes
    -----
    Within a bin runs are taken to lie evenly: a quantile is off by at most the width of a bin,
    more if it lies in a bin at the end of the range, which holds what lies beyond.

    >>> quantiles(np.array([0, 4, 0]), np.array([0.0, 1.0, 2.0, 3.0]), (0.0, 0.5, 1.0)).tolist()
    [1.0, 1.5, 2.0]
    """
    reached = np.cumsum(counts, axis=-1, dtype=np.int64)
    whole = reached[..., -1]
    found = []
    for share in shares:
        wanted = share * whole
        # An empty bin holds no quantile: the bin of the smallest run is the first with one.
        here = (reached >= wanted[..., None]) & (reached > 0)
        bins = np.argmax(here, axis=-1)[..., None]
        inside = np.take_along_axis(np.asarray(counts), bins, -1)[..., 0]
        before = np.take_along_axis(reached, bins, -1)[..., 0] - inside
        low, high = edges[bins[..., 0]], edges[bins[..., 0] + 1]
        part = (wanted - before) / np.maximum(inside, 1)
        found.append(np.where(whole > 0, low + part * (high - low), np.nan))
    return np.stack(found)
