"""Days of a world as days of the calendar, and its countries by number.

Countries are numbered from 1,001 on, which no state of the record is, so that no row can be taken
for one of a real country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

FIRST_CODE = 1001


def dates(days: npt.ArrayLike, first_year: int) -> npt.NDArray[np.datetime64]:
    """Return days of a world as dates.

    Parameters
    ----------
    days
        Counted from the first of January of ``first_year``, 0.
    first_year
        The world's.

    Examples
    --------
    >>> dates([0, 59], 1946).astype("datetime64[D]").tolist()
    [datetime.date(1946, 1, 1), datetime.date(1946, 3, 1)]
    """
    import numpy as np

    origin = np.datetime64(f"{first_year}-01-01", "D")
    counted = np.asarray(days, dtype=np.int64).astype("timedelta64[D]")
    found: npt.NDArray[np.datetime64] = (origin + counted).astype("datetime64[ns]")
    return found


def years(days: npt.ArrayLike, first_year: int) -> npt.NDArray[np.int64]:
    """Return the calendar years of days of a world.

    >>> years([364, 365], 1946).tolist()
    [1946, 1947]
    """
    found = dates(days, first_year).astype("datetime64[Y]").astype("int64") + 1970
    return found


def codes(countries: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return the codes of countries that are counted from 0.

    >>> codes([0, 99]).tolist()
    [1001, 1100]
    """
    import numpy as np

    return np.asarray(countries, dtype=np.int64) + FIRST_CODE


def placed(cases: pd.DataFrame, first_year: int) -> pd.DataFrame:
    """Return ``gw``, ``date``, ``earliest``, ``latest`` and ``year`` of cases with their days.

    Parameters
    ----------
    cases
        With ``country`` and ``day``.
    first_year
        The world's.
    """
    import pandas as pd

    day = dates(cases["day"], first_year)
    return pd.DataFrame(
        {
            "gw": codes(cases["country"]),
            "year": years(cases["day"], first_year),
            "date": day,
            "earliest": day,
            "latest": day,
        }
    )
