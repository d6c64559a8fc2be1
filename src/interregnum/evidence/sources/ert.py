"""Episodes of liberalisation and autocratisation, year by year, by the V-Dem Institute.

References
----------
Maerz, S. et al. (2023), Journal of Peace Research, doi:10.1177/00223433231168192.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.gathering import read

if TYPE_CHECKING:
    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

_COLUMNS: dict[str, Kind] = {
    "country_id": "integer",
    "country_text_id": "text",
    "country_name": "text",
    "year": "integer",
    "v2x_regime": "integer",
    "v2x_polyarchy": "number",
    "reg_id": "text",
    **dict.fromkeys(("reg_type", "reg_trans", "dem_ep"), "integer"),
    "dem_ep_id": "text",
    **dict.fromkeys(("dem_ep_start_year", "dem_ep_end_year"), "integer"),
    **dict.fromkeys(("dem_ep_outcome", "dem_ep_outcome_agg", "aut_ep"), "integer"),
    "aut_ep_id": "text",
}
_WHOLE = (
    *("reg_start_year", "reg_end_year", "dem_founding_elec", "aut_founding_elec"),
    *("row_regch_event", "row_regch_censored", "dem_pre_ep_year", "dem_ep_termination"),
    *("dem_ep_prch", "dem_ep_ptr", "dem_ep_subdep", "dem_ep_censored", "aut_ep_start_year"),
    *("aut_ep_end_year", "aut_pre_ep_year", "aut_ep_termination", "aut_ep_prch", "aut_ep_pbr"),
    *("aut_ep_subreg", "aut_ep_outcome", "aut_ep_outcome_agg", "aut_ep_censored"),
)
_OPTIONAL: dict[str, Kind] = {
    **dict.fromkeys(("v2x_polyarchy_codelow", "v2x_polyarchy_codehigh"), "number"),
    **dict.fromkeys(_WHOLE, "integer"),
}
_CODES = {
    "v2x_regime": range(4),
    "reg_type": (0, 1),
    "reg_trans": (-1, 0, 1),
    "dem_ep": (0, 1),
    "dem_ep_outcome": range(7),
    "dem_ep_outcome_agg": range(5),
    "aut_ep": (0, 1),
}


def load(folder: DataFolder) -> CaseTable:
    """Return one row a country and year, in the order of country and year.

    Columns of the authors, plus ``gw``, by ``country_id`` and the year.

    Raises
    ------
    ScenarioError
        The file is missing, or a code is not of the codebook.
    """
    account = read(folder, "ert", "country_years", _COLUMNS, _OPTIONAL)
    account.drop_repeated_rows()
    account.refuse_repeated(["country_id", "year"], "a country has one row a year")
    for column, allowed in _CODES.items():
        check_codes(account.frame, column, tuple(allowed), account.path)
    account.frame["gw"] = gw_column(account.frame["country_id"], account.frame["year"], "vdem")
    account.one_row_a_state_and_year("country_id")
    return account.table(["country_id", "year"])
