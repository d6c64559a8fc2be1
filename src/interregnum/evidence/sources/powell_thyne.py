"""Coups and failed coups, by Powell and Thyne: the list of events and the table of country-years.

``coup`` is 2 where power was held for at least seven days and 1 where the attempt failed. The
authors keep two files, and both are read: tab-separated text, one row an event, or one row a
country and year with up to four events side by side. Where only the second is there, the events
are taken from it.

References
----------
Powell, J. and Thyne, C. (2011), Journal of Peace Research 48(2), 249-259,
doi:10.1177/0022343310397436.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.days import days_of_parts, read_days
from interregnum.evidence.sources.gathering import Account, read

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

SUCCESS, FAILURE = 2, 1
SLOTS = (1, 2, 3, 4)

_CODES: dict[str, Kind] = {"ccode_gw": "integer", "ccode_polity": "integer", "version": "text"}
_EVENTS: dict[str, Kind] = {
    "country": "text",
    "ccode": "integer",
    "year": "integer",
    "month": "integer",
    "day": "integer",
    "coup": "integer",
}
_YEARS: dict[str, Kind] = {
    "ccode": "integer",
    "year": "integer",
    **{f"coup{slot}": "integer" for slot in SLOTS},
}
_YEARS_OPTIONAL: dict[str, Kind] = {
    "country": "text",
    "abbrev": "text",
    **{f"date{slot}": "text" for slot in SLOTS},
    **_CODES,
}


def load_events(folder: DataFolder) -> CaseTable:
    """Return one row an attempt, with its day.

    Columns of the authors, plus ``gw``, ``date`` (NaT where the day is unknown), ``earliest``
    and ``latest`` (see :mod:`interregnum.evidence.sources.days`).

    Raises
    ------
    ScenarioError
        Neither file is there, or one holds what its codebook does not know.
    """
    if not folder.has("powell_thyne", "events") and folder.has("powell_thyne", "country_years"):
        return _events_of_years(_country_years(folder))
    account = read(folder, "powell_thyne", "events", _EVENTS, {"abbrev": "text", **_CODES})
    account.drop_repeated_rows()
    _check_outcomes(account, "coup", (FAILURE, SUCCESS))
    account.frame = account.frame.join(days_of_parts(account, ("year", "month", "day")))
    account.frame["gw"] = _gw(account.frame)
    return account.table(["latest", "ccode", "coup", "earliest"])


def load_country_years(folder: DataFolder) -> CaseTable:
    """Return one row a country and year, with its attempts counted.

    Columns of the authors, plus ``gw``, ``attempts``, ``successes`` and ``failures``.

    Raises
    ------
    ScenarioError
        The file is not there (the list of events cannot replace it: it does not say which
        countries and years had none), or holds what its codebook does not know.
    """
    account = _country_years(folder)
    slots = account.frame[[f"coup{slot}" for slot in SLOTS]]
    successes, failures = (slots == SUCCESS).sum(axis=1), (slots == FAILURE).sum(axis=1)
    account.frame = account.frame.assign(
        attempts=(successes + failures).astype("Int64"),
        successes=successes.astype("Int64"),
        failures=failures.astype("Int64"),
    )
    return account.table(["ccode", "year"])


def _country_years(folder: DataFolder) -> Account:
    """Read and check the authors' table of country-years."""
    account = read(folder, "powell_thyne", "country_years", _YEARS, _YEARS_OPTIONAL)
    account.drop_repeated_rows()
    for slot in SLOTS:
        _check_outcomes(account, f"coup{slot}", (0, FAILURE, SUCCESS))
    account.refuse_repeated(["ccode", "year"], "a country has one row a year")
    account.frame["gw"] = _gw(account.frame)
    return account


def _events_of_years(account: Account) -> CaseTable:
    """Lay the events of each country and year out, one a row."""
    import pandas as pd

    kept = [
        name
        for name in ("country", "abbrev", "ccode", "ccode_gw", "version")
        if name in account.frame
    ]
    laid_out = []
    for slot in SLOTS:
        happened = (account.frame[f"coup{slot}"] > 0).fillna(False).astype(bool)
        part = replace(account, frame=account.frame[happened], left_out={}, notes=[])
        rows = part.frame[[*kept, "year", "gw"]].assign(coup=part.frame[f"coup{slot}"], slot=slot)
        rows["date"] = pd.NaT
        if f"date{slot}" in part.frame:
            rows["date"] = read_days(part, f"date{slot}", first="month")
        laid_out.append(rows)
    account.frame = _bounded(pd.concat(laid_out))
    account.notes.append("events are taken from the country-years, at most four in each")
    account.report = replace(account.report, rows_read=len(account.frame), left_out={})
    account.note(account.frame["date"].isna(), "the day is not known; earliest and latest bound it")
    return account.table(["latest", "ccode", "coup", "slot"])


def _bounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Add month and day, and the bounds that a year gives where the day is not known."""
    import pandas as pd

    date = pd.to_datetime(frame["date"])
    first = pd.to_datetime(frame["year"].astype(str) + "-01-01")
    last = pd.to_datetime(frame["year"].astype(str) + "-12-31")
    return frame.assign(
        date=date,
        month=date.dt.month.astype("Int64"),
        day=date.dt.day.astype("Int64"),
        earliest=date.fillna(first),
        latest=date.fillna(last),
    )


def _gw(frame: pd.DataFrame) -> pd.Series:
    """Return the authors' Gleditsch-Ward code where they give one, and else that of ``ccode``."""
    converted = gw_column(frame["ccode"], frame["year"], "cow")
    return frame["ccode_gw"].fillna(converted) if "ccode_gw" in frame else converted


def _check_outcomes(account: Account, column: str, allowed: tuple[int, ...]) -> None:
    account.refuse(account.frame[column].isna(), ["ccode", "year", column], "an outcome is missing")
    check_codes(account.frame, column, allowed, account.path)
