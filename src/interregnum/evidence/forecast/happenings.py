"""Events and yearly measures that a forecast reads: attempts, protests, conflicts, democracy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interregnum.evidence.forecast.columns import (
    countries,
    days,
    numbers,
    placed,
    until_known,
    year_end,
)
from interregnum.evidence.forecast.known import NEVER, Known

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable


def attempts(case: CaseTable, notes: list[str]) -> Known:
    """Return coup attempts, known from the last day on which each may have been."""
    return _attempts(case.frame, case.vintage, notes)


def cline(case: CaseTable, notes: list[str]) -> Known:
    """Return coups and failed attempts of the Cline Center; plots found out are no attempts."""
    kept = case.frame["event_type"].isin(["coup", "attempted"])
    return _attempts(case.frame[kept], case.vintage, notes)


def _attempts(rows: pd.DataFrame, vintage: str, notes: list[str]) -> Known:
    frame = placed(rows, "attempts", notes)
    latest = days(frame["latest"])
    columns = {"country": countries(frame), "date": latest, "earliest": days(frame["earliest"])}
    year = int(frame["year"].max())
    last = np.datetime64(f"{year:04d}-12-31", "D")
    # A version that is a day, as 2023.09.08, says how far the list goes; others do not.
    if re.fullmatch(r"\d{4}\.\d{2}\.\d{2}", vintage):
        last = min(last, np.datetime64(vintage.replace(".", "-"), "D"))
    return Known(columns, latest, {}, (latest.min(), max(last, latest.max())))


def democracy(case: CaseTable) -> Known:
    """Return V-Dem's index of electoral democracy, known when its year is over."""
    frame = case.frame[case.frame["gw"].notna()].drop_duplicates(["gw", "year"])
    columns = {"polyarchy": numbers(frame["v2x_polyarchy"])}
    return _by_year(frame, columns)


def conflicts(case: CaseTable) -> Known:
    """Return the worst intrastate conflict of each country and year, by UCDP/PRIO."""
    frame = case.frame[case.frame["gw"].notna()]
    kind = frame["type_of_conflict"].astype("string").str.lower()
    inside = kind.isin(["intrastate", "ii", "internationalised intrastate", "3", "4"])
    worst = frame[inside].groupby(["gw", "year"])["intensity_level"].max().reset_index()
    return _by_year(worst, {"intensity": numbers(worst["intensity_level"])})


def campaigns(case: CaseTable) -> Known:
    """Return campaigns by NAVCO: begun when their first year is over, ended when their last is."""
    frame = case.frame[case.frame["gw"].notna() & case.frame["BYEAR"].notna()]
    since, end = year_end(frame["BYEAR"]), year_end(frame["EYEAR"])
    last = numbers(frame["EYEAR"])
    goes_on = ~frame["ended"].to_numpy(dtype=bool)
    columns = {
        "country": countries(frame),
        "first": numbers(frame["BYEAR"]),
        "last": np.where(goes_on, np.nan, last),
    }
    known = np.where(goes_on, NEVER, until_known(end))
    return Known(columns, since, {"last": known}, (since.min(), np.nanmax(end)))


def protests(case: CaseTable) -> Known:
    """Return protests by Mass Mobilization, known from their first day."""
    frame = case.frame[case.frame["gw"].notna() & case.frame["date"].notna()]
    date = days(frame["date"])
    columns = {"country": countries(frame), "date": date}
    first = np.datetime64(f"{int(frame['year'].min()):04d}-01-01", "D")
    return Known(columns, date, {}, (first, date.max()))


def _by_year(frame: pd.DataFrame, columns: dict[str, NDArray[Any]]) -> Known:
    since = year_end(frame["year"])
    both = {"country": countries(frame), "year": numbers(frame["year"]), **columns}
    return Known(both, since, {}, (since.min(), since.max()))
