"""Forecasts as a table that others' tools read: one row a model, place, window and outcome.

The columns are those of the hubverse's model output: ``pmf`` rows whose categories ``event`` and
``no_event`` sum to one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError, nearest

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.forecast.backtest import Backtest

COLUMNS = (
    "model_id",
    "origin_date",
    "target",
    "horizon",
    "target_end_date",
    "location",
    "output_type",
    "output_type_id",
    "value",
)
KEY = ("model_id", "origin_date", "target", "horizon", "target_end_date", "location")
CATEGORIES = ("event", "no_event")
TASK = ("origin_date", "target", "target_end_date", "location")
_SUM_TOLERANCE = 1e-6


def hub_table(made: Backtest) -> pd.DataFrame:
    """Return the forecasts of a backtest, two rows each.

    ``target`` is as ``exit in a month``; ``horizon`` counts steps; ``target_end_date`` is the
    last day of the window; ``location`` is the Gleditsch-Ward code.
    """
    import numpy as np
    import pandas as pd

    panel, rows = made.panel, made.rows
    parts = []
    for model, chances in made.forecasts.items():
        for category, value in zip(CATEGORIES, (chances, 1.0 - chances), strict=True):
            columns = {
                "model_id": model,
                "origin_date": panel.origin[rows].astype(str),
                "target": f"{panel.target} in a {panel.step}",
                "horizon": 1,
                "target_end_date": (panel.window_end[rows] - np.timedelta64(1, "D")).astype(str),
                "location": panel.country[rows].astype(str),
                "output_type": "pmf",
                "output_type_id": category,
                "value": value,
            }
            parts.append(pd.DataFrame(columns))
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values([*KEY, "output_type_id"], kind="stable", ignore_index=True)


def outcome_table(made: Backtest) -> pd.DataFrame:
    """Return what came of each forecast: its window, and ``observation`` 1 or 0."""
    table = hub_table(made)[list(TASK)].drop_duplicates(ignore_index=True)
    panel, rows = made.panel, made.rows
    keys = zip(panel.origin[rows].astype(str), panel.country[rows].astype(str), strict=True)
    came = dict(zip(keys, panel.happened[rows].astype(int).tolist(), strict=True))
    found = zip(table["origin_date"], table["location"], strict=True)
    table["observation"] = [came[key] for key in found]
    return table


def read_table(file: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """Read a CSV or Parquet file with the columns asked for, codes and days as text.

    Raises
    ------
    ScenarioError
        If it cannot be read or a column is missing.
    """
    import pandas as pd

    try:
        if file.suffix == ".parquet":
            table = pd.read_parquet(file)
        else:
            text = [name for name in columns if name not in ("value", "horizon", "observation")]
            table = pd.read_csv(file, dtype=dict.fromkeys(text, str), keep_default_na=False)
    except FileNotFoundError:
        raise ScenarioError(f"{file}: not there; name a table of forecasts or outcomes") from None
    except (OSError, ValueError) as error:
        msg = f"{file}: cannot be read as CSV or Parquet ({' '.join(str(error).split())[:120]})"
        raise ScenarioError(f"{msg}; write the columns {', '.join(columns)}") from error
    for name in columns:
        if name not in table:
            hint = nearest(name, map(str, table.columns))
            raise ScenarioError(f"{file}: no column {name}; {hint}")
    return table[list(columns)].astype({name: str for name in columns if name in KEY})


def check_hub_table(table: pd.DataFrame, place: str) -> None:
    """Refuse a table that is no set of forecasts.

    Parameters
    ----------
    table
        With the columns of :data:`COLUMNS`.
    place
        Its name for messages.

    Raises
    ------
    ScenarioError
        If it is empty, a day is none, a chance lies outside [0, 1], a category is unknown or
        repeated, or the categories of a forecast do not sum to one.
    """
    if not len(table):
        raise ScenarioError(f"{place}: holds no forecast; give at least one")
    for name in ("origin_date", "target_end_date"):
        for day in table[name].unique():
            _check_day(place, name, str(day))
    late = table["target_end_date"] < table["origin_date"]
    _refuse(table, late, place, "the window ends before the day of forecast")
    _refuse(table, table["output_type"] != "pmf", place, "output_type is not pmf")
    unknown = ~table["output_type_id"].isin(CATEGORIES)
    _refuse(table, unknown, place, f"output_type_id is none of {', '.join(CATEGORIES)}")
    number = table["value"].map(lambda value: isinstance(value, int | float))
    _refuse(table, ~number, place, "value is no number")
    _refuse(table, ~table["value"].between(0.0, 1.0), place, "value is not a chance in [0, 1]")
    twice = table.duplicated([*KEY, "output_type_id"])
    _refuse(table, twice, place, "the same forecast is there twice")
    sums = table.groupby(list(KEY))["value"].transform("sum")
    _refuse(table, (sums - 1.0).abs() > _SUM_TOLERANCE, place, "event and no_event do not sum to 1")


def _check_day(place: str, name: str, day: str) -> None:
    try:
        if date.fromisoformat(day).isoformat() != day:
            raise ValueError(day)
    except ValueError:
        raise ScenarioError(f"{place}: {name} = {day} is no day; write as 1989-12-31") from None


def _refuse(table: pd.DataFrame, wrong: pd.Series, place: str, rule: str) -> None:
    if bool(wrong.any()):
        number = int(wrong.to_numpy().argmax())
        row = table.iloc[number]
        told = ", ".join(f"{name} {row[name]}" for name in (*TASK, "output_type_id", "value"))
        raise ScenarioError(f"{place}: row {number + 1} ({told}): {rule}; correct the table")
