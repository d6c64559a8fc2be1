"""Coups, failed attempts and conspiracies, by the Cline Center: the record with the thwarted plots.

Wider than Powell and Thyne: revolts, self-coups and plots found out count too. The flags say who
challenged and what became of the ruler; they are not exclusive.

References
----------
Peyton, B. et al., Cline Center Coup d'Etat Project Dataset, doi:10.13012/B2IDB-9651987_V6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.days import days_of_parts
from interregnum.evidence.sources.gathering import Account, read, true_where

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

COUP, ATTEMPTED, CONSPIRACY = "coup", "attempted", "conspiracy"
CHALLENGERS = (
    *("military", "dissident", "rebel", "palace", "foreign"),
    *("auto", "resign", "popular", "counter", "other"),
)
FATES = ("noharm", "injured", "killed", "harrest", "jailed", "tried", "fled", "exile")
WRONG = {("Russia", 393): 365}
"""Codes that no state has, with the code of the country that the row names."""
_MARKS = {"realized": COUP, "attempt": ATTEMPTED, "conspiracy": CONSPIRACY}

_COLUMNS: dict[str, Kind] = {
    "coup_id": "text",
    "cowcode": "integer",
    "country": "text",
    "year": "integer",
    "month": "integer",
    "day": "integer",
    "event_type": "text",
    **dict.fromkeys(CHALLENGERS, "integer"),
}
_OPTIONAL: dict[str, Kind] = dict.fromkeys(("unrealized", *_MARKS, *FATES), "integer")


def load(folder: DataFolder) -> CaseTable:
    """Return one row an event, ordered by day.

    Columns of the authors, plus ``gw``, ``date``, ``earliest`` and ``latest`` (see
    :mod:`interregnum.evidence.sources.days`).

    Raises
    ------
    ScenarioError
        The file is missing, an event is there twice, or a code is not of the codebook.
    """
    account = read(folder, "cline_coups", "events", _COLUMNS, _OPTIONAL)
    account.drop_repeated_rows()
    account.refuse_repeated(["coup_id"], "two rows share a coup_id, which names one event")
    _check(account)
    account.frame = account.frame.join(days_of_parts(account, ("year", "month", "day")))
    account.frame["gw"] = gw_column(_codes(account), account.frame["year"], "cow")
    return account.table(["latest", "cowcode", "coup_id"])


def _check(account: Account) -> None:
    """Refuse unknown codes, and marks that contradict the type of event."""
    frame = account.frame
    account.refuse(frame["event_type"].isna(), ["coup_id"], "event_type is missing")
    check_codes(frame, "event_type", (COUP, ATTEMPTED, CONSPIRACY), account.path)
    for flag in (*CHALLENGERS, *(name for name in _OPTIONAL if name in frame)):
        check_codes(frame, flag, (0, 1), account.path)
    for mark, kind in _MARKS.items():
        if mark in frame:
            account.refuse(
                true_where(frame[mark] == 1) != (frame["event_type"] == kind),
                ["coup_id", "event_type", mark],
                f"{mark} and event_type do not agree",
            )


def _codes(account: Account) -> pd.Series:
    """Return the countries' codes, those that no state has replaced by the country's."""
    codes = account.frame["cowcode"]
    for (country, code), right in WRONG.items():
        wrong = true_where((account.frame["country"] == country) & (codes == code))
        account.note(wrong, f"{country} has the code {code}, which no state has; the name counts")
        codes = codes.mask(wrong, right)
    return codes
