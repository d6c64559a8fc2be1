"""Columns of cases as arrays of days, numbers and countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interregnum.errors import ScenarioError
from interregnum.evidence.forecast.known import NEVER, Days

if TYPE_CHECKING:
    import pandas as pd


def placed(frame: pd.DataFrame, what: str, notes: list[str]) -> pd.DataFrame:
    """Return the rows with a country, telling how many have none."""
    kept = frame[frame["gw"].notna()]
    if len(kept) < len(frame):
        notes.append(f"{what}: {len(frame) - len(kept)} rows without a country's code left out")
    if not len(kept):
        raise ScenarioError(f"forecast: {what} hold no country's code; give a whole file")
    return kept


def until_known(end: Days) -> Days:
    """Return from which day an end is known: its own, or never by the record."""
    return np.where(np.isnat(end), NEVER, end)


def days(column: pd.Series) -> Days:
    """Return a column of days."""
    return column.to_numpy(dtype="datetime64[ns]").astype("datetime64[D]")


def numbers(column: pd.Series) -> NDArray[np.float64]:
    """Return a column of numbers, not a number where missing."""
    return np.asarray(column.astype("Float64").to_numpy(np.float64, na_value=np.nan), np.float64)


def countries(frame: pd.DataFrame) -> NDArray[np.int64]:
    """Return the Gleditsch-Ward codes of rows that have one."""
    return frame["gw"].to_numpy(dtype=np.int64)


def year_end(years: pd.Series) -> Days:
    """Return the last day of each year."""
    text = [f"{int(year):04d}-12-31" if year == year else "NaT" for year in numbers(years)]
    return np.array(text, dtype="datetime64[D]")
