r"""Rebellion and its police on a square: why a quiet crowd erupts, and rests, and erupts again.

Equations
---------
On a torus of ``size`` by ``size`` sites, in every tick all people act once, in a new random order:
each moves to a free site within ``vision`` [sites], and there a citizen is active iff

.. math:: H(1-L) - R\,P > T, \qquad P = 1 - \exp\left(-k\,g(C/A)\right)

with hardship H and risk aversion R even on (0, 1), C cops and A active citizens within sight, the
citizen herself one of them; g is the identity, or rounds down or to the nearest (``ratio_rule``).
A cop arrests one of the active within sight, off the square, for a term even on (0, J) [ticks];
whoever comes out stands on a random free site. The eight runs of the paper:

=== ===== ====== ==== === ============== ===== =========================================
run model vision L    J   citizens       cops
=== ===== ====== ==== === ============== ===== =========================================
1   I     1.7    .89  15  stay           .04   those afraid pretend
2   I     7      .82  30  move           .04   outbursts
3   I     7      .9   ∞   move           .074  L falls by .01 a tick, to .2
4   I     7      .9   ∞   move           .074  L falls to .7 in tick 77
5   I     7      .8   ∞   move           .074  one cop a tick goes home
6   II    1.7    .9   15  move           0     two groups live together
7   II    1.7    .8   15  move           0     one group removes the other
8   II    1.7    .8   15  move           .04   the same, with cops
=== ===== ====== ==== === ============== ===== =========================================

In model II an active citizen removes one of the other group within sight; everybody has offspring
of her own group and hardship with chance .05 a tick where a site within sight is free, and lives
for a time even on (0, 200). ``outbursts`` counts how often more than 50 become active, each until
fewer than 50 are; ``mean_wait`` [ticks] runs from an end to the next beginning, null without one;
``calm_share`` is that of ticks with fewer than 10 active, ``peak`` the most, ``mean_jailed`` the
mean number in jail: one number a seed. ``active`` has a list of all ticks a seed.

Limits
------
Without cops the active are those with H > T/(1-L): at L .82 a share of .4444. Run 2 by the printed
rule (identity) has no outbursts; rounding down gives the paper's picture, as it does in two other
codes, but with waits of about 20 ticks, not the 60 of the paper, which its own rule does not meet.
Half the sites less one bound the vision.

Source
------
Epstein (2002), doi:10.1073/pnas.092080199. From memory: the pace at which L falls in runs 3 and 4
and cops leave in run 5, chance and age in model II, and that the jailed leave the square. That L
ends at .2, and that one cop leaves a tick, is assumed.
"""

from __future__ import annotations

from math import floor
from typing import Any, NamedTuple

from interregnum.canonical.lattice.ground import FARTHEST
from interregnum.canonical.lattice.people import RATIO_RULES, Rules
from interregnum.canonical.lattice.play import Setting, play
from interregnum.canonical.lattice.runs import ENDLESS, RUNS, paths_of
from interregnum.canonical.shelf import CHOICE, NUMBER, WHOLE, Case, Key
from interregnum.errors import ScenarioError
from interregnum.kernels.scalar import Target

OUTBURST = 50
CALM = 10


_CLONING, _OLDEST = 0.05, 200.0


def _own(meaning: str, low: float, high: float) -> Key:
    """Return a number for which each run has its own."""
    return Key(kind=NUMBER, low=low, high=high, required=False, meaning=meaning)


KEYS = {
    "run": Key(
        kind=WHOLE, low=1, high=8, required=False, default=2, meaning="which run of the paper [1]"
    ),
    "ratio_rule": Key(
        kind=CHOICE,
        choices=RATIO_RULES,
        required=False,
        default="floor",
        meaning="what is made of the ratio of cops to active [1]",
    ),
    "steps": Key(
        kind=WHOLE,
        low=1,
        high=1_000_000,
        required=False,
        default=1000,
        meaning="how long each play is [ticks]",
    ),
    "seeds": Key(
        kind=WHOLE,
        low=1,
        high=10_000,
        required=False,
        default=1,
        meaning="how many plays, with seeds from 0 on [1]",
    ),
    "size": Key(kind=WHOLE, low=4, high=1000, required=False, default=40, meaning="side [sites]"),
    "legitimacy": _own("legitimacy L at the start; by default the run's [1]", 0.0, 1.0),
    "max_jail_term": _own("longest term J; by default the run's [ticks]", 0.0, ENDLESS),
    "vision": _own("how far everybody sees; by default the run's [sites]", 1.0, FARTHEST),
    "cop_density": _own("cops; by default the run's [share of sites]", 0.0, 1.0),
    "agent_density": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        required=False,
        default=0.7,
        meaning="citizens at the start [share of sites]",
    ),
    "threshold": Key(
        kind=NUMBER, required=False, default=0.1, meaning="net grievance T to rise [1]"
    ),
    "k": Key(kind=NUMBER, low=0.0, required=False, default=2.3, meaning="how cops deter, k [1]"),
}

# Acts above which compiling is worth while.
_MANY_ACTS = 3e4


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    run: int
    ratio_rule: str
    steps: int
    seeds: int
    size: int
    legitimacy: float | None
    max_jail_term: float | None
    vision: float | None
    cop_density: float | None
    agent_density: float
    threshold: float
    k: float


def usual_target(given: Inputs) -> Target:
    """Return where to play if nobody says: compiled, but for a few ticks.

    >>> usual_target(Inputs(2, "floor", 3, 1, 40, None, None, None, None, 0.7, 0.1, 2.3)).value
    'python'
    """
    acts = given.steps * given.seeds * given.size**2 * given.agent_density
    return Target.CPU if acts > _MANY_ACTS else Target.PYTHON


def _whole(share: float, sites: int) -> int:
    """Return a share of the sites as a whole number."""
    return int(floor(share * sites + 0.5))


def setting_of(given: Inputs) -> Setting:
    """Return what is played, the run's own values put in where none is given.

    Raises
    ------
    ScenarioError
        If people see round the square, or do not fit on it.
    """
    run = RUNS[given.run]
    vision = run.vision if given.vision is None else given.vision
    legitimacy = run.legitimacy if given.legitimacy is None else given.legitimacy
    term = run.max_jail_term if given.max_jail_term is None else given.max_jail_term
    sites = given.size**2
    cops = _whole(run.cop_density if given.cop_density is None else given.cop_density, sites)
    citizens = _whole(given.agent_density, sites)
    if 2 * int(vision) + 1 > given.size:
        msg = (
            f"epstein: vision = {vision:g} sees round a square of size = {given.size}; "
            f"give a vision below {(given.size + 1) // 2}, or a size of {2 * int(vision) + 1}"
        )
        raise ScenarioError(msg)
    if cops + citizens > sites:
        msg = (
            f"epstein: {cops} cops and {citizens} citizens do not fit on {sites} sites; give "
            "agent_density and cop_density with a sum of at most 1"
        )
        raise ScenarioError(msg)
    levels, duty = paths_of(run, legitimacy, cops, given.steps)
    rules = Rules(
        threshold=given.threshold,
        deterrence=given.k,
        longest_term=term,
        ratio_rule=RATIO_RULES.index(given.ratio_rule),
        citizens_move=int(run.citizens_move),
        groups=int(run.groups),
        cloning=_CLONING,
        oldest=_OLDEST,
    )
    return Setting(given.size, vision, cops, citizens, rules, levels, duty)


def outbursts_of(active: list[int]) -> tuple[int, float | None]:
    """Return how many outbursts a series has, and the mean wait between them [ticks].

    >>> outbursts_of([0, 51, 50, 49, 50, 0, 60, 70])
    (2, 3.0)
    """
    waits: list[int] = []
    count, ended, is_on = 0, -1, False
    for tick, number in enumerate(active):
        if not is_on and number > OUTBURST:
            count, is_on = count + 1, True
            if ended >= 0:
                waits.append(tick - ended)
        elif is_on and number < OUTBURST:
            ended, is_on = tick, False
    return count, sum(waits) / len(waits) if waits else None


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return what happened in each play.

    Raises
    ------
    ScenarioError
        If people see round the square, or do not fit on it.

    >>> from interregnum.canonical.shelf import solution_of
    >>> case = {"run": 6, "steps": 2, "size": 8}
    >>> solution_of("epstein", case)["active"]
    [[0, 0]]
    """
    setting = setting_of(given)
    courses = [play(target, setting, seed) for seed in range(given.seeds)]
    counted = [outbursts_of(course.active) for course in courses]
    steps = given.steps
    solution: dict[str, Any] = {
        "outbursts": [count for count, _ in counted],
        "peak": [max(course.active) for course in courses],
        "calm_share": [sum(n < CALM for n in course.active) / steps for course in courses],
        "mean_wait": [wait for _, wait in counted],
        "mean_jailed": [sum(course.jailed) / steps for course in courses],
        "active": [course.active for course in courses],
    }
    if setting.rules.groups == 1:
        solution["group_sizes"] = [[c.first[-1], c.second[-1]] for c in courses]
    return solution


_SOURCE = "Epstein 2002, doi:10.1073/pnas.092080199"
_BAND = f"{_SOURCE}, rounded down: the band of two other codes"


def _long(output: str, reference: float, tolerance: float, rule: str = "floor") -> Case:
    """Return a case of run 2 over 3000 ticks: the middle of a band, and half its width."""
    return Case(
        name=f"run 2, {rule}, 3000 ticks",
        inputs={"run": 2, "ratio_rule": rule, "steps": 3000},
        output=output,
        entry=0,
        reference=reference,
        tolerance=tolerance,
        source=_BAND,
        long=True,
    )


CASES = (
    Case(
        name="run 2 without cops, one tick",
        inputs={"run": 2, "cop_density": 0.0, "steps": 1},
        output="peak",
        entry=0,
        reference=1120 * 4 / 9,
        tolerance=66.5,
        source="our derivation: those with H > T/(1-L) of 1120, within 4 standard errors",
    ),
    Case(
        name="run 6, peace",
        inputs={"run": 6, "steps": 2},
        output="peak",
        reference=[0],
        tolerance=0.0,
        source=f"{_SOURCE}: nobody's grievance exceeds 1 - L = T",
    ),
    _long("outbursts", 112.5, 17.5),
    _long("peak", 330.0, 50.0),
    _long("calm_share", 0.64, 0.06),
    _long("mean_wait", 21.5, 4.5),
    _long("outbursts", 0.0, 0.0, "identity"),
    _long("peak", 25.0, 24.0, "identity"),
)
