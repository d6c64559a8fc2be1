"""What stands in the loop's list of parameters: those of mechanisms, then a scenario's options."""

from __future__ import annotations

from interregnum.declare import parameters_of
from interregnum.mechanisms import MECHANISMS

# What every scenario states by options rather than by parameters of mechanisms.
OPTIONS = (
    "scenario.mutiny_happens",
    "scenario.onset_day",
    "scenario.onset_hour",
    "scenario.mutiny_end",
    "scenario.state_pay",
    "scenario.selection",
    "scenario.expectation",
    "scenario.structure",
    "scenario.private_memory",
    "scenario.armed",
    "scenario.unarmed",
    "scenario.war",
    "scenario.sanctions",
    "scenario.ruler_visible",
    "scenario.elections",
    "scenario.population",
    "scenario.year",
    "scenario.aftermath",
    "scenario.deal_place",
    "scenario.capital_region",
)


def leading_parameters() -> tuple[str, ...]:
    """Return the parameters with a fixed place in every run's list: of mechanisms, then options.

    A scenario's own forces and places follow; their number differs, so the loop is told.
    """
    declared = [row.name for mechanism in MECHANISMS for row in parameters_of(mechanism)]
    return (*declared, *OPTIONS)
