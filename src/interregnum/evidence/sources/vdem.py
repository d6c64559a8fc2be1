"""Democracy, repression and the basis of power as experts see them: Varieties of Democracy.

Two extracts, or the institute's own country-year file in the place of either. The indicators
handed over came from forecasters who filled gaps, so what they hold of elections is partly
carried forward.

References
----------
Coppedge, M. et al., V-Dem Country-Year Dataset, doi:10.23696/vdemds25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError
from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.gathering import read

if TYPE_CHECKING:
    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

_HIGHLEVEL: dict[str, Kind] = {
    "country_name": "text",
    "country_text_id": "text",
    "country_id": "integer",
    "year": "integer",
    "v2x_polyarchy": "number",
}
_INDICES = (
    *("v2x_polyarchy_codelow", "v2x_polyarchy_codehigh", "v2x_libdem", "v2x_partipdem"),
    *("v2x_delibdem", "v2x_egaldem", "v2x_api", "v2x_mpi"),
)
_HIGHLEVEL_OPTIONAL: dict[str, Kind] = {
    **dict.fromkeys(("cowcode", "COWcode", "gwcode"), "integer"),
    **dict.fromkeys(_INDICES, "number"),
    **dict.fromkeys(("v2x_regime", "reg_type"), "integer"),
}
INDICATORS = (
    *("v2x_polyarchy", "v2x_liberal", "v2x_jucon", "v2xlg_legcon", "v2x_horacc_osp"),
    *("v2x_veracc_osp", "v2x_diagacc", "v2x_frassoc_thick", "v2xel_frefair"),
    *("v2x_freexp_altinf", "v2xcs_ccsi", "v2x_cspart", "v2cseeorgs", "v2csreprss"),
    *("v2csantimv", "v2csprtcpt", "v2x_clphy", "v2x_civlib", "v2xcl_rol", "v2cltort"),
    *("v2clkill", "v2x_rule", "v2x_corr", "v2x_execorr", "v2x_pubcorr", "v2x_neopat"),
    *("v2xnp_client", "v2xnp_pres", "v2xnp_regcorr", "v2x_ex_military", "v2x_ex_party"),
    *("v2x_ex_hereditary", "v2x_ex_confidence", "v2x_ex_direlect", "v2exrescon"),
    *("v2exremhsp", "v2mecenefm", "v2mebias", "v2meslfcen", "v2psparban", "v2psoppaut"),
    *("v2elintim", "v2elpeace", "v2svstterr", "v2svdomaut", "v2svinlaut"),
)
_NEEDED = ("v2x_polyarchy", "v2csreprss", "v2x_corr")


def load_highlevel(folder: DataFolder) -> CaseTable:
    """Return the indices of democracy, one row a country and year.

    Columns of the authors, plus ``gw``, by ``country_id`` and the year: the codes in the file
    are one for all years of a country, and so wrong for some.

    Raises
    ------
    ScenarioError
        The file is missing, or a code is not of the codebook.
    """
    account = read(folder, "vdem", "highlevel", _HIGHLEVEL, _HIGHLEVEL_OPTIONAL)
    account.drop_repeated_rows()
    account.refuse_repeated(["country_id", "year"], "a country has one row a year")
    for column, allowed in (("v2x_regime", range(4)), ("reg_type", (0, 1))):
        if column in account.frame:
            check_codes(account.frame, column, tuple(allowed), account.path)
    low, high = account.frame["v2x_polyarchy"].min(), account.frame["v2x_polyarchy"].max()
    if low < 0 or high > 1:
        raise ScenarioError(
            f"{account.path}: v2x_polyarchy runs from {low:g} to {high:g}, but the index lies "
            "between 0 and 1. Take the authors' own file"
        )
    account.frame["gw"] = gw_column(account.frame["country_id"], account.frame["year"], "vdem")
    account.one_row_a_state_and_year("country_id")
    return account.table(["country_id", "year"], vintage="15")


def load_indicators(folder: DataFolder) -> CaseTable:
    """Return the indicators of repression, openness and the basis of power, by state and year.

    Columns of the authors, plus ``gw``.

    Raises
    ------
    ScenarioError
        The file is missing, or says neither ``gwcode`` nor ``country_id``.
    """
    needed: dict[str, Kind] = {"year": "integer", **dict.fromkeys(_NEEDED, "number")}
    optional: dict[str, Kind] = {
        **dict.fromkeys(("gwcode", "country_id"), "integer"),
        **dict.fromkeys([name for name in INDICATORS if name not in _NEEDED], "number"),
    }
    account = read(folder, "vdem", "indicators", needed, optional)
    account.drop_repeated_rows()
    system, country = ("gw", "gwcode") if "gwcode" in account.frame else ("vdem", "country_id")
    if country not in account.frame:
        raise ScenarioError(f"{account.path}: no column gwcode or country_id says the country")
    account.refuse_repeated([country, "year"], "a country has one row a year")
    codes, years = account.frame[country], account.frame["year"]
    account.frame["gw"] = gw_column(codes, years, "gw" if system == "gw" else "vdem")
    account.one_row_a_state_and_year(country)
    return account.table([country, "year"], vintage="12")
