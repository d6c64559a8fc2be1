"""A small record made by hand: three countries whose rulers and attempts are known to the day."""

from __future__ import annotations

from typing import Any

import numpy as np

from interregnum.evidence.forecast.known import NEVER, Known

FIRST, LAST = np.datetime64("1950-01-01", "D"), np.datetime64("1989-12-31", "D")


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


def days(*texts: str) -> Any:
    return np.array(texts, dtype="datetime64[D]")


def spells(country: list[int], start: Any, end: Any, **columns: list[float]) -> Known:
    """Return spells whose ends are known on their own day; NaT goes on."""
    later = {"end": np.where(np.isnat(end), NEVER, end)}
    more = {name: np.array(values, dtype=float) for name, values in columns.items()}
    both = {"country": np.array(country), "start": start, "end": end, **more}
    return Known(both, start, later, (FIRST, LAST))


def dated(country: list[int], date: Any, earliest: Any | None = None) -> Known:
    columns = {
        "country": np.array(country, dtype=np.int64),
        "date": date,
        "earliest": date if earliest is None else earliest,
    }
    return Known(columns, date, {}, (FIRST, LAST))


def yearly(column: str, rows: list[tuple[int, int, float]]) -> Known:
    country, year, value = (np.array(part) for part in zip(*rows, strict=True))
    since = np.array([f"{y}-12-31" for y in year], dtype="datetime64[D]")
    return Known(
        {"country": country, "year": year.astype(float), column: value},
        since,
        {},
        (since.min(), since.max()),
    )


def _rulers() -> Known:
    """Return five rulers, numbered as the readers do."""
    rulers = spells(
        [1, 1, 1, 2, 3],
        days("1950-01-01", "1961-03-10", "1975-06-30", "1952-05-05", "1955-01-01"),
        days("1961-03-10", "1975-06-30", "NaT", "NaT", "1970-02-14"),
        born=[1900, 1910, 1930, 1920, np.nan],
        irregular_entry=[0, 1, 0, 0, 1],
    )
    numbered = {**rulers.columns, "number": np.arange(5)}
    return Known(numbered, rulers.since, rulers.later, rulers.covers)


def small_record() -> dict[str, Known]:
    """Return three autocracies: 1 changes rulers in 1961 and 1975, 2 never, 3 falls in 1970."""
    regimes = spells(
        [1, 2, 3],
        days("1950-01-01", "1952-05-05", "1955-01-01"),
        days("NaT", "NaT", "1970-02-14"),
        personal=[1, 0, 0],
        military=[0, 0, 1],
        party=[0, 1, 0],
        monarchy=[0, 0, 0],
    )
    states = spells([1, 2, 3, 4], days(*["1945-01-01"] * 4), days(*["NaT"] * 4))
    capitals = spells(
        [1, 2, 3],
        days(*["1945-01-01"] * 3),
        days(*["NaT"] * 3),
        latitude=[0.0, 0.0, 50.0],
        longitude=[0.0, 10.0, 100.0],
    )
    return {
        "rulers": _rulers(),
        "regimes": regimes,
        "states": states,
        "capitals": capitals,
        "attempts": dated([1, 1, 3], days("1960-07-01", "1974-12-31", "1970-02-14")),
        "democracy": yearly("polyarchy", [(1, y, 0.01 * (y - 1950)) for y in range(1950, 1990)]),
        "conflicts": yearly("intensity", [(3, 1969, 2.0), (1, 1950, 1.0), (1, 1989, 1.0)]),
        "campaigns": Known(
            {"country": np.array([2]), "first": np.array([1960.0]), "last": np.array([1962.0])},
            days("1960-12-31"),
            {"last": days("1962-12-31")},
            (FIRST, LAST),
        ),
        "protests": dated([2, 2], days("1980-04-01", "1980-04-02")),
    }
