"""Rulers from their entry to their exit, by Goemans, Gleditsch and Chiozza.

One row a spell in office. A ruler who was "Still in Office" is censored on the last day of the
data. The authors keep a spell file (Stata, text) and a yearly one that repeats each spell for
every year; the second is folded back into spells.

References
----------
Goemans, H., Gleditsch, K. S. and Chiozza, G. (2009), Journal of Peace Research 46(2), 269-283,
doi:10.1177/0022343308100719.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.days import read_days
from interregnum.evidence.sources.gathering import Account, read

if TYPE_CHECKING:
    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

STILL_IN_OFFICE = "Still in Office"
ENTRIES = ("Regular", "Irregular", "Foreign Imposition", "Unknown")
EXITS = (
    "Regular",
    "Irregular",
    "Natural Death",
    "Retired Due to Ill Health",
    "Suicide",
    "Foreign",
    "Foreign Imposition",
    "Unknown",
    STILL_IN_OFFICE,
)
_COLUMNS: dict[str, Kind] = {
    "obsid": "text",
    "ccode": "integer",
    "leader": "text",
    "startdate": "text",
    "enddate": "text",
    "entry": "text",
    "exit": "text",
}
_OPTIONAL: dict[str, Kind] = {
    "leadid": "text",
    "idacr": "text",
    "exitcode": "text",
    "prevtimesinoffice": "text",
    "posttenurefate": "text",
    "gender": "text",
    "yrborn": "integer",
    "yrdied": "integer",
    "year": "integer",
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a spell in office, ordered by country and day.

    Columns of the authors, plus ``gw``, ``date`` (the day of entry) and ``year`` (its year),
    ``censored`` (still in office when the data end), ``born`` (``yrborn``, missing where the
    authors write -999) and ``previous_times`` (in office before, as a number).

    Raises
    ------
    ScenarioError
        The file is missing, a ruler's spell is there twice, an exit comes before its entry, or
        a word is not one of the codebook's.
    """
    account = read(folder, "archigos", "leaders", _COLUMNS, _OPTIONAL)
    if "year" in account.frame:
        account.frame = account.frame.drop(columns="year")
        account.leave_out(account.frame.duplicated(), "the same spell in a later year")
    account.refuse_repeated(["obsid"], "two rows share an obsid, which names one spell of a ruler")
    account.refuse_repeated(
        ["ccode", "leader", "startdate"], "the same ruler enters twice on the same day"
    )
    check_codes(account.frame, "entry", ENTRIES, account.path)
    check_codes(account.frame, "exit", EXITS, account.path)
    account.refuse(
        account.frame[["ccode", "entry", "exit"]].isna().any(axis=1),
        ["obsid"],
        "country, entry or exit is missing",
    )
    _dates(account)
    return account.table(["gw", "startdate", "enddate", "obsid"])


def _dates(account: Account) -> None:
    """Read the days, refuse what runs backwards, and add what we add."""
    import pandas as pd

    start, end = read_days(account, "startdate"), read_days(account, "enddate")
    frame = account.frame = account.frame.assign(startdate=start, enddate=end)
    account.refuse(start.isna(), ["obsid"], "the day of entry is missing")
    censored = frame["exit"] == STILL_IN_OFFICE
    account.refuse(end.isna() & ~censored, ["obsid"], "the day of exit is missing")
    account.refuse(end < start, ["obsid", "startdate", "enddate"], "the exit precedes the entry")
    account.frame = frame.assign(
        enddate=end.fillna(end.max()),
        date=start,
        year=start.dt.year.astype("Int64"),
        censored=censored.astype(bool),
        gw=gw_column(frame["ccode"], start.dt.year.astype("Int64"), "cow"),
    )
    if "yrborn" in frame:
        born = frame["yrborn"].where((frame["yrborn"] > 0).fillna(False))
        account.frame["born"] = born
        account.note(born.isna(), "the year of birth is not known")
    if "prevtimesinoffice" in frame:
        times = pd.to_numeric(frame["prevtimesinoffice"], errors="coerce")
        account.frame["previous_times"] = times.astype("Int64")
    account.note(censored, "still in office when the data end")
