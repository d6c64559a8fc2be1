"""How long each state was independent in each calendar year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.leader_months import DAYS_A_YEAR

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable


def state_years(states: CaseTable, first: int, last: pd.Timestamp) -> pd.DataFrame:
    """Return the part of each calendar year in which each state was independent.

    Parameters
    ----------
    states
        Gleditsch and Ward's list.
    first, last
        The first year and the last day looked at.

    Returns
    -------
    ``gw``, ``year`` and ``exposure`` [years].
    """
    import numpy as np
    import pandas as pd

    frame = states.frame
    opened, start, end = pd.Timestamp(first, 1, 1), frame["startdate"], frame["enddate"]
    start, end = start.where(start >= opened, opened), end.where(end <= last, last)
    inside = frame["gw"].notna() & (start <= end)
    gw, start, end = frame["gw"][inside], start[inside], end[inside]
    counts = (end.dt.year - start.dt.year + 1).to_numpy(dtype=np.int64)
    spell = np.repeat(np.arange(len(counts)), counts)
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    year = start.dt.year.to_numpy()[spell] + steps
    opening = pd.to_datetime(pd.DataFrame({"year": year, "month": 1, "day": 1}))
    closing = pd.to_datetime(pd.DataFrame({"year": year, "month": 12, "day": 31}))
    begin = np.maximum(opening, start.to_numpy()[spell])
    stop = np.minimum(closing, end.to_numpy()[spell])
    exposure = ((stop - begin).dt.days + 1) / DAYS_A_YEAR
    return pd.DataFrame(
        {"gw": gw.to_numpy(dtype=np.int64)[spell], "year": year, "exposure": exposure}
    )
