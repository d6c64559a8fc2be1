"""What a run does before its first day and beside its stages: the road, and the event log."""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.formulae.march import Road
from interregnum.kernels.scalar import scalar

_EVENT_WIDTH = 6
_MOST_EVENTS = 400
_FORCES = 0  # forces[0]: the service's parameter; the others add to the nominal strength


@scalar
def lay_road(
    road: Road, p: Any, leg_index: Any, garrison_index: Any, hubs: Any, forces: Any
) -> None:
    """Fill the road of a run from its parameters.

    Parameters
    ----------
    road
        Filled in place.
    p
        The run's parameters.
    leg_index, garrison_index
        For each place, which parameter is its road leg [km] and its garrison [persons].
    hubs
        1 where a place is a logistics hub.
    forces
        First the parameter that is the service's strength, then those of other forces that are
        not garrisons of a place on the road.
    """
    places = len(leg_index)
    nominal = 0.0
    for i in range(places):
        road.leg[i] = p[int(leg_index[i])]
        road.garrison[i] = p[int(garrison_index[i])]
        road.hub[i] = hubs[i]
        nominal += road.garrison[i]
    for i in range(len(forces)):
        nominal += p[int(forces[i])]
    road.totals[0] = float(places)
    road.totals[1] = nominal
    road.totals[2] = p[int(forces[_FORCES])]


class Line(NamedTuple):
    """One line of the event log."""

    run: int
    day: int
    hour: float
    place: float
    code: float
    size: float


@scalar
def record(events: Any, r: int, logged: int, line: Line) -> int:
    """Write a line of the event log and return how many the run has; beyond the room, count."""
    if logged < _MOST_EVENTS:
        at = (r * _MOST_EVENTS + logged) * _EVENT_WIDTH
        events[at] = float(line.run)
        events[at + 1] = float(line.day)
        events[at + 2] = line.hour
        events[at + 3] = line.place
        events[at + 4] = line.code
        events[at + 5] = line.size
    return logged + 1
