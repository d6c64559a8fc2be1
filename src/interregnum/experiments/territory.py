"""Who held each region in how many runs, and how many came out: counts summed over batches.

Beside the daily quantities a file of series holds ``control`` (moment, region, holder), the runs
in which a side held a region at a moment, and ``turnout.peak`` as a histogram. In the mean field
one share of the people comes out everywhere: ``turnout.persons`` (quantile, region) is that share
times a region's people.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.engine.series import BINS
from interregnum.engine.territory import (
    HOLDERS,
    MOMENTS,
    MOMENTS_TOLD,
    Counted,
    cells,
    crowd_edges,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from interregnum.engine.plan import Plan

Counts = npt.NDArray[np.int64]
_CONTROL = f"runs in which each side held each region, {MOMENTS_TOLD}"
_CROWDS = "runs in each bin, of those in which anybody came out while the rule stood"
_PERSONS = (
    "persons of each region who came out on the largest day of a run; one share of the people "
    "everywhere, over runs in which anybody came out"
)


class Regions(NamedTuple):
    """The regions of a scenario: ISO 3166-2 codes, and inhabitants [persons]."""

    codes: tuple[str, ...]
    people: tuple[int, ...]


@dataclasses.dataclass
class Territory:
    """What has been counted of regions so far.

    Parameters
    ----------
    regions
        Which regions, at least one.
    control
        Runs in which a side held a region at a moment, (moment, region, holder).
    crowds
        Runs in which anybody came out, by the largest turnout while the rule stood, (bin).
    """

    regions: Regions
    control: Counts
    crowds: Counts

    def fits(self, counted: Counted | Territory | None) -> bool:
        """Say whether counts are of as many regions."""
        return (
            counted is not None
            and counted.control.shape == self.control.shape
            and counted.crowds.shape == self.crowds.shape
        )

    def add(self, counted: Counted | Territory) -> None:
        """Add the counts of other runs, of the same regions."""
        self.control += counted.control
        self.crowds += counted.crowds

    def values(self) -> bytes:
        """Return regions, people and counts as bytes for a digest."""
        named = ",".join(self.regions.codes)
        numbers = (np.array(self.regions.people), self.control, self.crowds)
        head = f"territory:{':'.join(MOMENTS)}:{':'.join(HOLDERS)}:{named}\n".encode()
        return head + b"".join(array.astype("<i8").tobytes() for array in numbers)


def empty_territory(regions: Regions) -> Territory | None:
    """Return counts of nothing, or None where regions have no names.

    >>> empty_territory(Regions(("AA-B",), (1000,))).control.shape
    (3, 1, 6)
    """
    if not regions.codes:
        return None
    shape = (len(MOMENTS), len(regions.codes), len(HOLDERS))
    return Territory(regions, np.zeros(shape, np.int64), np.zeros(BINS, np.int64))


def regions_of(plan: Plan) -> Regions:
    """Return the regions of a plan; none where they have no names."""
    return Regions(plan.region_codes, plan.region_people)


def packed_counts(counted: Counted | None) -> bytes | None:
    """Return a batch's counts as bytes, None where there are none."""
    if counted is None:
        return None
    return b"".join(array.astype("<u4").tobytes() for array in counted)


def unpacked_counts(word: bytes | None) -> Counted | None:
    """Return the counts in bytes.

    Raises
    ------
    ValueError
        If they are of no number of regions.
    """
    if word is None:
        return None
    flat = np.frombuffer(word, "<u4")
    regions = (len(flat) - BINS) // (cells(1) - BINS)
    if regions < 1 or cells(regions) != len(flat):
        raise ValueError("counts of regions are torn")
    return Counted(flat[:-BINS].reshape(len(MOMENTS), regions, len(HOLDERS)), flat[-BINS:])


Described = tuple[tuple[str, ...], Any, dict[str, str]]


def described(
    territory: Territory, quantiles: Callable[..., Any], shares: tuple[float, ...]
) -> dict[str, Described]:
    """Return coordinates and variables by name: dimensions, values, and what is said of them."""
    edges, people = np.array(crowd_edges()), np.array(territory.regions.people, dtype=np.int64)
    peak = quantiles(territory.crowds, edges, shares)
    return {
        "moment": (("moment",), _words(MOMENTS), {"long_name": "when"}),
        "region": (("region",), _words(territory.regions.codes), {"long_name": "ISO 3166-2 code"}),
        "holder": (("holder",), _words(HOLDERS), {"long_name": "side"}),
        "population": (("region",), people, {"units": "persons"}),
        "control": (
            ("moment", "region", "holder"),
            territory.control,
            {"units": "runs", "long_name": _CONTROL},
        ),
        "turnout.peak.count": (
            ("bin",),
            territory.crowds,
            {"units": "runs", "long_name": _CROWDS},
        ),
        "turnout.peak.edge": (("edge",), edges, {"units": "1"}),
        "turnout.peak.quantile": (("quantile",), peak, {"units": "1"}),
        "turnout.persons": (
            ("quantile", "region"),
            np.outer(peak, people),
            {"units": "persons", "long_name": _PERSONS},
        ),
    }


def _words(words: tuple[str, ...]) -> Any:
    return np.array(words, dtype=object)


def read_territory(file: Any) -> Territory | None:
    """Return what an open file of series counts of regions, None if it counts none."""
    if "control" not in file:
        return None
    codes = tuple(b"".join(row).decode() for row in file["region"][...])
    people = tuple(int(number) for number in file["population"][...])
    control = np.asarray(file["control"][...])
    crowds = np.asarray(file["turnout.peak.count"][...])
    shape = (len(MOMENTS), len(codes), len(HOLDERS))
    kinds = {control.dtype, crowds.dtype}
    if (control.shape, crowds.shape, kinds) != (shape, (BINS,), {np.dtype(np.int64)}):
        raise ValueError("counts of other regions")
    return Territory(Regions(codes, people), control, crowds)
