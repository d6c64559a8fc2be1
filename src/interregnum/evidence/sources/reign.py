"""Rulers and regimes of every state, by Bell: who held office when, under what kind of rule.

A ruler's first day is known and of the last one only the month; whoever has no last month was in
office when the data ended. A regime that lasts to the last day of the data is censored there.

References
----------
Bell, C. (2016), The Rulers, Elections, and Irregular Governance Dataset (REIGN), OEF Research.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.days import days_of_parts, read_days
from interregnum.evidence.sources.gathering import Account, missing_where, read, true_where
from interregnum.evidence.sources.regime_types import AUTOCRATIC, regime_group

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

OTHER_RULE = (
    *("presidential", "parliamentary", "provisional", "civilian provisional"),
    *("provisional military", "provisional civilian", "foreign-occupied", "foreign occupied"),
    "warlordism",
)
"""Types of rule that are no autocratic regime."""

_LEADERS: dict[str, Kind] = {
    "ccode": "integer",
    "leadid": "text",
    "leader": "text",
    "sdate": "integer",
    "smonth": "integer",
    "syear": "integer",
    "emonth": "integer",
    "eyear": "integer",
    "birthyear": "integer",
    "gender": "integer",
    "militarycareer": "number",
}
_LEADERS_OPTIONAL: dict[str, Kind] = {
    "stateabb": "text",
    "l_month": "integer",
    "l_year": "integer",
}
_REGIMES: dict[str, Kind] = {
    "cowcode": "integer",
    "gwf_country": "text",
    "gwf_casename": "text",
    "gwf_startdate": "text",
    "gwf_enddate": "text",
    "gwf_regimetype": "text",
}


def load_leaders(folder: DataFolder) -> CaseTable:
    """Return one row a spell in office, ordered by country and day.

    Columns of the authors (``birthyear``, ``gender`` and ``militarycareer`` missing where they
    write -99), plus ``gw``, ``date`` (the day of entry, NaT if unknown), ``earliest`` and
    ``latest`` (of the entry), ``year`` (of the entry), ``end_earliest`` and ``end_latest`` (the
    month of the exit; NaT while in office) and ``censored``.

    Raises
    ------
    ScenarioError
        The file is missing, a code is unknown, or an exit comes before its entry.
    """
    account = read(folder, "reign", "leaders", _LEADERS, _LEADERS_OPTIONAL)
    account.drop_repeated_rows()
    key = ["ccode", "leadid", "syear", "smonth", "sdate"]
    account.refuse_repeated(key, "the same ruler enters twice on the same day")
    for column in ("birthyear", "gender", "militarycareer"):
        account.frame[column] = missing_where(account.frame[column])
        account.note(account.frame[column].isna(), f"{column} is missing")
    check_codes(account.frame, "gender", (0, 1), account.path)
    check_codes(account.frame, "militarycareer", (0, 0.5, 1), account.path)
    frame = account.frame = account.frame.join(days_of_parts(account, ("syear", "smonth", "sdate")))
    account.frame = frame.assign(
        year=frame["syear"],
        gw=gw_column(frame["ccode"], frame["syear"], "cow"),
        **_months_of_exit(account),
    )
    account.refuse(
        true_where(account.frame["end_latest"] < account.frame["earliest"]),
        ["leader", "syear", "smonth", "eyear", "emonth"],
        "the exit precedes the entry",
    )
    account.note(account.frame["censored"], "in office when the data end")
    return account.table(["gw", "latest", "end_latest", "leadid"])


def _months_of_exit(account: Account) -> dict[str, pd.Series]:
    """Return the first and last day of the month, or year, of each exit."""
    import pandas as pd

    year, month = account.frame["eyear"], account.frame["emonth"]
    account.refuse(year.isna() & month.notna(), ["leadid"], "a month of exit without its year")
    account.refuse(true_where(month > 12), ["leadid", "emonth"], "no year has that month")
    known = true_where(month > 0)
    parts = pd.DataFrame({"year": year, "month": month.where(known, 1), "day": 1})
    first = pd.to_datetime(parts.astype("Int64").astype(float)).astype("datetime64[ns]")
    last = (first + pd.offsets.MonthEnd(0)).where(known, first + pd.offsets.YearEnd(0))
    return {"end_earliest": first, "end_latest": last, "censored": year.isna()}


def load_regimes(folder: DataFolder) -> CaseTable:
    """Return one row a spell of a kind of rule, ordered by country and day.

    Columns of the authors (days as days; they write the month first), plus ``gw``, ``date`` and
    ``year`` (of the beginning), ``regime_group`` (missing for what is no autocracy) and
    ``censored`` (lasts to the last day of the data).

    Raises
    ------
    ScenarioError
        The file is missing, a type is unknown, or an end comes before its beginning.
    """
    account = read(folder, "reign", "regimes", _REGIMES)
    account.drop_repeated_rows()
    account.refuse_repeated(["cowcode", "gwf_startdate"], "two regimes begin on the same day")
    known = (*sorted(AUTOCRATIC), *OTHER_RULE)
    account.refuse(account.frame["gwf_regimetype"].isna(), ["gwf_casename"], "no type is told")
    check_codes(account.frame, "gwf_regimetype", known, account.path)
    start = read_days(account, "gwf_startdate", first="month")
    end = read_days(account, "gwf_enddate", first="month")
    frame = account.frame = account.frame.assign(gwf_startdate=start, gwf_enddate=end)
    account.refuse(
        true_where(end < start), ["gwf_casename", "gwf_enddate"], "the end precedes the beginning"
    )
    account.frame = frame.assign(
        gw=gw_column(frame["cowcode"], end.dt.year.astype("Int64"), "cow"),
        date=start,
        year=start.dt.year.astype("Int64"),
        regime_group=regime_group(frame),
        censored=end.isna() | (end == end.max()),
    )
    return account.table(["gw", "gwf_enddate", "gwf_casename"])
