"""A scenario as arrays: the parameter table, the road, switches and the horizon."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from interregnum.engine import draws
from interregnum.engine.generate import OPTIONS, SWITCH_INDEX, leading_parameters
from interregnum.errors import ScenarioError
from interregnum.kernels.random import name_address
from interregnum.scenario.parameters import DrawnParameter, parameter_table

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

SELECTIONS = {"focal": 0.0, "largest": 1.0, "smallest": 2.0}
_KINDS = {"fixed": draws.FIXED, "uniform": draws.UNIFORM, "log_uniform": draws.LOG_UNIFORM}


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
    forces
        Which parameters are the service and the other forces off the road.
    switches
        1 for each mechanism in use, 0 where switched off.
    places
        Names of the places, in order.
    horizon
        [d]
    """

    parameters: tuple[DrawnParameter, ...]
    table: tuple[float, ...]
    leg_index: tuple[float, ...]
    garrison_index: tuple[float, ...]
    hubs: tuple[float, ...]
    forces: tuple[float, ...]
    switches: tuple[float, ...]
    places: tuple[str, ...]
    horizon: int


def _options(scenario: Scenario) -> list[DrawnParameter]:
    values = (
        1.0 if scenario.mutiny.happens else 0.0,
        scenario.mutiny.onset_day.value,
        scenario.mutiny.onset_hour.value,
        SELECTIONS[scenario.selection],
    )
    units = ("1", "d", "h", "1")
    return [
        DrawnParameter(name, value, value, value, unit, "scenario option", "fixed", "")
        for name, value, unit in zip(OPTIONS, values, units, strict=True)
    ]


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


def plan_of(scenario: Scenario) -> Plan:
    """Return the plan of a scenario.

    Raises
    ------
    ScenarioError
        If a mechanism that cannot be missed is switched off, or the service that turns is the
        guard at the end of the road.
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
    parameters = [*declared, *_options(scenario), *own]
    index = {row.name: float(i) for i, row in enumerate(parameters)}
    service = f"force.{scenario.mutiny.service}"
    others = [f"force.{name}" for name in ("private_army", "front_army")]
    return Plan(
        parameters=tuple(parameters),
        table=tuple(_rows(parameters)),
        leg_index=tuple(index[f"place.{p.name}.leg"] for p in scenario.places),
        garrison_index=tuple(
            index["force.capital_guard" if p.capital else f"place.{p.name}.garrison"]
            for p in scenario.places
        ),
        hubs=tuple(1.0 if p.hub else 0.0 for p in scenario.places),
        forces=(index[service], *(index[n] for n in others if n != service)),
        switches=_switches(scenario),
        places=tuple(p.name for p in scenario.places),
        horizon=int(scenario.horizon.value),
    )
