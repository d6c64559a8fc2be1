r"""Two armies wear each other down at the front, until one day it breaks.

Equations
---------
E11, mode ``hazard``: the front breaks once, at a constant hazard; the armies stand still, and
the share :math:`bB/A` of the own army is lost each day. Mode ``lanchester``:
:math:`dA = -bB + \rho_A`, :math:`dB = -aA + \rho_B(1 + x_{ext})`, with a = b and
:math:`\rho_A = \rho_B`, by the exact daily transition: the sum of the armies decays and their
difference grows, each towards or from its own resting point. The front breaks when
:math:`A/A_0 < \rho_{break}` or the share of units that would act exceeds :math:`d_{break}`.

Reads
-----
Both armies, whether the front is broken, the units that would act, fighters who have come home,
and the front army's strength at the start.

Writes
------
Both armies, the share lost today, and the break.

Limits
------
One front, one break, no victory: the opponent's army may reach zero and be raised again. Men
lost count against the army that stood in the morning, replaced or not. After the break there is
no front: nobody is lost at it, and the own army shrinks by those who come home. The front's
strength does not enter the loyal share of all services.

Source
------
F. W. Lanchester, Aircraft in Warfare (1916, from memory); the numbers are the model's own.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.march import Road
from interregnum.kernels.random import PURPOSE_FRONT_BREAK, Address, draw_uniform
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

LANCHESTER = 2.0
FRONT_ARMY = 3  # its place in the road's totals


class Params(NamedTuple):
    """How the war goes."""

    break_rate: Annotated[
        float,
        Param("1/yr", 0.05, 0.5, "assumed: no open counts", "front hazard", "uniform",
              "hazard of a broken front in mode hazard"),
    ] = 0.25  # fmt: skip
    opponent_ratio: Annotated[
        float,
        Param("1", 0.5, 1.5, "assumed", "B_0/A_0", "uniform",
              "the opponent's army at the start, relative to the own"),
    ] = 1.0  # fmt: skip
    attrition: Annotated[
        float,
        Param("1/d", 0.00002, 0.002, "assumed: value of the model text, range ours",
              "front Lanchester a = b", "log_uniform",
              "men that one man of the other army puts out of action a day"),
    ] = 0.0002  # fmt: skip
    reinforcement: Annotated[
        float,
        Param("persons/d", 0.0, 600.0, "assumed: value of the model text, range ours",
              "ρ_A = ρ_B", "uniform", "men who join either army each day"),
    ] = 300.0  # fmt: skip
    break_share: Annotated[
        float,
        Param("1", 0.3, 0.7, "assumed: value of the model text, range ours", "ρ_break",
              "uniform", "share of its first strength below which the army breaks"),
    ] = 0.5  # fmt: skip
    break_desertion: Annotated[
        float,
        Param("1", 0.05, 0.2, "assumed: value of the model text, range ours", "d_break",
              "uniform", "share of units that would act above which the front breaks"),
    ] = 0.1  # fmt: skip
    external_support: Annotated[
        float,
        Param("1", 0.0, 1.0, "assumed: 0 unless a scenario states it", "x_ext", "fixed",
              "what foreign arms add to the opponent's reinforcement"),
    ] = 0.0  # fmt: skip


class Reads(NamedTuple):
    """What the rule needs."""

    war: Annotated[float, Shared("scenario.war")]
    armed: Annotated[float, Shared("scenario.armed")]
    road: Annotated[Road, State("road.places")]
    own: Annotated[float, State("war.own", previous=True)]
    other: Annotated[float, State("war.other", previous=True)]
    broken: Annotated[float, State("war.broken", previous=True)]
    army_at_break: Annotated[float, State("war.army_at_break", previous=True)]
    home: Annotated[float, State("veterans.home", previous=True)]
    desertion: Annotated[float, State("units.share_acting", previous=True)]


class Writes(NamedTuple):
    """What the rule sets."""

    own: Annotated[float, State("war.own")]
    other: Annotated[float, State("war.other")]
    losses: Annotated[float, State("war.losses")]
    broken: Annotated[float, State("war.broken")]
    breaks: Annotated[float, State("war.breaks")]
    army_at_break: Annotated[float, State("war.army_at_break")]


class Armies(NamedTuple):
    """Two armies, or the men who join each of them a day [persons]."""

    own: float
    other: float


@scalar
def armies_after(armies: Armies, joining: Armies, attrition: float, days: float) -> Armies:
    """Return both armies after a span of days, exactly; a value below zero means none is left.

    >>> armies_after(Armies(1000.0, 1000.0), Armies(10.0, 10.0), 0.01, 7.0)
    Armies(own=1000.0, other=1000.0)
    """
    decay = exp(-attrition * days)
    growth = 1.0 / decay
    both = (armies.own + armies.other) * decay
    between = (armies.own - armies.other) * growth
    if attrition > 0.0:
        both += (joining.own + joining.other) * (1.0 - decay) / attrition
        between += (joining.own - joining.other) * (growth - 1.0) / attrition
    else:
        both += (joining.own + joining.other) * days
        between += (joining.own - joining.other) * days
    return Armies(0.5 * (both + between), 0.5 * (both - between))


@scalar
def share_lost(own: float, joining: float, own_after: float) -> float:
    """Return the share of the morning's army that was lost today, replaced or not.

    >>> share_lost(1000.0, 10.0, 960.0)
    0.05
    """
    if own <= 0.0:
        return 0.0
    return min(max((own + joining - own_after) / own, 0.0), 1.0)


@scalar
def day_at_front(reads: Reads, params: Params, armies: Armies, at: Address) -> Writes:
    """Return what one day does to a front that stands."""
    if reads.war < LANCHESTER:
        chance = 1.0 - exp(-params.break_rate / 365.0)
        breaks = 1.0 if draw_uniform(at, 0, PURPOSE_FRONT_BREAK) < chance else 0.0
        losses = min(params.attrition * armies.other / armies.own, 1.0)
        held = armies.own if breaks > 0.0 else 0.0
        return Writes(armies.own, armies.other, losses, breaks, breaks, held)
    joining = Armies(params.reinforcement, params.reinforcement * (1.0 + params.external_support))
    after = armies_after(armies, joining, params.attrition, 1.0)
    own = max(after.own, 0.0)
    worn_down = own < params.break_share * reads.road.totals[FRONT_ARMY]
    breaks = 1.0 if worn_down or reads.desertion > params.break_desertion else 0.0
    losses = share_lost(armies.own, joining.own, own)
    held = own if breaks > 0.0 else 0.0
    return Writes(own, max(after.other, 0.0), losses, breaks, breaks, held)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Carry the war on by a day; before day 0, draw up the armies."""
    strength = reads.road.totals[FRONT_ARMY]
    if reads.war <= 0.0 or reads.armed <= 0.0 or strength <= 0.0:
        return Writes(reads.own, reads.other, 0.0, reads.broken, 0.0, reads.army_at_break)
    if reads.broken > 0.0:
        left = max(reads.army_at_break - reads.home, 0.0)
        return Writes(left, reads.other, 0.0, reads.broken, 0.0, reads.army_at_break)
    armies = Armies(reads.own, reads.other)
    if at.day < 0 or reads.own <= 0.0:
        armies = Armies(strength, strength * params.opponent_ratio)
    if at.day < 0:
        return Writes(armies.own, armies.other, 0.0, 0.0, 0.0, 0.0)
    return day_at_front(reads, params, armies, at)


MECHANISM = Mechanism(
    name="front",
    equation="E11",
    title="The front wears armies down and may break",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C07", "C18", "C19"),
)
