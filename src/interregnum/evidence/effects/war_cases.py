"""Cases of the effects of wars: how each state's wars ended, and years without a war."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from interregnum.evidence.rulers import in_office

if TYPE_CHECKING:
    import pandas as pd

ARMS = {
    "lost": "in which a war of their state ended in defeat",
    "won": "in which a war of their state ended in victory",
    "drawn": "in which a war of their state ended in a stalemate or a compromise",
    "no_war": "without an interstate war of their state",
}
_ARM_OF = {1: "won", 2: "lost", 3: "drawn", 6: "drawn"}
FIRST_STATE = 1816


def war_ends(wars: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return a row a state and war that it ended by the last year looked at.

    Parameters
    ----------
    wars
        Correlates of War: a row a state, a war and a side, with ``outcome`` and ``end_year``.
    until
        Wars that end after its year are left out.

    Returns
    -------
    Columns ``gw``, ``year`` (the last of the state's part in the war) and ``arm``. Wars that were
    transformed, go on or fell below war, and those in which the state changed sides, have no arm
    and are left out.
    """
    arm = wars["outcome"].map(_ARM_OF)
    kept = wars["gw"].notna() & arm.notna() & (wars["end_year"] <= until.year).fillna(False)
    found = wars.assign(arm=arm, year=wars["end_year"])[kept.astype(bool)]
    return (
        found[["gw", "year", "arm"]].astype({"gw": "int64", "year": "int64"}).reset_index(drop=True)
    )


def calm_years(wars: pd.DataFrame, states: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return the state-years without an interstate war of the state, as the arm ``no_war``.

    Parameters
    ----------
    wars
        As in :func:`war_ends`, with ``start_year``.
    states
        Independent states with ``gw``, and ``startdate`` and ``enddate`` of each.
    until
        Its year is the last one looked at.
    """
    import pandas as pd

    known = wars[["gw", "start_year", "end_year"]].dropna().astype("int64")
    fought = {
        (gw, year)
        for gw, start, end in known.itertuples(index=False)
        for year in range(start, end + 1)
    }
    rows = [
        (int(gw), year)
        for gw, start, end in states[["gw", "startdate", "enddate"]].itertuples(index=False)
        for year in range(max(start.year, FIRST_STATE), min(end.year, until.year) + 1)
        if (int(gw), year) not in fought
    ]
    found = pd.DataFrame(rows, columns=["gw", "year"]).drop_duplicates(ignore_index=True)
    return found.assign(arm="no_war")


def rulers_of(rulers: pd.DataFrame, years: pd.DataFrame) -> pd.DataFrame:
    """Return the state-years with the spell of the ruler who was in office when each began.

    Parameters
    ----------
    rulers
        From :func:`interregnum.evidence.rulers.spells`.
    years
        With ``gw``, ``year`` and ``arm``.
    """
    import pandas as pd

    days = years.assign(day=pd.to_datetime(years["year"].astype(str) + "-01-01"))
    return in_office(rulers, days.astype({"day": "datetime64[ns]"}))


def autocratic_years(regimes: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases whose year the state began as an autocracy of Geddes, Wright and Frantz."""
    autocratic = regimes.loc[regimes["gw"].notna(), ["gw", "year"]].astype("int64")
    return cases.merge(autocratic.drop_duplicates(), on=["gw", "year"], how="inner")


def attempt_years(events: pd.DataFrame, until: date) -> pd.DataFrame:
    """Return the state-years with an event that surely came by the last day looked at."""
    import pandas as pd

    kept = events[(events["latest"] <= pd.Timestamp(until)) & events["gw"].notna()]
    return kept[["gw", "year"]].astype("int64").drop_duplicates().reset_index(drop=True)
