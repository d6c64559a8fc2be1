"""Covariates of a forecast, each a function of what could be known on the day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interregnum.evidence.forecast.known import Cases, Covariate, Day, Known, View

Floats = NDArray[np.float64]

YEAR = 365.25
_EARTH_RADIUS_KM = 6371.0
_NEAR_KM = 1500.0
_TYPES = ("personal", "military", "party", "monarchy")


def _years(day: Day, since: NDArray[np.datetime64]) -> Floats:
    """Return years from days to a day; not a number where there is no day."""
    elapsed = (day - since).astype("timedelta64[D]")
    days = elapsed.astype(np.float64)
    days[np.isnat(elapsed)] = np.nan
    return days / YEAR


def _year_of(day: Day) -> int:
    return int(day.astype("datetime64[Y]").astype(np.int64)) + 1970


def tenure(view: View, cases: Cases) -> Floats:
    """Return the logarithm of one plus the years that each ruler has ruled."""
    return np.log1p(_years(view.day, view["rulers"]["start"][cases.ruler]))


def age(view: View, cases: Cases) -> Floats:
    """Return each ruler's age [years]."""
    born = view["rulers"]["born"][cases.ruler]
    return _year_of(view.day) - born


def irregular_entry(view: View, cases: Cases) -> Floats:
    """Return 1 where a ruler came irregularly, not a number where the source does not say."""
    return view["rulers"]["irregular_entry"][cases.ruler]


def regime_age(view: View, cases: Cases) -> Floats:
    """Return the logarithm of one plus the years that each regime has stood."""
    return np.log1p(np.maximum(_years(view.day, view["regimes"]["start"][cases.regime]), 0.0))


def _of_type(name: str) -> Covariate:
    def regime_type(view: View, cases: Cases) -> Floats:
        return view["regimes"][name][cases.regime]

    regime_type.__doc__ = f"Return 1 where a regime is of {name} rule, hybrids by their first word."
    return regime_type


def _counts(cases: Cases, events: Known, since: Day, day: Day) -> Floats:
    """Return how many of a table's events each country saw from a day on."""
    recent = (events["date"] >= since) & (events["date"] < day)
    return np.array([(events["country"][recent] == gw).sum() for gw in cases.country], dtype=float)


def _since_last(events: Known, cases: Cases, day: Day) -> Floats:
    """Return years since the last event in each country, at most 50; 50 where there was none."""
    years = np.full(len(cases), 50.0)
    elapsed = _years(day, events["date"])
    for place, country in enumerate(cases.country):
        own = elapsed[events["country"] == country]
        if len(own):
            years[place] = min(50.0, float(own.min()))
    return years


def attempts_year(view: View, cases: Cases) -> Floats:
    """Return coup attempts in the country over the past year."""
    return _counts(cases, view["attempts"], view.day - np.timedelta64(365, "D"), view.day)


def attempts_five_years(view: View, cases: Cases) -> Floats:
    """Return coup attempts in the country over the past five years."""
    return _counts(cases, view["attempts"], view.day - np.timedelta64(1826, "D"), view.day)


def since_attempt(view: View, cases: Cases) -> Floats:
    """Return the logarithm of one plus the years since the last attempt in the country."""
    return np.log1p(_since_last(view["attempts"], cases, view.day))


def exits_five_years(view: View, cases: Cases) -> Floats:
    """Return how many rulers left in the country over the past five years."""
    rulers = view["rulers"]
    left = Known({"date": rulers["end"], "country": rulers["country"]}, rulers.since)
    return _counts(cases, left, view.day - np.timedelta64(1826, "D"), view.day)


def attempts_everywhere(view: View, cases: Cases) -> Floats:
    """Return attempts in all countries over the past year, the same for each."""
    dates = view["attempts"]["date"]
    recent = int((dates >= view.day - np.timedelta64(365, "D")).sum())
    return np.full(len(cases), float(recent))


def attempts_near(view: View, cases: Cases) -> Floats:
    """Return attempts of the past year in capitals within 1,500 km of a country's own."""
    attempts = view["attempts"]
    recent = attempts["country"][attempts["date"] >= view.day - np.timedelta64(365, "D")]
    places = _capitals(view)
    hit = np.array([gw for gw in recent.tolist() if gw in places], dtype=np.int64)
    at = np.array([places[gw] for gw in hit.tolist()]).reshape(-1, 2)
    near = np.full(len(cases), np.nan)
    for row, country in enumerate(cases.country.tolist()):
        if country in places:
            within = _distances(places[country], at) <= _NEAR_KM
            near[row] = float((within & (hit != country)).sum())
    return near


def _capitals(view: View) -> dict[int, tuple[float, float]]:
    """Return the place of each country's capital on the day; the latest where two overlap."""
    capitals = view["capitals"]
    open_still = np.isnat(capitals["end"])
    order = np.lexsort((capitals["latitude"][open_still], capitals["start"][open_still]))
    rows = zip(
        capitals["country"][open_still][order].tolist(),
        capitals["latitude"][open_still][order].tolist(),
        capitals["longitude"][open_still][order].tolist(),
        strict=True,
    )
    return {int(country): (latitude, longitude) for country, latitude, longitude in rows}


def _distances(one: tuple[float, float], others: Floats) -> Floats:
    """Return the great-circle distances of a place from others [km]."""
    latitude, longitude = np.radians(one)
    there = np.radians(others)
    half = (
        np.sin((there[:, 0] - latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(there[:, 0]) * np.sin((there[:, 1] - longitude) / 2) ** 2
    )
    distances: Floats = 2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return distances


def _yearly(view: View, cases: Cases, table: str, column: str, back: int = 1) -> Floats:
    """Return a column of the year before (or ``back`` years), not a number where not covered."""
    wanted = _year_of(view.day) - back
    source = view[table]
    rows = source["year"] == wanted
    found = dict(zip(source["country"][rows].tolist(), source[column][rows].tolist(), strict=True))
    return np.array([found.get(int(country), np.nan) for country in cases.country], dtype=float)


def polyarchy(view: View, cases: Cases) -> Floats:
    """Return the index of electoral democracy of the year before [1]."""
    return _yearly(view, cases, "democracy", "polyarchy")


def polyarchy_change(view: View, cases: Cases) -> Floats:
    """Return by how much that index moved in the three years before it [1]."""
    past = _yearly(view, cases, "democracy", "polyarchy", 4)
    return polyarchy(view, cases) - past


def conflict(view: View, cases: Cases) -> Floats:
    """Return 0, 1 or 2: no armed conflict, a minor one, a war in the country the year before."""
    level = _yearly(view, cases, "conflicts", "intensity")
    year = _year_of(view.day) - 1
    first, last = (_year_of(day) for day in view["conflicts"].covers)
    # A year that the source covers and does not name had no conflict.
    return np.where(np.isnan(level), 0.0 if first <= year <= last else np.nan, level)


def protests(view: View, cases: Cases) -> Floats:
    """Return the logarithm of one plus the protests of the past year, where protest is covered."""
    first, last = view["protests"].covers
    since = view.day - np.timedelta64(365, "D")
    if since < first or last < view.day - np.timedelta64(31, "D"):
        return np.full(len(cases), np.nan)
    return np.log1p(_counts(cases, view["protests"], since, view.day))


def campaigns(view: View, cases: Cases) -> Floats:
    """Return campaigns under way the year before, those begun that year included."""
    source = view["campaigns"]
    year = _year_of(view.day) - 1
    if not _year_of(source.covers[0]) <= year <= _year_of(source.covers[1]):
        return np.full(len(cases), np.nan)
    running = (source["first"] <= year) & ~(source["last"] < year)
    return np.array([(source["country"][running] == gw).sum() for gw in cases.country], dtype=float)


COVARIATES: dict[str, Covariate] = {
    "tenure": tenure,
    "age": age,
    "irregular_entry": irregular_entry,
    "regime_age": regime_age,
    **{name: _of_type(name) for name in _TYPES},
    "attempts_year": attempts_year,
    "attempts_five_years": attempts_five_years,
    "since_attempt": since_attempt,
    "exits_five_years": exits_five_years,
    "attempts_everywhere": attempts_everywhere,
    "attempts_near": attempts_near,
    "polyarchy": polyarchy,
    "polyarchy_change": polyarchy_change,
    "conflict": conflict,
    "campaigns": campaigns,
    "protests": protests,
}
"""Every covariate, by the name that a table of forecasts gives it."""
