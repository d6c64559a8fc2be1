"""A scenario as arrays: the parameter table, the road, switches and the horizon."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

from interregnum.engine import draws
from interregnum.engine.generate import SWITCH_INDEX
from interregnum.engine.options import OPTIONS, leading_parameters
from interregnum.engine.posterior import Draws, draws_of
from interregnum.errors import ScenarioError
from interregnum.kernels.random import name_address
from interregnum.scenario.fitted import POSTERIOR
from interregnum.scenario.imposed import imposed_steps
from interregnum.scenario.parameters import DrawnParameter, parameter_table

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

SELECTIONS = {"focal": 0.0, "largest": 1.0, "smallest": 2.0}
ENDS = {"by_rule": 0.0, "stand_down": 1.0, "defeat": 2.0, "win": 3.0}
WARS = {"none": 0.0, "hazard": 1.0, "lanchester": 2.0}
STRUCTURES = {"reference": 0.0, "social": 1.0, "enforced": 2.0}
EXPECTATIONS = {"equilibrium": 0.0, "adaptive": 1.0}
MEMORIES = {"none": 0.0, "accumulated": 1.0}
# A case without a table of regions is contested in this many equal ones.
REGIONS_OF_NO_TABLE = 10
_KINDS = {
    "fixed": draws.FIXED,
    "uniform": draws.UNIFORM,
    "log_uniform": draws.LOG_UNIFORM,
    "normal": draws.NORMAL,
    # Stands at its median until the run's row of the posterior is put there.
    POSTERIOR: draws.FIXED,
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Plan:
    """What the loop needs of a scenario, as tuples of numbers.

    Parameters
    ----------
    parameters
        The parameters in the loop's order: of mechanisms, options, forces and places.
    table
        The same as rows for drawing (see :mod:`interregnum.engine.draws`), flat.
    leg_index, garrison_index
        For each place, which parameter is its road leg and its garrison.
    hubs
        1 where a place is a logistics hub.
    imposed, imposed_ease
        For each place, 1 where its fall is imposed, and the ease of it, -1 where drawn by rule.
    forces
        Which parameters are the service, the front army and the other forces off the road.
    region_share
        Share of the population in each region.
    region_codes, region_people
        ISO 3166-2 code and inhabitants of each region [persons]; empty without a table of them.
    road_region
        For each place, the number of its region; -1 without a table of regions.
    switches
        1 for each mechanism in use, 0 where switched off.
    places
        Names of the places, in order.
    horizon
        [d]
    posterior
        What runs draw of fitted parameters; None where all are drawn from their own ranges.
    """

    parameters: tuple[DrawnParameter, ...]
    table: tuple[float, ...]
    leg_index: tuple[float, ...]
    garrison_index: tuple[float, ...]
    hubs: tuple[float, ...]
    imposed: tuple[float, ...]
    imposed_ease: tuple[float, ...]
    region_share: tuple[float, ...]
    region_codes: tuple[str, ...]
    region_people: tuple[int, ...]
    road_region: tuple[float, ...]
    forces: tuple[float, ...]
    switches: tuple[float, ...]
    places: tuple[str, ...]
    horizon: int
    posterior: Draws | None = None


def _flag(switch: bool) -> float:
    return 1.0 if switch else 0.0


def _decimal_year(start: datetime) -> float:
    """Return a date as a year with its fraction.

    >>> _decimal_year(datetime(2000, 7, 1))
    2000.4972677595629
    """
    first, after = datetime(start.year, 1, 1), datetime(start.year + 1, 1, 1)
    return start.year + (start - first) / (after - first)


def _capital_region(scenario: Scenario) -> int:
    """Return the number of the region in which the march ends."""
    if scenario.regions is None:
        return 0
    return _region_codes(scenario).index(str(scenario.places[-1].region))


def _region_codes(scenario: Scenario) -> tuple[str, ...]:
    rows = () if scenario.regions is None else scenario.regions.rows
    return tuple(row.iso_3166_2 for row in rows)


def _region_people(scenario: Scenario) -> tuple[int, ...]:
    rows = () if scenario.regions is None else scenario.regions.rows
    return tuple(row.population for row in rows)


def _road_regions(scenario: Scenario) -> tuple[float, ...]:
    """Return for each place the number of its region, -1 where regions have no names."""
    codes = _region_codes(scenario)
    return tuple(
        float(codes.index(str(place.region))) if codes else -1.0 for place in scenario.places
    )


def _region_shares(scenario: Scenario) -> tuple[float, ...]:
    """Return each region's share of the population."""
    if scenario.regions is None:
        return (1.0 / REGIONS_OF_NO_TABLE,) * REGIONS_OF_NO_TABLE
    people = [float(row.population) for row in scenario.regions.rows]
    return tuple(number / sum(people) for number in people)


def _options(scenario: Scenario, deal_place: int) -> list[DrawnParameter]:
    """Return the options as fixed parameters, in the loop's order."""
    values: dict[str, tuple[float, str]] = {
        "mutiny_happens": (_flag(scenario.mutiny.happens), "1"),
        "onset_day": (scenario.mutiny.onset_day.value, "d"),
        "onset_hour": (scenario.mutiny.onset_hour.value, "h"),
        "mutiny_end": (ENDS[scenario.mutiny.end], "1"),
        "state_pay": (_flag(scenario.mutiny.state_pay), "1"),
        "selection": (SELECTIONS[scenario.selection], "1"),
        "expectation": (EXPECTATIONS[scenario.expectation], "1"),
        "structure": (STRUCTURES[scenario.structure], "1"),
        "private_memory": (MEMORIES[scenario.private_memory], "1"),
        "armed": (_flag(scenario.channels.armed), "1"),
        "unarmed": (_flag(scenario.channels.unarmed), "1"),
        "war": (WARS[scenario.war], "1"),
        "sanctions": (_flag(scenario.sanctions), "1"),
        "ruler_visible": (_flag(scenario.ruler.visible), "1"),
        "elections": (_flag(scenario.elections), "1"),
        "population": (scenario.people, "persons"),
        "year": (_decimal_year(scenario.start), "yr"),
        "aftermath": (scenario.aftermath.value, "d"),
        "deal_place": (float(deal_place), "1"),
        "capital_region": (float(_capital_region(scenario)), "1"),
    }
    rows = []
    for name in OPTIONS:
        value, unit = values[name.removeprefix("scenario.")]
        rows.append(DrawnParameter(name, value, value, value, unit, "scenario option", "fixed", ""))
    return rows


def _rows(parameters: list[DrawnParameter]) -> list[float]:
    """Return the parameter table as flat rows for drawing."""
    simplexes: dict[str, int] = {}
    flat: list[float] = []
    for row in parameters:
        low, simplex = row.low, -1.0
        kind = _KINDS.get(row.draw, draws.DIRICHLET)
        if kind == draws.DIRICHLET:
            _, name, concentration = row.draw.split(":")
            low = float(concentration)
            simplex = float(simplexes.setdefault(name, len(simplexes)))
        words = name_address(row.name)
        flat += [kind, row.value, low, row.high, float(words[0]), float(words[1]), simplex]
    return flat


def _switches(scenario: Scenario) -> tuple[float, ...]:
    switches = [1.0] * len(SWITCH_INDEX)
    for name in scenario.mechanisms.off:
        if name == "start":
            msg = (
                f"{scenario.scenario}: mechanisms.off names start, but without it no ruler enters; "
                "leave it on"
            )
            raise ScenarioError(msg)
        switches[SWITCH_INDEX[name]] = 0.0
    return tuple(switches)


def plan_of(scenario: Scenario, *, drawing: bool = True) -> Plan:
    """Return the plan of a scenario.

    Parameters
    ----------
    scenario
        The case.
    drawing
        Whether runs will be drawn; to look at a plan, no posterior needs to be at hand.

    Raises
    ------
    ScenarioError
        If a mechanism that cannot be missed is switched off, the service that turns is the guard
        at the end of the road, or the posterior that is drawn from is not at hand.
    """
    if scenario.mutiny.service == "capital_guard":
        msg = (
            f"{scenario.scenario}: mutiny.service = capital_guard cannot march on the capital "
            "that it guards; name private_army or front_army"
        )
        raise ScenarioError(msg)
    table = {row.name: row for row in parameter_table(scenario)}
    leading = set(leading_parameters())
    own = [row for name, row in table.items() if name not in leading]
    declared = [table[name] for name in leading_parameters() if name not in OPTIONS]
    imposed, imposed_ease, deal_place = imposed_steps(scenario)
    parameters = [*declared, *_options(scenario, deal_place), *own]
    positions = {row.name: i for i, row in enumerate(parameters)}
    index = {name: float(i) for name, i in positions.items()}
    service = f"force.{scenario.mutiny.service}"
    others = ("force.private_army",) if service != "force.private_army" else ()
    return Plan(
        parameters=tuple(parameters),
        table=tuple(_rows(parameters)),
        leg_index=tuple(index[f"place.{p.name}.leg"] for p in scenario.places),
        garrison_index=tuple(
            index["force.capital_guard" if p.capital else f"place.{p.name}.garrison"]
            for p in scenario.places
        ),
        hubs=tuple(1.0 if p.hub else 0.0 for p in scenario.places),
        imposed=tuple(imposed),
        imposed_ease=tuple(imposed_ease),
        region_share=_region_shares(scenario),
        region_codes=_region_codes(scenario),
        region_people=_region_people(scenario),
        road_region=_road_regions(scenario),
        forces=(index[service], index["force.front_army"], *(index[n] for n in others)),
        switches=_switches(scenario),
        places=tuple(p.name for p in scenario.places),
        horizon=int(scenario.horizon.value),
        posterior=draws_of(scenario, positions) if drawing else None,
    )
