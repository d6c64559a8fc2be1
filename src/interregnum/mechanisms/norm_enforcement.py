r"""Some keep others off the street, and the afraid help them: a norm that few believe in.

Equations
---------
E4 (enforced). The norm is "do not act in public". Believers are the regime-minded, share
:math:`q_{reg}` of the pool, of strength 1; all others disbelieve, with strengths
:math:`s \sim U(0, s_{max}]`. Let e be the net enforcement of the morning (those who enforce the
norm less those who enforce dissent, as a share of the pool), :math:`F(x) = x / s_{max}` clipped to
[0, 1], j the jailed share, and a the acting share of the pool today, which is everybody's measure
of need: W = a for a believer, W = 1 - a for one who dissents.

- *Compliance*: a believer complies, that is he does not act, since no pressure exceeds strength 1;
  a disbeliever with s < e complies; the others, the part :math:`1 - F(e)`, act as by E4.
- *False enforcement*: a disbeliever enforces the norm iff :math:`e > s + \kappa`.
- *True enforcement*: one who does as he believes enforces iff :math:`s\,W > \kappa`: believers
  iff :math:`a > \kappa`, those who acted iff :math:`s (1 - a) > \kappa`.

.. math::

    e' = (1-j)\left[ q_{reg} 1\{a > \kappa\} + (1 - q_{reg}) F(e - \kappa) \right]
        - a\, \frac{1 - F(\max(e, \kappa/(1-a)))}{1 - F(e)}

Reads
-----
The structure of the scenario: only ``enforced`` opens any of this. Whether there was an occasion
to act today and how many did, who is in jail, and the enforcement of the morning.

Writes
------
Net enforcement, the shares of disbelievers and of believers whom it leaves free to act, and the
days since the rule was applied.

Limits
------
Mean-field of a complete network (ω = 0): everybody meets the whole pool, so the local cascades of
the published model do not occur. The rule is applied after every occasion and, where there was
none for a week, once a week with nobody acting. Strengths last for a run and are independent of
ideology, costs and signals. The jailed neither act nor enforce. Switched off, nobody is held back
and E4 is what it is without it.

Source
------
D. Centola, R. Willer and M. Macy, The Emperor's Dilemma: A Computational Model of Self-Enforcing
Norms, American Journal of Sociology 110 (2005) 1009-1040, doi:10.1086/427321 (rule and numbers
from memory); its place in E4 is the reference model's own.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

ENFORCED = 2.0
ROUND = 7.0  # [d] the rhythm in which citizens come back (campaign)
SMALLEST_STRENGTH = 1e-9


class Params(NamedTuple):
    """How firm disbelievers are, and what it costs to enforce."""

    strongest: Annotated[
        float,
        Param("1", 0.2, 0.6, "Centola, Willer and Macy 2005, from memory; range assumed", "s_max"),
    ] = 0.38
    cost: Annotated[
        float,
        Param("1", 0.05, 0.25, "Centola, Willer and Macy 2005, from memory; range assumed", "κ_e"),
    ] = 0.125


class Reads(NamedTuple):
    """What the rule needs."""

    structure: Annotated[float, Shared("scenario.structure")]
    believers: Annotated[float, Shared("coordination.share_regime")]
    occasion: Annotated[float, State("attempts.open")]
    acting: Annotated[float, State("citizens.turnout")]
    jailed: Annotated[float, State("repression.jailed", previous=True)]
    enforcement: Annotated[float, State("citizens.enforcement", previous=True)]
    age: Annotated[float, State("citizens.enforcement_age", previous=True)]


class Writes(NamedTuple):
    """What the rule sets."""

    enforcement: Annotated[float, State("citizens.enforcement")]
    disbelievers_free: Annotated[float, State("citizens.disbelievers_free")]
    believers_free: Annotated[float, State("citizens.believers_free")]
    age: Annotated[float, State("citizens.enforcement_age")]


@scalar
def share_weaker(pressure: float, strongest: float) -> float:
    """Return F: the share of disbelievers whose strength lies below a pressure.

    >>> share_weaker(0.19, 0.38), share_weaker(-0.2, 0.38), share_weaker(0.5, 0.38)
    (0.5, 0.0, 1.0)
    """
    return max(0.0, min(pressure / max(strongest, SMALLEST_STRENGTH), 1.0))


@scalar
def enforcing_norm(believers: float, acting: float, pressure: float, params: Params) -> float:
    """Return who enforces the norm: believers if need is, and disbelievers out of fear.

    Parameters
    ----------
    believers
        Their share; all others disbelieve [1].
    acting
        Acting share of the pool [1].
    pressure
        Net enforcement of the morning, in [-1, 1].
    params
        The parameters.

    >>> enforcing_norm(0.05, 1.0, 0.0, Params()), enforcing_norm(0.05, 0.1, 0.0, Params())
    (0.05, 0.0)
    >>> round(enforcing_norm(0.2, 0.0, 0.315, Params()), 12)
    0.4
    """
    true = believers if acting > params.cost else 0.0
    return true + (1.0 - believers) * share_weaker(pressure - params.cost, params.strongest)


@scalar
def enforcing_dissent(acting: float, pressure: float, params: Params) -> float:
    """Return who enforces dissent: those who acted and are firm enough for the need they see.

    >>> enforcing_dissent(0.05, 0.0, Params()) < 0.05, enforcing_dissent(0.7, 0.0, Params())
    (True, 0.0)
    """
    free = 1.0 - share_weaker(pressure, params.strongest)
    if free <= 0.0 or acting >= 1.0:
        return 0.0
    needed = max(pressure, params.cost / (1.0 - acting))
    return acting * ((1.0 - share_weaker(needed, params.strongest)) / free)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Let the day's public acts decide who enforces what tomorrow.

    >>> rule(Reads(0.0, 0.35, 1.0, 0.4, 0.0, 0.0, 0.0), Params(), Address(0, 0, 9))
    Writes(enforcement=0.0, disbelievers_free=1.0, believers_free=1.0, age=0.0)
    >>> out = rule(Reads(2.0, 0.35, 1.0, 0.4, 0.0, 0.0, 0.0), Params(), Address(0, 0, 9))
    >>> round(out.enforcement, 6)
    0.169298
    """
    if reads.structure != ENFORCED:
        return Writes(0.0, 1.0, 1.0, 0.0)
    if at.day < 0:
        return Writes(0.0, 1.0, 0.0, 0.0)
    pressure = reads.enforcement
    age = reads.age + 1.0
    if reads.occasion > 0.0 or age >= ROUND:
        out = 1.0 - reads.jailed
        enforced = out * enforcing_norm(reads.believers, reads.acting, pressure, params)
        pressure = enforced - enforcing_dissent(reads.acting, pressure, params)
        pressure = max(-1.0, min(pressure, 1.0))
        age = 0.0
    return Writes(pressure, 1.0 - share_weaker(pressure, params.strongest), 0.0, age)


MECHANISM = Mechanism(
    name="norm_enforcement",
    equation="E4 (enforced)",
    title="People enforce a norm that few believe in",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C06", "C12", "C13"),
)
