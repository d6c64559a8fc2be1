"""Cases of effects counted by country: what a family finds, before any interval is drawn.

Calibration asks the same question of many simulated worlds. It hands a family's own functions a
tally in place of findings, so that what counts as a case is written down once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from interregnum.evidence.findings import Facts, Findings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from interregnum.effects import Effect


class Counts(NamedTuple):
    """Events and exposure of one effect, by country.

    Parameters
    ----------
    codes
        The countries in ascending order.
    events
        Events in each.
    exposure
        Cases in each, or for a rate years.
    """

    codes: NDArray[np.int64]
    events: NDArray[np.float64]
    exposure: NDArray[np.float64]


class Tally(Findings):
    """Findings that keep counts of the effects asked for, and pass over all others.

    Parameters
    ----------
    wanted
        The names of effects that are shares or rates.

    Examples
    --------
    >>> from interregnum.evidence.findings import Facts
    >>> facts = Facts(source="", vintage="", period="", caveat="")
    >>> tally = Tally(["a.share"])
    >>> tally.share("a.share", [True, False, True], [20, 2, 20], "", facts)
    >>> tally.share("another.share", [True], [2], "", facts)
    >>> [column.tolist() for column in tally.counts["a.share"]], len(tally.counts)
    ([[2, 20], [0.0, 2.0], [1.0, 2.0]], 1)
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        super().__init__((), 1, 0)
        self.wanted = frozenset(wanted)
        self.counts: dict[str, Counts] = {}

    def share(
        self, name: str, event: ArrayLike, gw: ArrayLike, definition: str, facts: Facts
    ) -> None:
        """Count cases and events of a share."""
        import numpy as np

        if name in self.wanted:
            came = np.asarray(event, dtype=bool)
            self._count(name, gw, came, np.ones(len(came)))

    def rate(
        self,
        name: str,
        table: tuple[ArrayLike, ArrayLike, ArrayLike],
        definition: str,
        facts: Facts,
    ) -> None:
        """Count events and years of exposure of a rate."""
        if name in self.wanted:
            self._count(name, *table)

    def add(self, effect: Effect, draws: NDArray[np.float64] | None) -> None:
        """Pass over what is not counted."""

    def difference(self, name: str, arms: tuple[str, str], definition: str = "") -> None:
        """Pass over a contrast: its arms are counted."""

    def ratio(self, name: str, arms: tuple[str, str], definition: str = "") -> None:
        """Pass over a contrast: its arms are counted."""

    def _count(self, name: str, gw: ArrayLike, came: ArrayLike, exposure: ArrayLike) -> None:
        """Keep the sums by country."""
        import numpy as np

        codes, place = np.unique(np.asarray(gw, dtype=np.int64), return_inverse=True)
        events, size = np.asarray(came, dtype=float), len(codes)
        self.counts[name] = Counts(
            codes,
            np.bincount(place, events, minlength=size).astype(float),
            np.bincount(place, np.asarray(exposure, dtype=float), minlength=size).astype(float),
        )
