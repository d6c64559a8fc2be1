"""Tables of a few states for every stylised fact, small enough to count on one's fingers.

Regimes and rulers are those of :mod:`made_rulers`; the regime of state 2 falls to a coup in 1970,
is followed by another autocracy, and fighting begins in 1971.
"""

from __future__ import annotations

import pandas as pd

from made_rulers import coups, plots, regimes, rulers, states
from made_tables import rows

CAMPAIGNS = rows(
    "gw BYEAR EYEAR SUCCESS ONGOING VIOL REGCHANGE FSELFDET SECESSION PARTICIPATION "
    "PERCENTAGEPOPULARPARTICIPATION",
    (2, 1950, 1955, 1, 0, 0, 1, 0, 0, 200000.0, 0.05),
    (2, 1960, 1961, 0, 0, 0, 1, 0, 0, 5000.0, 0.001),
    (20, 1962, 1965, 0, 0, 1, 0, 1, 0, 20000.0, 0.001),
    (20, 1980, 1989, 0, 1, 1, 1, 0, 0, None, None),
).assign(
    year=lambda frame: frame["EYEAR"],
    **dict.fromkeys(("DEFECT", "STATESUP", "REGAID", "REGVIOL", "VIOLENTFLANK"), 0),
)
YEARS = rows(
    "id gw year success sec_defect state_defect camp_structure prim_method",
    (1, 2, 1950, 0, 1, 0, 1, 1),
    (1, 2, 1951, 1, 0, 0, 1, 1),
    (2, 20, 1962, 0, 0, 0, 1, 0),
    (2, 20, 1963, 0, 0, 0, 1, 0),
)
FIGHTS = rows(
    "gw year type_of_conflict intensity_level",
    (2, 1971, "intrastate", 1),
    (20, 1989, "interstate", 2),
)
WARS = rows(
    "gw start_year end_year outcome",
    (2, 1960, 1961, 2),
    (20, 1950, 1953, 1),
)


def tables() -> dict[str, pd.DataFrame]:
    """Return every table that a fact reads."""
    gwf = regimes()
    # No regime of state 2 stands from 1971 on; it fell in 1970.
    gwf = gwf[(gwf["gw"] == 20) | (gwf["year"] <= 1970)].reset_index(drop=True)
    fell = (gwf["gw"] == 2) & (gwf["year"] == 1970)
    for column, code in (
        ("gwf_fail", 1),
        ("gwf_fail_type", 5),
        ("gwf_fail_subsregime", 2),
        ("gwf_fail_violent", 1),
    ):
        gwf.loc[fell, column] = code
    gwf.loc[fell, "date"] = pd.Timestamp(1970, 6, 1)
    return {
        "archigos": rulers(),
        "gwf": gwf,
        "powell_thyne.events": coups(),
        "cline_coups": plots(),
        "gw_states": states(),
        "navco.campaigns": CAMPAIGNS,
        "navco.attributes": CAMPAIGNS,
        "navco.campaign_years": YEARS,
        "ucdp_acd": FIGHTS,
        "cow_wars": WARS,
    }


def with_copies(frames: dict[str, pd.DataFrame], gw: int, times: int) -> dict[str, pd.DataFrame]:
    """Return the tables with a state so many times in all, the further ones under new codes."""
    return {
        name: pd.concat(
            [
                frame,
                *(
                    frame[frame["gw"] == gw].assign(gw=gw + 1000 * copy, **_apart(frame, copy))
                    for copy in range(1, times)
                ),
            ],
            ignore_index=True,
        )
        for name, frame in frames.items()
    }


def _apart(frame: pd.DataFrame, copy: int) -> dict[str, object]:
    """Return what must differ in a copy: a campaign's number."""
    return {"id": lambda some: some["id"] + 1000 * copy} if "id" in frame else {}
