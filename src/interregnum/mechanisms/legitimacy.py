r"""Failed attempts and a broken front cost the ruler legitimacy; attempts may also rally people.

Equations
---------
E3: :math:`L_{t+1} = L_t + \rho_L(\bar L - L_t)\Delta - \sum\Delta L_e + \Delta L_{rally}`; what a
poll shows is :math:`Q_t = L_t + (1 - L_t) f_0 (1 - h_t)/(1 - h_0)`: the dissatisfied who are
afraid to say so are fewer when the ruler's exit looks likelier.

Reads
-----
Legitimacy, yesterday's failed coups and survived mass attacks, a front that breaks today, the
exit hazard.

Writes
------
Legitimacy and expressed support.

Limits
------
War support, which the same equation drives, has a mechanism of its own. A broken front rallies
nobody. Legitimacy stays in [0, 1].

Source
------
The reference model's own; preference falsification as in Kuran (1991), doi:10.2307/2010422.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, State
from interregnum.kernels.random import PURPOSE_RALLY, Address, draw_uniform
from interregnum.kernels.scalar import scalar


class Params(NamedTuple):
    """Where legitimacy rests, how fast it returns, and what moves it."""

    rest: Annotated[float, Param("1", 0.4, 0.8, "assumed", "L_0 = L̄")] = 0.6
    return_rate: Annotated[float, Param("1/yr", 0.5, 20.0, "assumed", "ρ_L", "log_uniform")] = 2.0
    coup_cost: Annotated[float, Param("1", 0.0, 0.06, "assumed ±100 %", "ΔL coup")] = 0.03
    mass_cost: Annotated[float, Param("1", 0.0, 0.04, "assumed ±100 %", "ΔL mass")] = 0.02
    front_cost: Annotated[float, Param("1", 0.0, 0.2, "assumed ±100 %", "ΔL front")] = 0.1
    rally_gain: Annotated[float, Param("1", 0.0, 0.1, "assumed ±100 %", "ΔL rally")] = 0.05
    rally_probability: Annotated[float, Param("1", 0.0, 0.6, "assumed ±100 %", "P(rally)")] = 0.3
    falsification: Annotated[
        float, Param("1", 0.0, 0.9, "assumed: open; the sign of news depends on it", "f_0")
    ] = 0.6


class Reads(NamedTuple):
    """What the rule needs."""

    level: Annotated[float, State("legitimacy.level", previous=True)]
    failed_coup: Annotated[float, State("attempts.failed_coup", previous=True)]
    failed_mutiny: Annotated[float, State("mutiny.failed", previous=True)]
    survived_mass: Annotated[float, State("attempts.survived_mass", previous=True)]
    front_breaks: Annotated[float, State("war.breaks")]
    exit_hazard: Annotated[float, State("elites.exit_hazard", previous=True)]
    exit_hazard_start: Annotated[float, State("elites.exit_hazard_start", previous=True)]


class Writes(NamedTuple):
    """What the rule sets."""

    level: Annotated[float, State("legitimacy.level")]
    expressed: Annotated[float, State("legitimacy.expressed_support")]


@scalar
def legitimacy_after(level: float, rest: float, return_rate: float, change: float) -> float:
    """Return legitimacy after one day with a change by events, within [0, 1].

    >>> legitimacy_after(0.6, 0.6, 2.0, 0.0)
    0.6
    """
    moved = level + return_rate * (rest - level) / 365.0 + change
    return min(max(moved, 0.0), 1.0)


@scalar
def expressed_support(level: float, falsification: float, hazard: float, start: float) -> float:
    """Return the share that a poll would show in support.

    >>> round(expressed_support(0.6, 0.6, 0.1, 0.1), 12)
    0.84
    """
    fear = min((1.0 - hazard) / max(1.0 - start, 1e-12), 1.0 / max(falsification, 1e-12))
    return min(level + (1.0 - level) * falsification * fear, 1.0)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Move legitimacy by one day and say what a poll would show."""
    if at.day < 0:
        return Writes(params.rest, expressed_support(params.rest, params.falsification, 0.0, 0.0))
    change = 0.0
    failed = reads.failed_coup > 0.0 or reads.failed_mutiny > 0.0
    if failed:
        change -= params.coup_cost
    if reads.survived_mass > 0.0:
        change -= params.mass_cost
    if reads.front_breaks > 0.0:
        change -= params.front_cost
    if failed or reads.survived_mass > 0.0:
        if draw_uniform(at, 0, PURPOSE_RALLY) < params.rally_probability:
            change += params.rally_gain
    level = legitimacy_after(reads.level, params.rest, params.return_rate, change)
    start = reads.exit_hazard_start
    return Writes(level, expressed_support(level, params.falsification, reads.exit_hazard, start))


MECHANISM = Mechanism(
    name="legitimacy",
    equation="E3",
    title="Failed attempts cost legitimacy or rally people",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C10", "C12", "C19"),
)
