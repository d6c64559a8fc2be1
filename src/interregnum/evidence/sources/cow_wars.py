"""Wars between states: who fought on which side, and how it ended for each.

The Correlates of War keep one row a state in a war; a derived table has one row a pair of states
and year. Both give the same cases here: a state, a war and a side, for a state that changed
sides fought twice. Only the authors' own file knows the days.

References
----------
Sarkees, M. R. and Wayman, F. (2010), Resort to War: 1816-2007, CQ Press.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes, columns_of
from interregnum.evidence.sources.days import days_of_parts
from interregnum.evidence.sources.gathering import Account, read, true_where

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

WON, LOST, TIED, TRANSFORMED, ONGOING, STALEMATE, BELOW_WAR, CHANGED_SIDES = range(1, 9)
KEY = ["warnum", "ccode", "side"]
_PAIRS: dict[str, Kind] = {
    **dict.fromkeys(("warnum", "ccode1", "ccode2", "year", "sidea1"), "integer"),
    **dict.fromkeys(("initiator1", "outcome1", "batdeath1"), "integer"),
}
_ENDS = tuple(
    f"{end}{part}{phase}"
    for end in ("Start", "End")
    for phase in (1, 2)
    for part in ("Year", "Month", "Day")
)
_STATES: dict[str, Kind] = {
    **dict.fromkeys(("WarNum", "ccode", "Side", "Initiator", "Outcome"), "integer"),
    **dict.fromkeys(_ENDS, "integer"),
}
_STATES_OPTIONAL: dict[str, Kind] = {
    **dict.fromkeys(("WarName", "StateName"), "text"),
    "BatDeath": "text",  # some copies group its thousands
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a state, war and side, ordered by the end of its part in the war.

    Columns: ``warnum``, ``ccode``, ``side``, ``outcome`` (1 won, 2 lost, 3 tied, 4 transformed,
    5 ongoing, 6 stalemate, 7 below war, 8 changed sides), ``initiator`` (1 yes, 0 no),
    ``batdeath``, ``start_year``, ``end_year``, ``gw``, ``year`` (the end year) and ``date`` (the
    last day, NaT where only the year is known), with ``earliest`` and ``latest`` of that day.

    Raises
    ------
    ScenarioError
        The file is missing, or a code is not of the codebook.
    """
    by_state = "WarNum" in columns_of(folder.find("cow_wars", "wars"))
    account = _of_states(folder) if by_state else _of_pairs(folder)
    check_codes(account.frame, "outcome", tuple(range(1, 9)), account.path)
    check_codes(account.frame, "side", (1, 2), account.path)
    check_codes(account.frame, "initiator", (0, 1), account.path)
    frame = account.frame
    account.frame = frame.assign(
        year=frame["end_year"], gw=gw_column(frame["ccode"], frame["end_year"], "cow")
    )
    account.note(account.frame["outcome"].isna(), "the outcome is not told")
    return account.table(["end_year", *KEY])


def _of_pairs(folder: DataFolder) -> Account:
    """Fold pairs of states and years into states and wars.

    A pair that resumes a war in the same year has a row without an outcome; the war's other
    rows tell it.
    """
    import pandas as pd

    account = read(folder, "cow_wars", "wars", _PAIRS)
    names = {"ccode1": "ccode", "sidea1": "side", "initiator1": "initiator"}
    names |= {"outcome1": "outcome", "batdeath1": "batdeath"}
    rows = account.frame = account.frame.rename(columns=names)
    account.refuse(rows[[*KEY, "year"]].isna().any(axis=1), ["warnum", "ccode"], "it is missing")
    outcomes = rows.groupby(KEY)["outcome"].transform("nunique")
    account.refuse(outcomes > 1, [*KEY, "outcome"], "a side of a war ends in one way for a state")
    groups = rows.groupby(KEY)
    folded = groups.agg(
        outcome=("outcome", "first"),
        initiator=("initiator", "max"),
        batdeath=("batdeath", "max"),
        start_year=("year", "min"),
        end_year=("year", "max"),
    ).reset_index()
    account.left_out["a further year or opponent of the same state in the war"] = len(rows) - len(
        folded
    )
    account.notes.append("the pairs of states tell years only, no days")
    year = folded["end_year"].astype(str)
    account.frame = folded.assign(
        date=pd.Series(pd.NaT, index=folded.index, dtype="datetime64[ns]"),
        earliest=pd.to_datetime(year + "-01-01").astype("datetime64[ns]"),
        latest=pd.to_datetime(year + "-12-31").astype("datetime64[ns]"),
    )
    return account


def _of_states(folder: DataFolder) -> Account:
    """Read the authors' table; a war that was resumed has its last days in a second phase.

    Negative numbers mean unknown (-9), does not apply (-8) and still going on (-7); an initiator
    is 1 there and any other state 2.
    """
    import pandas as pd

    account = read(folder, "cow_wars", "wars", _STATES, _STATES_OPTIONAL)
    account.drop_repeated_rows()
    frame = account.frame
    resumed = true_where(frame["EndYear2"] > 0)
    ends = {part: _of_phase(frame, f"End{part}", resumed) for part in ("Year", "Month", "Day")}
    going_on = true_where(ends["Year"] == -7)
    last = frame[["EndYear1", "StartYear1"]].max().max()
    account.note(going_on, "still going on when the data end")
    account.frame = frame.rename(columns={"WarNum": "warnum", "Side": "side"}).assign(
        outcome=_known(frame["Outcome"]),
        initiator=_known(frame["Initiator"]).replace({2: 0}),
        start_year=_known(frame["StartYear1"]),
        end_year=ends["Year"].mask(going_on, last),
        end_month=ends["Month"],
        end_day=ends["Day"],
    )
    if "BatDeath" in frame:
        grouped = frame["BatDeath"].str.fullmatch(r"-?\d+|\d{1,3}(,\d{3})+")
        account.refuse(grouped.eq(False).fillna(False), ["BatDeath"], "not a whole number")
        plain = frame["BatDeath"].str.replace(",", "")
        account.frame["batdeath"] = _known(pd.to_numeric(plain).astype("Int64"))
    account.frame = account.frame.drop(columns=[*_ENDS, "Outcome", "Initiator"])
    days = days_of_parts(account, ("end_year", "end_month", "end_day"))
    days["date"] = days["date"].where(~going_on, pd.NaT)
    account.frame = account.frame.join(days).drop(columns=["end_month", "end_day"])
    _one_part(account)
    return account


def _one_part(account: Account) -> None:
    """Keep the last part of a state's war on a side, with the first year of all its parts."""
    frame = account.frame.sort_values(["latest", "outcome"], kind="stable")
    first = frame.groupby(KEY)["start_year"].transform("min")
    account.frame = frame.assign(start_year=first).sort_index()
    earlier = frame.duplicated(KEY, keep="last").sort_index()
    account.leave_out(earlier, "an earlier part of the same state's war on the same side")


def _of_phase(frame: pd.DataFrame, stem: str, resumed: pd.Series) -> pd.Series:
    return frame[f"{stem}2"].where(resumed, frame[f"{stem}1"])


def _known(values: pd.Series) -> pd.Series:
    """Return numbers, missing where the authors write a negative one."""
    return values.where(true_where(values >= 0))
