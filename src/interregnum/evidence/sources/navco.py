"""Campaigns, nonviolent and violent, and how they ended, by Chenoweth and co-authors.

Three files: the list of version 1.3, the attributes of version 1.2, and the campaign-years of
version 2.0. A campaign that is ongoing has not ended, though the authors also mark it as a
failure; ``NAVCOID`` is no key, for one number is shared by several campaigns.

References
----------
Chenoweth, E. and Shay, C. W., doi:10.7910/DVN/ON9XND and doi:10.7910/DVN/0UZOTX; Chenoweth, E.
and Lewis, O. A. (2013), Journal of Peace Research 50(3), doi:10.1177/0022343312471551.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.evidence.codes import gw_column
from interregnum.evidence.reading import Kind, check_codes
from interregnum.evidence.sources.gathering import Account, missing_where, read, true_where
from interregnum.evidence.sources.navco_places import WRONG, gw_of_place, is_known

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder

OUTCOMES = ("SUCCESS", "LIMITED", "FAILURE", "ONGOING")
GOALS = ("REGCHANGE", "FSELFDET", "SECESSION", "OTHER")
_NAMED: dict[str, Kind] = {
    "NAVCOID": "text",
    "CAMPAIGN": "text",
    "LOCATION": "text",
    "BYEAR": "integer",
    "EYEAR": "integer",
    **dict.fromkeys((*OUTCOMES, "VIOL", "NONVIOL", *GOALS), "integer"),
}
_FLAGS = ("REGVIOL", "DEFECT", "VIOLENTFLANK", "VIOLSIM", "REGAID", "STATESUP")
_AMOUNTS = ("DURATION", "PARTICIPATION", "PERCENTAGEPOPULARPARTICIPATION")

_YEARS: dict[str, Kind] = {
    "campaign": "text",
    "location": "text",
    "year": "integer",
    "cyear": "integer",
    "lccode": "integer",
    **dict.fromkeys(("camp_size", "repression", "sec_defect", "state_defect"), "integer"),
    **dict.fromkeys(("success", "progress", "id", "prim_method"), "integer"),
}
_YEARS_CODED = (
    *("navco1designation", "camp_orgs", "camp_size_est", "camp_conf_intensity"),
    *("rad_flank", "resis_meth", "cdivers_gender", "cdivers_age", "cdivers_class"),
    *("cdivers_urbrural", "cdivers_ideol", "cdivers_party", "cdivers_regional"),
    *("cdivers_ethnicity", "cdivers_religion", "camp_goals", "goalschange", "camp_structure"),
    *("pi_educ", "pi_socwel", "pi_tradmedia", "pi_newmedia", "pi_police", "pi_army"),
    *("pi_dispute", "media_outreach", "discrim", "ab_domestic_con", "ab_inter_con"),
    *("ab_inter_reper", "camp_backlash", "dom_media", "regime_support", "wdrwl_support"),
    *("camp_support", "ingo_support", "dias_support", "sdirect", "slifted", "in_media"),
    *("pop_opinion", "reliability"),
)
_YEARS_CODES = {
    "cyear": (0, 1, 2),
    "camp_size": (0, 1, 2, 3, 4, 5),
    "repression": (0, 1, 2, 3),
    "sec_defect": (0, 1),
    "state_defect": (0, 1),
    "success": (0, 1),
    "progress": (0, 1, 2, 3, 4),
    "prim_method": (0, 1),
    "camp_goals": (0, 1, 2, 3, 4, 5),
    "regime_support": (0, 1),
    "wdrwl_support": (0, 1),
    "camp_support": (0, 1),
}


def load_campaigns(folder: DataFolder) -> CaseTable:
    """Return one row a campaign of version 1.3.

    Columns of the authors, plus ``gw``, ``year`` (the end year; the last year seen of a campaign
    that is ongoing) and ``ended`` (not ongoing when the data end).

    Raises
    ------
    ScenarioError
        The file is missing, or a code is not of the codebook.
    """
    account = read(folder, "navco", "campaigns", _NAMED, {"TARGET": "text"})
    return _campaigns(account, "1.3")


def load_campaign_attributes(folder: DataFolder) -> CaseTable:
    """Return one row a campaign of version 1.2, with its participants and the state's conduct.

    Columns as in :func:`load_campaigns`, and ``PARTICIPATION`` (persons at the peak),
    ``REGVIOL`` (the state used violence), ``DEFECT`` (security forces went over), ``REGAID``
    and ``STATESUP`` (states helped the regime, the campaign).

    Raises
    ------
    ScenarioError
        The file is missing, or a code is not of the codebook.
    """
    optional: dict[str, Kind] = {
        "TARGET": "text",
        **dict.fromkeys(_FLAGS, "integer"),
        **dict.fromkeys(_AMOUNTS, "number"),
    }
    account = read(folder, "navco", "campaign_attributes", _NAMED, optional)
    for flag in _FLAGS:
        if flag in account.frame:
            account.frame[flag] = missing_where(account.frame[flag])
            check_codes(account.frame, flag, (0, 1), account.path)
    for amount in _AMOUNTS:
        if amount in account.frame:
            values = account.frame[amount]
            account.frame[amount] = values.where(values >= 0)
    return _campaigns(account, "1.2")


def _campaigns(account: Account, vintage: str) -> CaseTable:
    """Check what the lists of campaigns share, and add what we add."""
    account.drop_repeated_rows()
    key = ["NAVCOID", "CAMPAIGN", "LOCATION", "BYEAR"]
    account.refuse_repeated(key, "a campaign in a place begins once in a year")
    frame = account.frame
    for column in (*OUTCOMES, "VIOL", "NONVIOL", *GOALS):
        check_codes(frame, column, (0, 1), account.path)
    account.refuse(frame[["BYEAR", "EYEAR"]].isna().any(axis=1), key, "a year is missing")
    account.refuse(true_where(frame["EYEAR"] < frame["BYEAR"]), key, "it ends before it begins")
    account.refuse(
        frame["NONVIOL"] + frame["VIOL"] != 1, key, "a campaign is either violent or nonviolent"
    )
    marks = frame[["SUCCESS", "LIMITED", "FAILURE"]].sum(axis=1)
    account.refuse(marks > 1, [*key, *OUTCOMES[:3]], "a campaign has one outcome")
    ongoing = frame["ONGOING"] == 1
    account.refuse(ongoing & (frame["SUCCESS"] == 1), key, "a campaign cannot win and go on")
    account.note((marks == 0) & ~ongoing, "ended with no outcome told (counted: no success)")
    account.frame = frame.assign(year=frame["EYEAR"], ended=(~ongoing).astype(bool))
    account.frame["gw"] = _places(account, "LOCATION", "EYEAR")
    key = ["EYEAR", "BYEAR", "LOCATION", "CAMPAIGN", "NAVCOID"]
    return account.table(key, vintage=vintage)


def load_campaign_years(folder: DataFolder) -> CaseTable:
    """Return one row a campaign and year of version 2.0; -99 is read as missing.

    Columns of the authors, plus ``gw`` (of the place: ``lccode``, a contradiction of code and
    place corrected) and ``ended`` (the campaign's last year in the data that is marked as such,
    ``cyear`` 2, or its only one).

    Raises
    ------
    ScenarioError
        The file is missing, or a code is not of the codebook.
    """
    optional: dict[str, Kind] = {
        "target": "text",
        "tccode": "text",
        **dict.fromkeys(_YEARS_CODED, "integer"),
    }
    account = read(folder, "navco", "campaign_years", _YEARS, optional)
    account.drop_repeated_rows()
    account.refuse_repeated(["id", "year"], "a campaign has one row a year")
    for column in account.frame.select_dtypes("integer"):
        if column not in ("year", "id"):
            account.frame[column] = missing_where(account.frame[column])
    for column, allowed in _YEARS_CODES.items():
        if column in account.frame:
            check_codes(account.frame, column, allowed, account.path)
    account.frame["gw"] = _gw_of_years(account)
    account.frame["ended"] = account.frame["cyear"].eq(2).fillna(False).astype(bool)
    return account.table(["id", "year"], vintage="2.0")


def _gw_of_years(account: Account) -> pd.Series:
    """Return the codes of campaign-years by ``lccode``, which contradicts the place once."""
    codes = account.frame["lccode"]
    for (place, code), right in WRONG.items():
        wrong = true_where((account.frame["location"] == place) & (codes == code))
        account.note(wrong, f"{place} has the code {code}; the place is believed")
        codes = codes.mask(wrong, right)
    return gw_column(codes, account.frame["year"], "polity")


def _places(account: Account, place: str, year: str) -> pd.Series:
    """Return the codes of places, saying which names are not known."""
    import pandas as pd

    names = account.frame[place].fillna("")
    unknown = sorted({name for name in names if not is_known(name)})
    if unknown:
        account.note(names.isin(unknown), f"unknown places, without a code: {', '.join(unknown)}")
    pairs = zip(names, account.frame[year], strict=True)
    found = [gw_of_place(name, int(when)) for name, when in pairs]
    return pd.Series(found, index=names.index, dtype="Int64", name="gw")
