"""Two states with three rulers and a few coups, small enough to count on one's fingers.

State 2: A rules from 15 March 1950; two coups fail in May 1952 and one succeeds on 10 June 1955,
when B takes over, who is still in office at the end of 1989. State 20: C rules from January 1950
until he leaves by the rules on 1 July 1957; a plot against him is found out in March 1953.
"""

from __future__ import annotations

import pandas as pd

from made_tables import rows

FLAGS = "military dissident rebel palace foreign popular counter other"


def rulers(*later: tuple[object, ...]) -> pd.DataFrame:
    """Return Archigos; ``later`` replaces the last spell of state 2."""
    still = (2, "B", "1955-06-10", "1989-12-31", "Still in Office", 1920)
    return rows(
        "gw leader startdate enddate exit yrborn",
        (2, "A", "1950-03-15", "1955-06-10", "Irregular", 1900),
        (20, "C", "1950-01-01", "1957-07-01", "Regular", 1900),
        *(later or (still,)),
    )


def regimes(last: int = 1989, fell: int | None = None) -> pd.DataFrame:
    """Return Geddes, Wright and Frantz: one regime in each state, that of state 2 from 1951."""
    lines = []
    for gw, first, group in ((2, 1951, "military"), (20, 1950, "military")):
        for year in range(first, last + 1):
            fails = int(gw == 2 and year == fell)
            day = f"{year}-06-01" if fails else None
            start = f"{first - 1}-07-01"
            codes = (fails, 5 * fails, 2 * fails, fails)
            lines.append((gw, year, group, f"{gw}", start, year - first + 1, *codes, day))
    frame = rows(
        "gw year regime_group gwf_casename gwf_startdate gwf_duration gwf_fail gwf_fail_type "
        "gwf_fail_subsregime gwf_fail_violent date",
        *lines,
    )
    return frame.assign(date=pd.to_datetime(frame["date"]))


def coups(*more: tuple[object, ...]) -> pd.DataFrame:
    """Return Powell and Thyne's attempts, and more of them."""
    frame = rows(
        "gw date coup",
        (2, "1952-05-05", 1),
        (2, "1952-05-20", 1),
        (2, "1955-06-10", 2),
        *more,
    )
    return frame.assign(latest=frame["date"], year=frame["date"].dt.year)


def plots(*more: tuple[object, ...]) -> pd.DataFrame:
    """Return the Cline Center's events, all of them by the military."""
    frame = rows(
        "gw date event_type",
        (2, "1952-05-05", "attempted"),
        (20, "1953-03-03", "conspiracy"),
        (2, "1955-06-10", "coup"),
        *more,
    )
    flags = {flag: int(flag == "military") for flag in FLAGS.split()}
    return frame.assign(latest=frame["date"], year=frame["date"].dt.year, **flags)


def states() -> pd.DataFrame:
    """Return both states, independent from 1945 on."""
    return rows(
        "gw startdate enddate", (2, "1945-01-01", "2017-12-31"), (20, "1945-01-01", "2017-12-31")
    )


def tables() -> dict[str, pd.DataFrame]:
    """Return the tables of the two states until 1989."""
    return {
        "archigos": rulers(),
        "gwf": regimes(),
        "powell_thyne.events": coups(),
        "cline_coups": plots(),
        "gw_states": states(),
    }


def tables_that_run_on() -> dict[str, pd.DataFrame]:
    """Return the same tables as they would be after 1995, when B and his regime were gone."""
    return {
        "archigos": rulers(
            (2, "B", "1955-06-10", "1995-06-01", "Irregular", 1920),
            (2, "D", "1995-06-01", "2015-12-31", "Still in Office", 1950),
        ),
        "gwf": regimes(1995, fell=1995),
        "powell_thyne.events": coups((2, "1990-02-02", 1), (2, "1995-06-01", 2)),
        "cline_coups": plots((2, "1990-01-01", "conspiracy"), (2, "1995-06-01", "coup")),
        "gw_states": states(),
    }
