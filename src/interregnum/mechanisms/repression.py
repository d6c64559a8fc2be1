r"""The police stand before the crowd: arrests deter, jails fill, and some people die.

Equations
---------
E5: :math:`\bar P = 1 - \exp(-k\,g(C/A))`, g the identity, the floor or rounding
(``ratio_rule``); arrests at most cops times rate; deaths a day
:math:`\sim Poisson(\delta_P A N_{pop}(1 - s_u)\bar P)`. :math:`A = A_{crit}\,s_c` are those in
the street and :math:`C = cops \cdot C_t (1 - s_u)` the police that still obey, both as shares of
the population. Of the jailed, the part 2/J leaves each day, so that the mean term is that of
U(0, J) days.

Reads
-----
Today's turnout, the share of units that stood aside, the loyal share of the forces, and how many
are in jail.

Writes
------
The chance of arrest of one who acts, the share of the pool in jail, and today's deaths in crowds.

Limits
------
One crowd and one police force for the whole country (one region r). The chance of arrest is what
the public last saw: it keeps its value between days with a turnout, and before the first it is
the chance at full mobilisation. Terms are geometric with the mean of the uniform law, because the
mean-field keeps no list of prisoners. Deaths of the jailed and of police are not counted.

Source
------
Epstein (2002), Modeling civil violence, PNAS 99, 7243-7250, doi:10.1073/pnas.092080199; deaths
are the reference model's own.
"""

from __future__ import annotations

from math import floor
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.kernels.poisson import poisson_draw
from interregnum.kernels.random import PURPOSE_CROWD_DEATHS, Address
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

IDENTITY = 0.0
FLOOR = 1.0
SURE_RATIO = 1000.0  # beyond it arrest is certain to the last bit


class Params(NamedTuple):
    """How many police there are, what they do, and how violently."""

    deterrence: Annotated[
        float,
        Param("1", 1.0, 4.0, "Epstein 2002: a chance of .9 at a ratio of one", "k", "fixed"),
    ] = 2.3
    ratio_rule: Annotated[
        float,
        Param(
            "1",
            0.0,
            2.0,
            "Epstein 2002, printed as identity, which gives no outbursts; 0 identity, 1 floor, "
            "2 round",
            "ratio_rule",
            "fixed",
        ),
    ] = 1.0
    police_share: Annotated[
        float, Param("1", 0.003, 0.006, "assumed: police per head of the population", "cops")
    ] = 0.004
    arrest_rate: Annotated[
        float, Param("1/d", 0.05, 1.0, "assumed: arrests per policeman and day", "arrests", "fixed")
    ] = 0.2
    longest_term: Annotated[
        float, Param("d", 7.0, 60.0, "Epstein 2002: terms are U(0, J)", "jail", "fixed")
    ] = 30.0
    death_rate: Annotated[
        float,
        Param(
            "1/d",
            5e-6,
            1e-4,
            "assumed after violence classes of breakdowns: deaths per person in the street",
            "δ_P",
            "log_uniform",
        ),
    ] = 2e-5


class Reads(NamedTuple):
    """What the rule needs."""

    turnout: Annotated[float, State("citizens.turnout")]
    share_units: Annotated[float, State("units.share_acting")]
    loyal: Annotated[float, State("forces.loyal")]
    chance: Annotated[float, State("repression.arrest_chance", previous=True)]
    jailed: Annotated[float, State("repression.jailed", previous=True)]
    mobilisable_share: Annotated[float, Shared("campaign.mobilisable_share")]
    population: Annotated[float, Shared("scenario.population")]


class Writes(NamedTuple):
    """What the rule sets."""

    chance: Annotated[float, State("repression.arrest_chance")]
    jailed: Annotated[float, State("repression.jailed")]
    deaths: Annotated[float, State("repression.deaths")]


@scalar
def ratio_seen(ratio: float, ratio_rule: float) -> float:
    """Return g(C/A): police to a person in the street, as the rule counts them.

    >>> ratio_seen(1.6, 0.0), ratio_seen(1.6, 1.0), ratio_seen(1.6, 2.0)
    (1.6, 1.0, 2.0)
    """
    if ratio_rule == IDENTITY:
        return ratio
    if ratio_rule == FLOOR:
        return float(floor(ratio))
    return float(floor(ratio + 0.5))


@scalar
def arrest_chance(params: Params, police: float, crowd: float) -> float:
    """Return the chance of arrest of one in a crowd [share of the population].

    >>> round(arrest_chance(Params(), 0.004, 0.003), 6)
    0.899741
    >>> arrest_chance(Params(), 0.004, 0.005)
    0.0
    """
    if crowd <= 0.0:
        return 1.0 if police > 0.0 else 0.0
    ratio = min(police / crowd, SURE_RATIO)
    return 1.0 - exp(-params.deterrence * ratio_seen(ratio, params.ratio_rule))


@scalar
def share_arrested(params: Params, police: float, crowd: float, chance: float) -> float:
    """Return how many are arrested today [share of the population]: as many as police can.

    >>> share_arrested(Params(), 0.004, 0.002, 0.9)
    0.0008
    """
    return min(crowd * chance, police * params.arrest_rate)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Police today's crowd, if there is one, and let out those whose term is over."""
    police = params.police_share * reads.loyal * (1.0 - reads.share_units)
    if at.day < 0:
        return Writes(arrest_chance(params, police, reads.mobilisable_share), 0.0, 0.0)
    jailed = reads.jailed * max(1.0 - 2.0 / max(params.longest_term, 2.0), 0.0)
    crowd = reads.mobilisable_share * reads.turnout
    if crowd <= 0.0:
        return Writes(reads.chance, jailed, 0.0)
    chance = arrest_chance(params, police, crowd)
    arrested = share_arrested(params, police, crowd, chance) / reads.mobilisable_share
    exposed = crowd * reads.population * (1.0 - reads.share_units)
    deaths = poisson_draw(at, 0, PURPOSE_CROWD_DEATHS, params.death_rate * exposed * chance)
    return Writes(chance, min(jailed + arrested, 1.0), deaths)


MECHANISM = Mechanism(
    name="repression",
    equation="E5",
    title="Arrests deter, jails fill, and some people die",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C03", "C04", "C20"),
)
