"""Rulers of autocracies month by month: what befell them before, and what came next.

A row is a ruler and a calendar month of which he ruled at least a day, in a country and year that
Geddes, Wright and Frantz call an autocracy. An event of a day befalls the ruler who was in office
as the day began, so that what brings a ruler to power is not counted as an attempt against him.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from interregnum.errors import UsageError
from interregnum.evidence.rulers import spells
from interregnum.evidence.sources.days import known_by

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable

FIRST_YEAR = 1950
"""The first year of the list of coups, and so of the months."""
MONTHS_A_YEAR = 12
DAYS_A_YEAR = 365.25
IRREGULAR = "Irregular"
WINDOWS = {"year_1": (1, 12), "year_2": (13, 24), "years_3_5": (25, 60)}
"""Months since an event, the month after its own counting as the first."""
MEMORY = 60
"""An event that lies longer back than this many months counts as none."""


@dataclass(frozen=True, slots=True)
class RulerMonths:
    """Rulers of autocracies, their months, and the years of autocracy.

    Parameters
    ----------
    months
        ``gw``, ``ruler`` (row of ``rulers``), ``month`` (months since the year 0), ``year``,
        ``group``, ``tenure`` [months begun before this one], ``opens`` (first day of the month in
        office), ``exit`` and ``irregular`` (whether the ruler left in it).
    rulers
        ``gw``, ``start``, ``end``, ``how`` (empty while in office on the last day looked at).
    regimes
        ``gw``, ``year`` and ``group`` of each autocratic country-year.
    last
        The last day looked at that rulers and regimes both reach.
    """

    months: pd.DataFrame
    rulers: pd.DataFrame
    regimes: pd.DataFrame
    last: pd.Timestamp


def ruler_months(archigos: CaseTable, gwf: CaseTable, until: date) -> RulerMonths:
    """Return the months of rulers of autocracies up to a day.

    Parameters
    ----------
    archigos, gwf
        As read.
    until
        The last day looked at.

    Raises
    ------
    UsageError
        If the day lies before 1950.
    """
    import pandas as pd

    if until.year < FIRST_YEAR:
        raise UsageError(
            f"evidence: rulers of autocracies are followed from {FIRST_YEAR} on, and {until} lies "
            "before; give a later day, or name families that look at other cases"
        )
    regimes = autocratic_years(gwf, until)
    rulers = spells(archigos, until)
    reached = [pd.Timestamp(until), pd.to_datetime(archigos.frame["enddate"]).max()]
    if len(regimes):
        reached.append(pd.Timestamp(int(regimes["year"].max()), 12, 31))
    last = min(reached)
    rulers = rulers[rulers["start"] <= last].reset_index(drop=True)
    later = rulers["end"] > last
    rulers.loc[later, "how"] = ""
    rulers["end"] = rulers["end"].where(~later, last)
    return RulerMonths(_months(rulers, regimes), rulers, regimes, last)


def autocratic_years(gwf: CaseTable, until: date) -> pd.DataFrame:
    """Return ``gw``, ``year`` and ``group`` of the autocratic country-years up to a day's year."""
    frame = gwf.frame
    kept = frame[frame["gw"].notna() & (frame["year"] <= until.year)]
    found = kept[["gw", "year", "regime_group"]].rename(columns={"regime_group": "group"})
    found = found.astype({"gw": "int64", "year": "int64", "group": "object"})
    return found.drop_duplicates(["gw", "year"]).sort_values(["gw", "year"], ignore_index=True)


def month_of(days: pd.Series) -> pd.Series:
    """Return the months since the year 0 of days.

    >>> import pandas as pd
    >>> month_of(pd.Series(pd.to_datetime(["1950-01-31", "1950-02-01"]))).diff().tolist()[1]
    1.0
    """
    months: pd.Series = days.dt.year * MONTHS_A_YEAR + days.dt.month - 1
    return months


def _months(rulers: pd.DataFrame, regimes: pd.DataFrame) -> pd.DataFrame:
    """Lay the rulers out by month and keep the months of autocracies."""
    import numpy as np
    import pandas as pd

    entered, left = month_of(rulers["start"]), month_of(rulers["end"])
    first = entered.clip(lower=FIRST_YEAR * MONTHS_A_YEAR)
    counts = (left - first + 1).clip(lower=0).to_numpy(dtype=np.int64)
    ruler = np.repeat(np.arange(len(rulers)), counts)
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = rulers.iloc[ruler].reset_index(drop=True)
    month = first.to_numpy()[ruler] + steps
    year, calendar = month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1
    opens = pd.to_datetime(pd.DataFrame({"year": year, "month": calendar, "day": 1}))
    gone = (month == left.to_numpy()[ruler]) & (rows["how"] != "").to_numpy()
    found = pd.DataFrame(
        {
            "gw": rows["gw"],
            "ruler": ruler,
            "month": month,
            "year": year,
            "tenure": month - entered.to_numpy()[ruler],
            "opens": np.maximum(opens, rows["start"]),
            "exit": gone,
            "irregular": gone & (rows["how"] == IRREGULAR).to_numpy(),
        }
    )
    return found.merge(regimes, on=["gw", "year"], how="inner").reset_index(drop=True)


def events_of(table: CaseTable, until: date, kept: pd.Series | None = None) -> pd.DataFrame:
    """Return the events of a list that have a day, up to a day.

    Parameters
    ----------
    table
        With ``gw``, ``date`` and, where days may be half known, ``latest``.
    until
        The last day looked at.
    kept
        Which rows count; all by default.

    Returns
    -------
    ``gw``, ``day`` and the list's own columns, ordered by day.
    """
    import pandas as pd

    frame = table.frame
    chosen = frame["gw"].notna() & frame["date"].notna() & known_by(frame, pd.Timestamp(until))
    if kept is not None:
        chosen &= kept.fillna(False).astype(bool)
    # From the chosen rows themselves: an empty frame would take on the rows of a longer column.
    found = frame[chosen].astype({"gw": "int64"})
    found = found.assign(day=found["date"])
    return found.sort_values(["day", "gw"], kind="stable", ignore_index=True)


def befallen(
    panel: RulerMonths,
    events: pd.DataFrame,
    *,
    autocracies: bool = True,
    on_entry: bool = False,
) -> pd.DataFrame:
    """Return the events with the ruler in office as their day began.

    Parameters
    ----------
    panel
        The rulers.
    events
        From :func:`events_of`.
    autocracies
        Whether only events in autocratic country-years count.
    on_entry
        Whether an event on the day of entry befell the ruler who entered, and not who left.

    Returns
    -------
    The events that befell a ruler, each once, with ``ruler``, ``month`` and, in autocracies,
    ``group``.

    Notes
    -----
    Where spells overlap, the ruler who entered first counts; with ``on_entry`` who entered last.
    """
    numbered = events.assign(event=range(len(events)), month=month_of(events["day"]))
    numbered = numbered.assign(year=numbered["month"] // MONTHS_A_YEAR)
    spans = panel.rulers[["gw", "start", "end"]].assign(ruler=range(len(panel.rulers)))
    joined = numbered.merge(spans, on="gw")
    entered = joined["start"] <= joined["day"] if on_entry else joined["start"] < joined["day"]
    inside = entered & (joined["day"] <= joined["end"])
    found = joined[inside].sort_values(["event", "start"], kind="stable")
    found = found.drop_duplicates("event", keep="last" if on_entry else "first")
    if autocracies:
        found = found.merge(panel.regimes, on=["gw", "year"], how="inner")
    return found.sort_values("event", kind="stable", ignore_index=True)


def months_since(panel: RulerMonths, struck: pd.DataFrame) -> pd.Series:
    """Return for each ruler-month the months since the last event before it that befell the ruler.

    Parameters
    ----------
    panel
        The months.
    struck
        From :func:`befallen`.

    Returns
    -------
    A number from 1, missing where no event came in an earlier month of the spell.
    """
    import pandas as pd

    asked = panel.months[["ruler", "month"]].assign(row=range(len(panel.months)))
    asked = asked.sort_values(["month", "row"], kind="stable").astype({"ruler": "int64"})
    came = struck[["ruler", "month"]].astype("int64").drop_duplicates()
    came = came.assign(came=came["month"]).sort_values("month", kind="stable")
    found = pd.merge_asof(
        asked.astype({"month": "int64"}), came, on="month", by="ruler", allow_exact_matches=False
    ).sort_values("row")
    since = found["month"] - found["came"]
    return pd.Series(since.to_numpy(dtype=float), index=panel.months.index)


def counted_by_month(panel: RulerMonths, struck: pd.DataFrame) -> pd.Series:
    """Return how many events befell the ruler in each ruler-month."""
    counts = struck.groupby(["ruler", "month"]).size().rename("count").reset_index()
    joined = panel.months[["ruler", "month"]].merge(counts, on=["ruler", "month"], how="left")
    found = joined["count"].fillna(0).astype("int64")
    found.index = panel.months.index
    return found


def windows_of(since: pd.Series) -> dict[str, pd.Series]:
    """Return which months lie in each of :data:`WINDOWS`, and which have no event in memory.

    >>> import pandas as pd
    >>> {name: here.tolist() for name, here in windows_of(pd.Series([12.0, 61.0, None])).items()}
    ... # doctest: +NORMALIZE_WHITESPACE
    {'year_1': [True, False, False], 'year_2': [False, False, False],
     'years_3_5': [False, False, False], 'none': [False, True, True]}
    """
    found = {name: since.between(low, high) for name, (low, high) in WINDOWS.items()}
    found["none"] = ~since.between(1, MEMORY)
    return found
