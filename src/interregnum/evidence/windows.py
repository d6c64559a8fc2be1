"""Country-years on a grid, so that a window of years ahead of a case is a look-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


class Window(NamedTuple):
    """What a window of years held for each case.

    Parameters
    ----------
    whole
        Whether every year of it was observed.
    event
        Whether the event came in any observed year of it.
    """

    whole: NDArray[np.bool_]
    event: NDArray[np.bool_]


@dataclass(frozen=True)
class YearGrid:
    """Which country-years were observed, and in which the event came.

    Parameters
    ----------
    codes
        The countries in ascending order.
    first
        The first year of the grid.
    observed, events
        Running counts over the years, a row a country, one column more than years.
    """

    codes: NDArray[np.int64]
    first: int
    observed: NDArray[np.int64]
    events: NDArray[np.int64]

    def window(
        self, gw: NDArray[np.int64], year: NDArray[np.int64], first: int, last: int
    ) -> Window:
        """Return what the years from ``year + first`` to ``year + last`` held for each case.

        Parameters
        ----------
        gw, year
            A case each.
        first, last
            The ends of the window relative to the case's year, both inside it.
        """
        import numpy as np

        rows = np.searchsorted(self.codes, gw)
        rows = np.minimum(rows, len(self.codes) - 1)
        known = self.codes[rows] == gw
        columns = self.observed.shape[1] - 1
        start = np.clip(year + first - self.first, 0, columns)
        stop = np.clip(year + last + 1 - self.first, 0, columns)
        seen = self.observed[rows, stop] - self.observed[rows, start]
        came = self.events[rows, stop] - self.events[rows, start]
        return Window(known & (seen == last - first + 1), known & (came > 0))


def year_grid(observed: pd.DataFrame, events: pd.DataFrame) -> YearGrid:
    """Return the grid of observed country-years and of those with an event.

    Parameters
    ----------
    observed, events
        With columns ``gw`` and ``year``; repeated country-years count once, and an event in a
        country-year that was not observed does not count.

    Examples
    --------
    >>> import pandas as pd, numpy as np
    >>> seen = pd.DataFrame({"gw": [2] * 4, "year": [1950, 1951, 1952, 1953]})
    >>> grid = year_grid(seen, pd.DataFrame({"gw": [2], "year": [1952]}))
    >>> grid.window(np.array([2, 2]), np.array([1950, 1952]), 1, 2)
    Window(whole=array([ True, False]), event=array([ True, False]))
    """
    import numpy as np

    gw = observed["gw"].to_numpy(dtype=np.int64)
    year = observed["year"].to_numpy(dtype=np.int64)
    if len(gw) == 0:
        nothing = np.zeros((1, 1), dtype=np.int64)
        return YearGrid(np.array([-1], dtype=np.int64), 0, nothing, nothing)
    codes = np.unique(gw)
    first, columns = int(year.min()), int(year.max() - year.min()) + 1
    seen = np.zeros((len(codes), columns), dtype=bool)
    seen[np.searchsorted(codes, gw), year - first] = True
    came = np.zeros_like(seen)
    inside = events["gw"].isin(codes) & events["year"].between(first, first + columns - 1)
    when = events.loc[inside]
    rows = np.searchsorted(codes, when["gw"].to_numpy(dtype=np.int64))
    came[rows, when["year"].to_numpy(dtype=np.int64) - first] = True
    return YearGrid(codes, first, _running(seen), _running(came & seen))


def _running(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many flags stand before each column."""
    import numpy as np

    counts = np.zeros((flags.shape[0], flags.shape[1] + 1), dtype=np.int64)
    np.cumsum(flags, axis=1, out=counts[:, 1:])
    return counts
