"""Rulers in office: spells cut at the last day looked at, and who ruled on a day."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable

STILL = "Still in Office"
NATURAL = ("Natural Death",)
OUTWARD = ("Irregular", "Foreign", "Foreign Imposition")


def spells(table: CaseTable, until: date) -> pd.DataFrame:
    """Return the spells of Archigos as far as they can be known on a day.

    Parameters
    ----------
    table
        Archigos as read.
    until
        Spells that begin later are left out; one that ends later is still open, and how it would
        end is not looked at.

    Returns
    -------
    A row a spell with ``gw``, ``leader``, ``start`` and ``end`` (the last day looked at where it
    is still open), ``how`` (Archigos's ``exit``; empty while open) and ``born`` (year, or missing).
    """
    import pandas as pd

    frame = table.frame
    last = pd.Timestamp(until)
    found = pd.DataFrame(
        {
            "gw": frame["gw"].astype("int64"),
            "leader": frame["leader"],
            "start": pd.to_datetime(frame["startdate"]),
            "end": pd.to_datetime(frame["enddate"]),
            "how": frame["exit"].astype("object"),
            "born": pd.to_numeric(frame["yrborn"], errors="coerce")
            if "yrborn" in frame
            else math.nan,
        }
    )
    found = found[found["start"] <= last].copy()
    found["born"] = found["born"].where(found["born"] > 0)
    later = found["end"].isna() | (found["end"] > last)
    found["end"] = found["end"].where(~later, last)
    found.loc[later | (found["how"] == STILL), "how"] = ""
    return found.sort_values(["gw", "start", "end"], kind="stable", ignore_index=True)


def last_day_of(table: CaseTable, until: date) -> pd.Timestamp:
    """Return the last day on which a ruler's being in office can be known."""
    import pandas as pd

    return min(pd.Timestamp(until), pd.to_datetime(table.frame["enddate"]).max())


def in_office(rulers: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases with the spell of the ruler on their day, those without one left out.

    Parameters
    ----------
    rulers
        From :func:`spells`.
    cases
        With ``gw`` and ``day``.

    Notes
    -----
    On a day of change the new ruler counts, and of two who began on one day the one who stayed
    longer.
    """
    import pandas as pd

    on_day = cases.sort_values("day", kind="stable")
    by_start = rulers.sort_values(["start", "end"], kind="stable")
    joined = pd.merge_asof(on_day, by_start, left_on="day", right_on="start", by="gw")
    inside = joined["end"].notna() & (joined["end"] > joined["day"])
    keys = [name for name in ("gw", "day") if name in joined]
    return joined[inside].sort_values(keys, kind="stable", ignore_index=True)


def gone_by(joined: pd.DataFrame, day: pd.Series, how: tuple[str, ...] | None) -> pd.Series:
    """Return whether the ruler of each case had left by a day in one of the ways given.

    Parameters
    ----------
    joined
        From :func:`in_office`.
    day
        The last day of each case's window, inside it.
    how
        Archigos's words for the exits that count; None for every exit but natural death.
    """
    left = (joined["end"] <= day) & (joined["how"] != "")
    if how is None:
        return left & ~joined["how"].isin(NATURAL)
    return left & joined["how"].isin(how)
