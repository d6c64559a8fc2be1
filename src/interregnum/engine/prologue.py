"""What a run does before its first day and beside its stages: the road, and the event log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from interregnum.engine.territory import (
    count_crowd,
    count_holders,
    evening_of_horizon,
    farther,
    places_held,
    two_years_after,
)
from interregnum.formulae.factions import Factions, Regions
from interregnum.formulae.march import Road
from interregnum.kernels.scalar import scalar

_EVENT_WIDTH = 6
_SERVICE = 0
_FRONT = 1


class Layout(NamedTuple):
    """Where the road's numbers stand among a run's parameters, and what is imposed on it.

    ``leg_index`` and ``garrison_index`` say for each place which parameter is its road leg [km]
    and its garrison [persons]; ``hubs`` is 1 at a logistics hub; ``imposed`` and ``imposed_ease``
    are those of :class:`~interregnum.formulae.march.Road`; ``forces`` holds the parameters of the
    service, of the front army, and then of other forces that are no garrison on the road.
    """

    leg_index: Any
    garrison_index: Any
    hubs: Any
    imposed: Any
    imposed_ease: Any
    forces: Any


@scalar
def lay_road(road: Road, p: Any, layout: Layout, deal_place: float) -> None:
    """Fill the road of a run from its parameters.

    Parameters
    ----------
    road
        Filled in place.
    p
        The run's parameters.
    layout
        Where to find them.
    deal_place
        Place after which an imposed deal ends the column; -1 for none.
    """
    places = len(layout.leg_index)
    nominal = 0.0
    for i in range(places):
        road.leg[i] = p[int(layout.leg_index[i])]
        road.garrison[i] = p[int(layout.garrison_index[i])]
        road.hub[i] = layout.hubs[i]
        road.imposed[i] = layout.imposed[i]
        road.imposed_ease[i] = layout.imposed_ease[i]
        nominal += road.garrison[i]
    service = int(layout.forces[_SERVICE])
    front = int(layout.forces[_FRONT])
    # The service that turns may be the front army itself; it counts once.
    nominal += p[service]
    if front != service:
        nominal += p[front]
    for i in range(2, len(layout.forces)):
        nominal += p[int(layout.forces[i])]
    road.totals[0] = float(places)
    road.totals[1] = nominal
    road.totals[2] = p[service]
    road.totals[3] = p[front]
    road.totals[4] = deal_place


@scalar
def lay_regions(regions: Regions, share: Any, capital: float) -> None:
    """Fill the regions of a run: their shares of the population, held by the incumbent."""
    for i in range(len(share)):
        regions.share[i] = share[i]
        regions.holder[i] = 0.0
    regions.totals[0] = float(len(share))
    regions.totals[1] = capital


@scalar
def clear_factions(factions: Factions) -> None:
    """Forget the factions of the run before."""
    for k in range(len(factions.armed)):
        factions.armed[k] = 0.0
        factions.armed_start[k] = 0.0
        factions.mobilised[k] = 0.0
        factions.elite[k] = 0.0
        factions.preparation[k] = 0.0
        factions.external[k] = 0.0
        factions.recognised[k] = 0.0
        factions.resource[k] = 0.0
        factions.chance[k] = 0.0
        factions.optimism[k] = 0.0
        factions.party[k] = 0.0
        factions.control[k] = 0.0
    for f in range(len(factions.choice)):
        factions.choice[f] = 0.0


@scalar
def bin_of(value: float, low: float, scale: float) -> int:
    """Return which of 256 bins a value falls into; the end bins hold what lies beyond.

    >>> bin_of(0.5, 0.0, 256.0), bin_of(-3.0, 0.0, 256.0), bin_of(1e30, 0.0, 256.0)
    (128, 0, 255)
    """
    return int(min(max((value - low) * scale, 0.0), 255.0))


@scalar
def tally(histogram: Any, cell: int) -> None:
    """Count one run more in a cell."""
    histogram[cell] += 1


@scalar
def regular_mode(conceded: float, handover: float) -> float:
    """Return how a regular exit is coded (gwf_fail_type), 0 where it is no breakdown.

    An incumbent who concedes an election is 2; a hand-over by an election in which none runs is 3;
    a death or a succession otherwise changes the ruler and not the regime.

    >>> regular_mode(1.0, 0.0), regular_mode(0.0, 1.0), regular_mode(0.0, 0.0)
    (2.0, 3.0, 0.0)
    """
    if conceded > 0.0:
        return 2.0
    return 3.0 if handover > 0.0 else 0.0


class Line(NamedTuple):
    """One line of the event log."""

    run: int
    day: int
    hour: float
    place: float
    code: float
    size: float


@scalar
def record(events: Any, room: int, r: int, logged: int, line: Line) -> int:
    """Write a line of the event log and return how many the run has; beyond the room, count."""
    if logged < room:
        at = (r * room + logged) * _EVENT_WIDTH
        events[at] = float(line.run)
        events[at + 1] = float(line.day)
        events[at + 2] = line.hour
        events[at + 3] = line.place
        events[at + 4] = line.code
        events[at + 5] = line.size
    return logged + 1


# What the generated text calls besides the stages' rules.
BESIDE_THE_STAGES: tuple[Callable[..., Any], ...] = (
    Layout,
    lay_road,
    lay_regions,
    clear_factions,
    bin_of,
    tally,
    regular_mode,
    Line,
    record,
    farther,
    places_held,
    evening_of_horizon,
    two_years_after,
    count_holders,
    count_crowd,
)
