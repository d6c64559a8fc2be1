r"""The emperor's dilemma: a norm that few believe in, and everybody enforces.

Equations
---------
``believers`` of ``size`` by ``size`` people hold a norm with strength 1; the others disbelieve it
with strengths even on (0, ``strongest``]. With N neighbours, whose enforcement is E and whose acts
are C, one with belief B (1 or -1) and strength S

- gives in, C = -B, iff :math:`-(B/N) \sum E > S`, and does as she believes otherwise;
- enforces what she does not believe iff :math:`-(B/N) \sum E > S + K`;
- enforces what she believes iff she does it and :math:`S\,W > K`,
  :math:`W = (1 - (B/N) \sum C) / 2`.

K is ``cost``. ``network`` is ``local`` (eight neighbours on a square without edges) or ``global``.
All begin as they believe, with nobody enforcing; in each round all decide once, in a new random
order, until a round changes nothing, or ``rounds`` are over. ``false_compliance`` is the share of
everybody who act as the norm wants without believing in it; ``false_enforcement`` of those who
enforce it, and ``true_enforcement`` of believers who do; ``settled`` says whether it came to rest,
``rounds_taken`` when: one entry a seed.

Limits
------
Globally, with 5 % believers, those disbelievers comply whose strength is below .05: .125 of all on
average, and none enforces. Locally the same believers make nearly everybody comply. Between, the
norm may go back and forth for ever.

Source
------
Centola, Willer and Macy (2005), doi:10.1086/427321 (rule and numbers from memory).
"""

from __future__ import annotations

from math import floor
from typing import Any, NamedTuple

from interregnum.canonical.lattice.norms import Town, moore_torus, outcome_of
from interregnum.canonical.shelf import CHOICE, NUMBER, WHOLE, Case, Key
from interregnum.kernels.scalar import Target

KEYS = {
    "believers": Key(
        kind=NUMBER, low=0.0, high=1.0, meaning="those who hold the norm [share of everybody]"
    ),
    "network": Key(
        kind=CHOICE,
        choices=("local", "global"),
        required=False,
        default="local",
        meaning="who meets whom [1]",
    ),
    "size": Key(kind=WHOLE, low=3, high=1000, required=False, default=25, meaning="side [persons]"),
    "strongest": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        required=False,
        default=0.38,
        meaning="the firmest disbeliever's strength [1]",
    ),
    "cost": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        required=False,
        default=0.125,
        meaning="cost of enforcing, K [1]",
    ),
    "rounds": Key(
        kind=WHOLE, low=1, high=1_000_000, required=False, default=1000, meaning="at most [rounds]"
    ),
    "seeds": Key(
        kind=WHOLE,
        low=1,
        high=10_000,
        required=False,
        default=1,
        meaning="how many towns, with seeds from 0 on [1]",
    ),
}
# Decisions above which compiling is worth while.
_MANY_DECISIONS = 1e5


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    believers: float
    network: str
    size: int
    strongest: float
    cost: float
    rounds: int
    seeds: int


def usual_target(given: Inputs) -> Target:
    """Return where to solve if nobody says: compiled, but for a few rounds.

    >>> usual_target(Inputs(0.05, "local", 25, 0.38, 0.125, 1000, 1)).value
    'cpu'
    """
    decisions = given.size**2 * min(given.rounds, 300) * given.seeds
    return Target.CPU if decisions > _MANY_DECISIONS else Target.PYTHON


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return what became of the norm in each town.

    >>> from interregnum.canonical.shelf import solution_of
    >>> case = {"believers": 0.05, "network": "global", "rounds": 20}
    >>> solution_of("emperor", case)["false_enforcement"]
    [0.0]
    """
    count = given.size**2
    neighbours = moore_torus(given.size) if given.network == "local" else None
    believers = int(floor(given.believers * count + 0.5))
    town = Town(count, believers, given.strongest, given.cost, neighbours)
    towns = [outcome_of(target, town, seed, given.rounds) for seed in range(given.seeds)]
    return {
        "false_compliance": [found.false_compliance for found in towns],
        "false_enforcement": [found.false_enforcement for found in towns],
        "true_enforcement": [found.true_enforcement for found in towns],
        "rounds_taken": [found.rounds for found in towns],
        "settled": [found.settled for found in towns],
    }


_SOURCE = "Centola, Willer and Macy 2005, doi:10.1086/427321 (from memory)"


def _case(network: str, output: str, reference: float, tolerance: float) -> Case:
    """Return a case of the published town with 5 per cent believers."""
    return Case(
        name=f"{network}, 5 % believers",
        inputs={"believers": 0.05, "network": network, "rounds": 40},
        output=output,
        entry=0,
        reference=reference,
        tolerance=tolerance,
        source=_SOURCE,
    )


CASES = (
    # One town of 625: the rule's mean is .125, four standard deviations of a town .053.
    _case("global", "false_compliance", 0.108, 0.053),
    _case("global", "false_enforcement", 0.0, 0.0),
    _case("local", "false_compliance", 0.65, 0.35),
)
