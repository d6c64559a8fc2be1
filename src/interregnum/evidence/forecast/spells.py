"""Spells that a forecast reads: rulers, regimes, states and capitals, each end known on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interregnum.evidence.forecast.columns import countries, days, numbers, placed, until_known
from interregnum.evidence.forecast.known import Day, Days, Known

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.cases import CaseTable
    from interregnum.evidence.folders import DataFolder
    from interregnum.evidence.reading import Kind

GROUPS = ("personal", "military", "party", "monarchy")


def archigos(case: CaseTable, notes: list[str]) -> Known:
    """Return rulers by Archigos, each spell known from its first day and its end from its last."""
    frame = placed(case.frame, "rulers", notes)
    end = days(frame["enddate"])
    open_still = frame["censored"].to_numpy(dtype=bool)
    born = numbers(frame["born"]) if "born" in frame else np.full(len(frame), np.nan)
    entry = frame["entry"].astype("string")
    irregular = np.where(entry.isna(), np.nan, (entry != "Regular").astype(float))
    told = frame["exit"].astype("string") if "exit" in frame else entry.mask(entry.notna())
    left = np.where(told.isna(), np.nan, (told == "Irregular").astype(float))
    ways = np.column_stack([irregular, left])
    return _rulers(frame, days(frame["startdate"]), end, open_still, born, ways)


def _rulers(
    frame: pd.DataFrame,
    start: Days,
    end: Days,
    open_still: NDArray[np.bool_],
    born: NDArray[np.float64],
    ways: NDArray[np.float64],
) -> Known:
    """Return rulers; ``ways`` are two columns, whether each came and left irregularly."""
    ends = end.copy()
    ends[open_still] = np.datetime64("NaT")
    columns = {
        "number": np.arange(len(frame)),
        "country": countries(frame),
        "start": start,
        "end": ends,
        "born": born,
        "irregular_entry": ways[:, 0],
        "irregular_exit": ways[:, 1],
    }
    last = np.nanmax(end) if len(end) else np.datetime64("0001-01-01", "D")
    later = dict.fromkeys(("end", "irregular_exit"), until_known(ends))
    return Known(columns, start, later, (start.min(), last))


def reign(case: CaseTable, notes: list[str]) -> Known:
    """Return rulers by REIGN, of whose exit only the month is told.

    Where a successor enters in that month his first day is the day of exit, else the month's last.
    """
    frame = placed(case.frame, "rulers", notes)
    start, end = days(frame["latest"]), days(frame["end_latest"])
    first = days(frame["end_earliest"])
    country = countries(frame)
    for row in range(len(frame)):
        next_in = start[(country == country[row]) & (start > start[row])]
        next_in = next_in[(next_in >= first[row]) & (next_in <= end[row])]
        if len(next_in):
            end[row] = next_in.min()
    in_office = frame["censored"].to_numpy(dtype=bool)
    known = np.concatenate([start, end])
    end[in_office] = np.nanmax(known)
    untold = np.full((len(frame), 2), np.nan)
    return _rulers(frame, start, end, in_office, numbers(frame["birthyear"]), untold)


def gwf(case: CaseTable, notes: list[str]) -> Known:
    """Return regimes by Geddes, Wright and Frantz, one row a spell.

    The table has a row a country-year and writes a spell's end into each: here the end is known
    on its own day, and the spell from its first day.
    """
    import pandas as pd

    frame = placed(case.frame, "regimes", notes)
    last_year = int(frame["year"].max())
    spells = frame.groupby(["gw", "gwf_casename"], sort=True, as_index=False).agg(
        start=("gwf_startdate", "min"),
        broke=("date", "max"),
        told=("gwf_enddate", "max"),
        year=("year", "max"),
        group=("regime_group", "first"),
    )
    year_end = pd.to_datetime({"year": spells["year"].astype(int), "month": 12, "day": 31})
    # A spell that stops before the data do, without a breakdown, has ended all the same.
    silent = spells["told"].where(spells["told"] < year_end, year_end)
    ended = spells["broke"].fillna(silent.where(spells["year"] < last_year))
    last = np.datetime64(f"{last_year:04d}-12-31", "D")
    return _regimes(spells, days(spells["start"]), days(ended), last)


def reign_regimes(case: CaseTable, notes: list[str]) -> Known:
    """Return autocratic regimes by REIGN, whose rows are spells."""
    last = days(case.frame["gwf_enddate"])
    frame = placed(case.frame[case.frame["regime_group"].notna()], "regimes", notes)
    spells = frame.rename(columns={"regime_group": "group"})
    end = days(frame["gwf_enddate"])
    end[frame["censored"].to_numpy(dtype=bool)] = np.datetime64("NaT")
    return _regimes(spells, days(frame["gwf_startdate"]), end, np.nanmax(last))


def _regimes(spells: pd.DataFrame, start: Days, end: Days, last: Day) -> Known:
    columns: dict[str, NDArray[Any]] = {"country": countries(spells), "start": start, "end": end}
    group = spells["group"].astype("string")
    for name in GROUPS:
        columns[name] = (group == name).fillna(False).to_numpy(dtype=np.float64)
    return Known(columns, start, {"end": until_known(end)}, (start.min(), last))


def states(case: CaseTable) -> Known:
    """Return independent states; those in the list on its last day are still there."""
    frame = case.frame
    start, end = days(frame["startdate"]), days(frame["enddate"])
    open_still = end == end.max()
    ends = end.copy()
    ends[open_still] = np.datetime64("NaT")
    columns = {"country": countries(frame), "start": start, "end": ends}
    return Known(columns, start, {"end": until_known(ends)}, (start.min(), end.max()))


def capitals(folder: DataFolder, notes: list[str]) -> Known:
    """Return the place of each state's capital; none where the file is not there."""
    from interregnum.evidence.reading import read_rows

    if not folder.has("gw_states", "capitals"):
        notes.append("capitals: no file of gw_states; what happens near is unknown")
        return _capitals([], [], [], [], [])
    columns: dict[str, Kind] = {
        "gwcode": "integer",
        "stdate": "text",
        "enddate": "text",
        "lat": "number",
        "lng": "number",
    }
    frame, _ = read_rows(folder.find("gw_states", "capitals"), columns=columns)
    return _capitals(*(frame[name].tolist() for name in columns))


def _capitals(
    country: list[int],
    start: list[str],
    end: list[str],
    latitude: list[float],
    longitude: list[float],
) -> Known:
    begun = np.array(start, dtype="datetime64[D]")
    ends = np.array(end, dtype="datetime64[D]")
    first = last = np.datetime64("0001-01-01", "D")
    if len(ends):
        first, last = begun.min(), ends.max()
    ends[ends == last] = np.datetime64("NaT")
    columns = {
        "country": np.array(country, dtype=np.int64),
        "start": begun,
        "end": ends,
        "latitude": np.array(latitude, dtype=np.float64),
        "longitude": np.array(longitude, dtype=np.float64),
    }
    return Known(columns, begun, {"end": until_known(ends)}, (first, last))
