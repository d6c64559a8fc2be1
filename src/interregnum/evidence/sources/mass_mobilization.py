"""Protests against the state since 1990, and how the state met them, by Clark and Regan.

Two forms are read. In the cleaned one each response and demand is a column of its own; the
authors' table names up to seven responses and four demands in words, and has a row without a
protest for each country and year that had none: those rows are left out.

References
----------
Clark, D. and Regan, P. (2016), Mass Mobilization Protest Data, doi:10.7910/DVN/HTTWYL.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError
from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.days import days_of_parts, read_days
from interregnum.evidence.sources.gathering import Account, read, true_where

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

SIZES = ("50-99", "100-999", "1000-1999", "2000-4999", "5000-10000", ">10000")
"""Categories of participants, from the smallest."""

RESPONSES = (
    *("accommodation", "arrests", "beatings", "crowddispersal", "ignore", "killings"),
    "shootings",
)
DEMANDS = (
    *("labor_wage_dispute", "land_farm_issue", "police_brutality"),
    *("political_behavior_process", "price_increases_tax_policy", "removal_of_politician"),
    "social_restrictions",
)
_SPELT = {"accomodation": "accommodation"}
_IN_WORDS = tuple(
    [f"stateresponse{slot}" for slot in range(1, 8)]
    + [f"protesterdemand{slot}" for slot in range(1, 5)]
)
_PARTS = ("startyear", "startmonth", "startday", "endyear", "endmonth", "endday")

_COLUMNS: dict[str, Kind] = {
    "id": "text",
    "country": "text",
    "ccode": "integer",
    "year": "integer",
    "protest": "integer",
    "protesterviolence": "integer",
    "participants_category": "text",
}
_OPTIONAL: dict[str, Kind] = {
    "region": "text",
    "protestnumber": "integer",
    "participants": "text",
    **dict.fromkeys((*RESPONSES, *DEMANDS, "no_response", "no_demands"), "integer"),
    **dict.fromkeys(("start_date", "end_date", *_IN_WORDS), "text"),
    **dict.fromkeys(_PARTS, "integer"),
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a protest, ordered by day.

    Columns of the authors, plus ``gw``, ``date`` and ``end`` (first and last day, as
    ``start_date`` and ``end_date``; NaT where a day is unknown), a column of 0 and 1 for each
    response and demand, and ``size`` (the place of the category in :data:`SIZES`, 0 to 5;
    missing for a third of the protests).

    Raises
    ------
    ScenarioError
        The file is missing, a code is unknown, or a protest ends before it begins.
    """
    account = read(folder, "mass_mobilization", "protests", _COLUMNS, _OPTIONAL)
    account.leave_out(true_where(account.frame["protest"] == 0), "a year without a protest")
    account.drop_repeated_rows()
    account.refuse_repeated(["id"], "two rows share an id, which names one protest")
    check_codes(account.frame, "participants_category", SIZES, account.path)
    check_codes(account.frame, "protesterviolence", (0, 1), account.path)
    _dates(account)
    _marks(account)
    frame = account.frame
    sizes = {name: place for place, name in enumerate(SIZES)}
    account.frame = frame.assign(
        size=frame["participants_category"].map(sizes).astype("Int64"),
        gw=gw_column(frame["ccode"], frame["year"], "polity"),
    )
    account.note(account.frame["size"].isna(), "the number of participants is not told")
    return account.table(["date", "ccode", "id"])


def _dates(account: Account) -> None:
    """Add the first and the last day of each protest."""
    there = set(account.frame)
    if {"start_date", "end_date"} <= there:
        first, last = read_days(account, "start_date"), read_days(account, "end_date")
    elif set(_PARTS) <= there:
        first = days_of_parts(account, ("startyear", "startmonth", "startday"))["date"]
        last = days_of_parts(account, ("endyear", "endmonth", "endday"))["date"]
    else:
        raise ScenarioError(
            f"{account.path}: neither start_date and end_date nor {', '.join(_PARTS)} are there"
        )
    account.frame = account.frame.assign(start_date=first, end_date=last, date=first, end=last)
    backwards = account.frame["end"] < account.frame["date"]
    account.refuse(backwards, ["id", "date", "end"], "the protest ends before it begins")
    other = account.frame["date"].dt.year != account.frame["year"]
    account.note(other & account.frame["date"].notna(), "it began in another year than its year")


def _marks(account: Account) -> None:
    """Make a column of 0 and 1 of each response and demand that the authors name in words."""
    frame = account.frame
    for names, stem in ((RESPONSES, "stateresponse"), (DEMANDS, "protesterdemand")):
        if set(names) <= set(frame):
            frame = frame.assign(**{name: frame[name].clip(upper=1) for name in names})
            continue
        slots = [str(name) for name in frame if str(name).startswith(stem)]
        if not slots:
            raise ScenarioError(f"{account.path}: no column {stem}1, nor any of {', '.join(names)}")
        words = {slot: frame[slot].map(_word, na_action="ignore") for slot in slots}
        account.frame = frame = frame.assign(**words)
        for slot in slots:
            check_codes(frame, slot, names, account.path)
        told = frame[slots]
        frame = frame.assign(**{name: _any_is(told, name) for name in names})
    account.frame = frame


def _word(text: str) -> str | None:
    """Return a response or demand as a column's name; a dot is none.

    >>> _word("political behavior, process"), _word("crowd dispersal"), _word(".")
    ('political_behavior_process', 'crowddispersal', None)
    """
    name = re.sub(r"[^a-z]+", "_", text.lower()).strip("_").replace("crowd_", "crowd")
    return _SPELT.get(name, name) or None


def _any_is(told: pd.DataFrame, name: str) -> pd.Series:
    return (told == name).fillna(False).any(axis=1).astype("Int64")
