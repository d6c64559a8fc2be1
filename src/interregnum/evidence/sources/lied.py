"""How much of electoral democracy a country had each year, and how democracies began and ended.

The Lexical Index of Electoral Democracy, by Skaaning, Gerring and Bartusevicius.

References
----------
Skaaning, S.-E., Gerring, J. and Bartusevicius, H. (2015), Comparative Political Studies 48(12),
1491-1525, doi:10.1177/0010414015581050.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.gathering import first_of, read

if TYPE_CHECKING:
    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

BEGAN = {1: "conversion", 2: "cooperation", 3: "collapse", 4: "supervision", 5: "liberation"}
"""How a democracy began: led by the incumbent, by a pact, by the opposition, by foreigners."""

_COLUMNS: dict[str, Kind] = {
    "country": "text",
    "year": "integer",
    "lexical_index": "integer",
    "democratic_transition": "integer",
    "transition_type": "integer",
    "democratic_breakdown": "integer",
    "breakdown_type": "integer",
}
_SCORES = (
    *("sovereign", "male_suffrage", "female_suffrage", "exselec", "legselec", "opposition"),
    *("competition", "political_liberties", "lexical_index_plus", "turnover_event"),
)
_OPTIONAL: dict[str, Kind] = {
    "cowcode": "integer",
    "cow": "integer",
    "gwcode": "integer",
    **dict.fromkeys(_SCORES, "integer"),
}
_CODES = {
    "lexical_index": range(7),
    "democratic_transition": (0, 1),
    "transition_type": (0, *BEGAN),
    "democratic_breakdown": (0, 1),
    "breakdown_type": range(7),
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a country and year, in the order of country and year.

    Columns of the authors, plus ``cowcode`` (whatever the file calls it) and ``gw``, by that
    code and the year; lands that were no state (Somaliland, the Cape Colony) have none.

    Raises
    ------
    ScenarioError
        The file is missing, or a code is not of the codebook.
    """
    account = read(folder, "lied", "country_years", _COLUMNS, _OPTIONAL)
    account.frame = account.frame.assign(cowcode=first_of(account, ("cowcode", "cow")))
    account.drop_repeated_rows()
    account.refuse_repeated(["country", "year"], "a country has one row a year")
    for column, allowed in _CODES.items():
        check_codes(account.frame, column, tuple(allowed), account.path)
    account.frame["gw"] = gw_column(account.frame["cowcode"], account.frame["year"], "cow")
    account.one_row_a_state_and_year("country")
    return account.table(["country", "year"])
