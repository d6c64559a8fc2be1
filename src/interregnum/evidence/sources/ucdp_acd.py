"""Armed conflicts year by year, by Uppsala and the Peace Research Institute Oslo.

One row a conflict and year with at least 25 deaths in battle. A file that repeats a row for each
supporting state is folded: the states of each side are listed in one cell, as the authors do.

References
----------
Gleditsch, N. P. et al. (2002), Journal of Peace Research 39(5), doi:10.1177/0022343302039005007.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.days import read_days
from interregnum.evidence.sources.gathering import Account, read, true_where

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

TYPES = {"1": "extrasystemic", "2": "interstate", "3": "intrastate", "4": "II"}
OVER = {"1": "territory", "2": "government", "3": "both"}
WITHIN = ("intrastate", "II")
"""Conflicts of a government with others inside its state; II: with help from outside."""

STATES = ("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd")
KEY = ["conflict_id", "year"]
_COLUMNS: dict[str, Kind] = {
    "conflict_id": "integer",
    "year": "integer",
    "gwno_a": "text",
    "intensity_level": "integer",
    "type_of_conflict": "text",
}
_OPTIONAL: dict[str, Kind] = {
    **dict.fromkeys(STATES[1:], "text"),
    "incompatibility": "text",
    "start_date": "text",
    "start_prec": "integer",
    "start_date2": "text",
    "start_prec2": "integer",
    "ep_end": "integer",
    "ep_end_date": "text",
    "version": "text",
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a conflict and year.

    Columns of the authors (codes of type and issue as words, days as days), plus ``gw`` (the
    government's state, the first of them where several states stand on its side: ``gwno_a``
    lists all) and ``date`` (the day on which the present episode began, NaT where the authors
    do not know the day).

    Raises
    ------
    ScenarioError
        The file is missing, a code is unknown, or rows of one conflict and year disagree.
    """
    import pandas as pd

    account = read(folder, "ucdp_acd", "conflict_years", _COLUMNS, _OPTIONAL)
    account.drop_repeated_rows()
    for column, words in (("type_of_conflict", TYPES), ("incompatibility", OVER)):
        if column in account.frame:
            account.frame[column] = account.frame[column].replace(words)
            check_codes(account.frame, column, tuple(words.values()), account.path)
    check_codes(account.frame, "intensity_level", (1, 2), account.path)
    _fold(account)
    for column in ("start_date", "start_date2", "ep_end_date"):
        if column in account.frame:
            account.frame[column] = read_days(account, column)
    if {"start_date2", "start_prec2"} <= set(account.frame):
        known = true_where(account.frame["start_prec2"] == 1)
        account.frame["date"] = account.frame["start_date2"].where(known)
        account.note(~known, "the day on which the episode began is not known")
    first = pd.to_numeric(account.frame["gwno_a"].str.split(",").str[0]).astype("Int64")
    account.frame["gw"] = gw_column(first, account.frame["year"], "gw")
    return account.table(KEY)


def _fold(account: Account) -> None:
    """Make one row of each conflict and year, the states of each side listed in one cell."""
    frame = account.frame
    account.refuse(frame[KEY].isna().any(axis=1), KEY, "no conflict or no year")
    there = [column for column in STATES if column in frame]
    others = frame.drop(columns=there).drop_duplicates()
    twice = others.duplicated(KEY, keep=False).reindex(frame.index, fill_value=False)
    account.refuse(twice, KEY, "rows of one conflict and year disagree")
    listed = {column: _listed(frame, column) for column in there}
    account.leave_out(
        frame.duplicated(KEY), "repeats a conflict and year with another supporting state"
    )
    index = account.frame.set_index(KEY).index
    account.frame = account.frame.assign(
        **{column: values.reindex(index).to_numpy() for column, values in listed.items()}
    ).astype(dict.fromkeys(there, "string"))


def _listed(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return the states of each conflict and year, each once, in the order of their numbers."""
    cells = frame[[*KEY, column]].dropna()
    states = cells.assign(**{column: cells[column].str.split(",")}).explode(column)
    states[column] = states[column].str.strip()
    states = states[states[column] != ""].drop_duplicates()
    ordered = states.sort_values(column, key=lambda names: names.astype(float), kind="stable")
    return ordered.groupby(KEY)[column].agg(", ".join)
