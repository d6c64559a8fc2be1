"""Options of a scenario: which channels are open, which war is fought, what people expect.

An option is a switch or a word, not a number that ensembles draw: it names the structure that is
run. Each has a default, so a scenario states only what differs.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from interregnum.scenario.quantity import Frozen, Quantity, Switch, fault, measured_in

SHORTEST_AFTERMATH = 910.0
LONGEST_AFTERMATH = 3652.0
AFTERMATH: dict[str, Any] = {
    "value": 913.0,
    "unit": "d",
    "range": (SHORTEST_AFTERMATH, LONGEST_AFTERMATH),
    "draw": "fixed",
    "source": "assumed: 24 months and 180 days, as the tree of outcome classes asks",
}


def _is_one_span_of_whole_days(quantity: Quantity) -> Quantity:
    """Refuse a span that differs between runs or ends within a day."""
    if quantity.draw != "fixed":
        raise fault("is not drawn; write draw: fixed", "draw")
    if quantity.value != int(quantity.value):
        raise fault("must be a whole number of days", "value")
    return quantity


def _is_one_count_of_persons(quantity: Quantity) -> Quantity:
    """Refuse a population that differs between runs."""
    if quantity.draw != "fixed":
        raise fault("is the same in all runs; write draw: fixed", "draw")
    if quantity.value != int(quantity.value):
        raise fault("must be a whole number of persons", "value")
    return quantity


War = Literal["none", "hazard", "lanchester"]
Structure = Literal["reference", "social", "enforced"]
Expectation = Literal["equilibrium", "adaptive"]
PrivateMemory = Literal["none", "accumulated"]
End = Literal["by_rule", "stand_down", "defeat", "win"]
Aftermath = Annotated[
    Quantity,
    AfterValidator(_is_one_span_of_whole_days),
    AfterValidator(measured_in("d", SHORTEST_AFTERMATH, LONGEST_AFTERMATH)),
]
Population = Annotated[
    Quantity,
    AfterValidator(_is_one_count_of_persons),
    AfterValidator(measured_in("persons", 1000.0, 1e10)),
]


class Channels(Frozen):
    """The two ways in which a ruler is challenged.

    Parameters
    ----------
    armed
        ``False``: no mutiny, no war and no returning fighters.
    unarmed
        ``False``: no citizens' opportunities and no elections.
    """

    armed: Switch = True
    unarmed: Switch = True


class Ruler(Frozen):
    """The ruler in a crisis.

    Parameters
    ----------
    visible
        Whether he shows himself, and so publishes a signal of strength.
    """

    visible: Switch = True


class PrivateArmy(Frozen):
    """The private army.

    Parameters
    ----------
    exists
        ``False``: its strength is 0, so that it is in nobody's way and cannot mutiny.
    """

    exists: Switch = True
