"""Which states there were on a day, and where their capitals lay, by Gleditsch and Ward.

References
----------
Gleditsch, K. S. and Ward, M. D. (1999), International Interactions 25(4), 393-413,
doi:10.1080/03050629908434958.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.reading import Kind
from interregnum.evidence.sources.days import read_days
from interregnum.evidence.sources.gathering import Account, read

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

_STATES: dict[str, Kind] = {
    "gwcode": "integer",
    "statename": "text",
    "startdate": "text",
    "enddate": "text",
}
_CAPITALS: dict[str, Kind] = {
    "gwcode": "integer",
    "capital": "text",
    "stdate": "text",
    "enddate": "text",
    "lat": "number",
    "lng": "number",
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a spell of independence.

    Columns of the authors, plus ``gw``, ``date`` and ``year`` (of the beginning) and
    ``censored`` (still a member on the last day of the list).

    Raises
    ------
    ScenarioError
        The file is missing, a state begins twice on a day, or a spell ends before it begins.
    """
    account = read(folder, "gw_states", "states", _STATES, {"stateabb": "text"})
    return _spells(account, "startdate")


def load_capitals(folder: DataFolder) -> CaseTable:
    """Return one row a spell of a city as the capital, with its place.

    Columns of the authors (``lat`` and ``lng`` in degrees), plus ``gw``, ``date`` and ``year``
    (of the beginning) and ``censored`` (still the capital on the last day of the list).

    Raises
    ------
    ScenarioError
        The file is missing, a place is not on the earth, or a spell ends before it begins.
    """
    account = read(folder, "gw_states", "capitals", _CAPITALS, {"statenme": "text"})
    off = (account.frame["lat"].abs() > 90) | (account.frame["lng"].abs() > 180)
    account.refuse(off, ["capital", "lat", "lng"], "degrees beyond 90 north or 180 east")
    return _spells(account, "stdate")


def independent(states: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the states that were independent on a day.

    On days after the list ends, the states of its last day.

    Parameters
    ----------
    states
        The frame of :func:`load`.
    day
        The day.
    """
    began = states["startdate"] <= day
    return states[began & ((states["enddate"] >= day) | states["censored"])]


def _spells(account: Account, start: str) -> CaseTable:
    """Read the days of spells, and refuse what begins twice or runs backwards."""
    account.drop_repeated_rows()
    account.refuse_repeated(["gwcode", start], "two spells begin on the same day")
    first, last = read_days(account, start), read_days(account, "enddate")
    account.frame = account.frame.assign(**{start: first, "enddate": last})
    account.refuse(last < first, ["gwcode", start, "enddate"], "the end precedes the beginning")
    account.frame = account.frame.assign(
        gw=account.frame["gwcode"],
        date=first,
        year=first.dt.year.astype("Int64"),
        censored=last == last.max(),
    )
    return account.table(["gw", start])
