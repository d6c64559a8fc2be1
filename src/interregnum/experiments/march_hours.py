"""The march by hours: when columns come to the places on the road, and how they end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.errors import ScenarioError
from interregnum.experiments.outcomes import ENDINGS, Weights

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.scenario.schema import Scenario

SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
TRACKS = 200
STOPS = ("deal", "surrender", "beaten")
Hours = npt.NDArray[np.float64]


class Stop(NamedTuple):
    """A place on the road: how far from the capital [km], and when columns came to it.

    ``taken`` and ``held`` are shares of the columns that set out; ``hours`` are the quantiles
    ``SHARES`` of the hour of arrival since the onset [h], None where no column came.
    """

    place: str
    distance: float
    taken: float
    held: float
    hours: tuple[float, ...] | None


class Sighting(NamedTuple):
    """A row of the timeline that can be laid on the march: hours since the onset, distance from
    the capital [km] (None where the row names none), words, and whether it is imposed."""

    hours: float
    distance: tuple[float, float] | None
    text: str
    imposed: bool


class March(NamedTuple):
    """Columns that set out, the places, single tracks (hours, km) and how columns ended.

    ``ends`` holds for each ending the sorted hours since the onset [h] and the share of columns
    that had so ended by then [1].
    """

    columns: int
    runs: int
    stops: tuple[Stop, ...]
    tracks: tuple[tuple[Hours, Hours], ...]
    ends: dict[str, tuple[Hours, Hours]]


class _Column(NamedTuple):
    run: int
    places: tuple[tuple[str, float, bool], ...]
    ending: str
    hours: float


def march_by_hours(
    runs: pd.DataFrame,
    events: pd.DataFrame,
    scenario: Scenario,
    weights: Sequence[float] | None = None,
) -> March:
    """Return when each run's first column came where.

    Parameters
    ----------
    runs, events
        As in ``runs.parquet`` and ``events.parquet``.
    scenario
        With the places on the road.
    weights
        Of each run, where runs are conditioned on what was observed.

    Raises
    ------
    ScenarioError
        If no column set out in any run.
    """
    distances = road_distances(scenario)
    columns = _columns_of(events, scenario.places[-1].name)
    if not columns:
        msg = (
            f"{scenario.scenario}: no column set out in any of {len(runs)} runs, so there is no "
            "march to draw; let mutiny.happens be true, or draw outcomes or fans"
        )
        raise ScenarioError(msg)
    values = Weights(weights, len(runs)).values
    weight = {int(run): float(w) for run, w in zip(runs["run"], values, strict=True)}
    mass = np.array([weight[column.run] for column in columns])
    total = mass.sum()
    mass = mass / total if total > 0.0 else np.full(len(columns), 1.0 / len(columns))
    start = distances["start"]
    tracks = tuple(
        (
            np.array([0.0, *(hour for _, hour, _ in column.places)]),
            np.array([start, *(distances[place] for place, _, _ in column.places)]),
        )
        for column in columns[:TRACKS]
    )
    stops = tuple(_stop(p.name, distances[p.name], columns, mass) for p in scenario.places)
    return March(len(columns), len(runs), stops, tracks, _ends(columns, mass))


def road_distances(scenario: Scenario) -> dict[str, float]:
    """Return the distance of each place from the capital along the road [km], and of the start.

    Legs count with their central values.
    """
    left, found = 0.0, {}
    for place in reversed(scenario.places):
        found[place.name] = left
        left += float(place.leg.value)
    found["start"] = left
    return found


def _columns_of(events: pd.DataFrame, capital: str) -> list[_Column]:
    """Return the first column of each run that had one."""
    wanted = ("mutiny_begins", "place_taken", "place_held", *STOPS)
    mine = events[events["event"].isin(wanted)]
    timed = 24.0 * mine["day"].astype(float) + mine["hour"].astype(float)
    rows: dict[int, list[tuple[str, Any, float]]] = {}
    columns = (mine["run"], mine["event"], mine["place"], timed)
    for run, event, place, hour in zip(*columns, strict=True):
        rows.setdefault(int(run), []).append((str(event), place, float(hour)))
    return [_first_column(run, lines, capital) for run, lines in rows.items()]


def _first_column(run: int, lines: list[tuple[str, Any, float]], capital: str) -> _Column:
    onset = lines[0][2]
    places: list[tuple[str, float, bool]] = []
    for event, place, hour in lines[1:]:
        if event == "mutiny_begins":
            break
        since = hour - onset
        if event in STOPS:
            return _Column(run, tuple(places), event, since)
        places.append((str(place), since, event == "place_taken"))
        if event == "place_taken" and place == capital:
            return _Column(run, tuple(places), "capital_taken", since)
    last = places[-1][1] if places else 0.0
    return _Column(run, tuple(places), "on_road", last)


def _stop(place: str, distance: float, columns: list[_Column], mass: Hours) -> Stop:
    """Return when the columns came to a place."""
    came, weight, taken, held = [], [], 0.0, 0.0
    for column, share in zip(columns, mass, strict=True):
        for name, hour, fell in column.places:
            if name == place:
                came.append(hour)
                weight.append(share)
                taken += share if fell else 0.0
                held += 0.0 if fell else share
    if not came or sum(weight) <= 0.0:
        return Stop(place, distance, taken, held, None)
    order = np.argsort(came, kind="stable")
    reached = np.cumsum(np.array(weight)[order])
    at = np.searchsorted(reached, np.array(SHARES) * reached[-1] * (1.0 - 1e-12))
    hours = tuple(float(hour) for hour in np.array(came)[order][at])
    return Stop(place, distance, min(taken, 1.0), min(held, 1.0), hours)


def _ends(columns: list[_Column], mass: Hours) -> dict[str, tuple[Hours, Hours]]:
    """Return how columns ended and when, ending by ending."""
    found = {}
    for ending in ENDINGS:
        picked = [
            (c.hours, share) for c, share in zip(columns, mass, strict=True) if c.ending == ending
        ]
        if picked and ending != "on_road":
            hours, shares = np.array(sorted(picked)).T
            if shares.sum() > 0.0:
                found[ending] = (hours, np.cumsum(shares))
    return found


def sightings(scenario: Scenario, last: float) -> tuple[Sighting, ...]:
    """Return the rows of the timeline that say where the column was, or that it turned.

    Parameters
    ----------
    scenario
        With a scheduled mutiny and a timeline.
    last
        Rows later than this many hours after the onset are left out [h].

    Notes
    -----
    A row counts if its unit is km, which is read as a distance from the capital, if it is the
    capture of a place on the road, or if it is a deal.
    """
    if not scenario.mutiny.happens:
        return ()
    distances = road_distances(scenario)
    onset = 24.0 * scenario.mutiny.onset_day.value + scenario.mutiny.onset_hour.value
    found = []
    for row in scenario.timeline:
        since = (row.time - scenario.start).total_seconds() / 3600.0 - onset
        where = None
        if row.unit == "km" and row.low is not None and row.high is not None:
            where = (float(row.low), float(row.high))
        elif row.kind == "capture" and row.place in distances:
            where = (distances[row.place], distances[row.place])
        elif row.kind != "deal":
            continue
        if 0.0 <= since <= last:
            name = row.place if where is not None and row.place in distances else row.kind
            found.append(Sighting(since, where, name, row.role == "imposed"))
    return tuple(found)
