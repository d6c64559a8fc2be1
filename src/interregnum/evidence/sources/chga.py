"""Democracy and dictatorship by leader, by Cheibub, Gandhi and Vreeland, as lifelines ships it.

One row a spell of a leader under one kind of regime, 1946 to 2008. No file need be got: the
table comes with the survival library, of the extra ``stats``.

References
----------
Cheibub, J. A., Gandhi, J. and Vreeland, J. R. (2010), Public Choice 143, 67-101,
doi:10.1007/s11127-009-9491-2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.gathering import read

if TYPE_CHECKING:
    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

REGIMES = (
    *("Monarchy", "Civilian Dict", "Military Dict"),
    *("Parliamentary Dem", "Presidential Dem", "Mixed Dem"),
)
_COLUMNS: dict[str, Kind] = {
    "ctryname": "text",
    "cowcode2": "integer",
    "ehead": "text",
    "leaderspellreg": "text",
    "democracy": "text",
    "regime": "text",
    **dict.fromkeys(("start_year", "duration", "observed"), "integer"),
}
_OPTIONAL: dict[str, Kind] = {
    "politycode": "integer",
    "un_region_name": "text",
    "un_continent_name": "text",
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a spell of a leader under one kind of regime.

    Columns of the library, plus ``gw``, ``year`` (the first) and ``censored`` (the end was not
    observed). The days are not known.

    Raises
    ------
    UsageError
        The library is not installed.
    ScenarioError
        A code is not of the codebook.
    """
    account = read(folder, "chga", "spells", _COLUMNS, _OPTIONAL)
    others = [name for name in account.frame if name != "politycode"]
    account.leave_out(
        account.frame.duplicated(others), "the same spell under another code of Polity"
    )
    check_codes(account.frame, "regime", REGIMES, account.path)
    check_codes(account.frame, "observed", (0, 1), account.path)
    frame = account.frame
    account.frame = frame.assign(
        year=frame["start_year"],
        censored=(frame["observed"] == 0).astype(bool),
        gw=gw_column(frame["cowcode2"], frame["start_year"], "cow"),
    )
    return account.table(["cowcode2", "start_year", "duration", "ehead"])
