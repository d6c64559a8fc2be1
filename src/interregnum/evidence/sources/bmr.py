"""Democracy, yes or no, in every country and year since 1800, by Boix, Miller and Rosato.

References
----------
Boix, C., Miller, M. and Rosato, S. (2013), Comparative Political Studies 46(12), 1523-1554,
doi:10.1177/0010414012463905.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.gathering import first_of, read

if TYPE_CHECKING:
    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

_COLUMNS: dict[str, Kind] = {
    "country": "text",
    "year": "integer",
    "democracy": "integer",
    "democracy_trans": "integer",
}
_COUNTS = (
    *("sovereign", "democracy_breakdowns", "democracy_duration", "democracy_omitteddata"),
    "democracy_femalesuffrage",
)
_OPTIONAL: dict[str, Kind] = {
    "cowcode": "integer",
    "ccode": "integer",
    "gwcode": "integer",
    "abbreviation_undp": "text",
    **dict.fromkeys(_COUNTS, "integer"),
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a country and year, in the order of country and year.

    Columns of the authors, plus ``cowcode`` (whatever the file calls it) and ``gw``, by that
    code and the year. The authors' numbers are Polity's for states whose borders changed.

    Raises
    ------
    ScenarioError
        The file is missing, or a code is not of the codebook.
    """
    account = read(folder, "bmr", "country_years", _COLUMNS, _OPTIONAL)
    account.frame = account.frame.assign(cowcode=first_of(account, ("cowcode", "ccode")))
    account.drop_repeated_rows()
    account.refuse_repeated(["cowcode", "year"], "a country has one row a year")
    check_codes(account.frame, "democracy", (0, 1), account.path)
    check_codes(account.frame, "democracy_trans", (-1, 0, 1), account.path)
    account.note(account.frame["democracy"].isna(), "democracy is not told")
    account.frame["gw"] = gw_column(account.frame["cowcode"], account.frame["year"], "polity")
    account.one_row_a_state_and_year("cowcode")
    return account.table(["cowcode", "year"])
