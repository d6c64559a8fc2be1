r"""Opportunities to attack arise at a hazard that failed attempts excite.

Equations
---------
E10 (i): hazard :math:`\lambda_t = \lambda_{att}(1 + \xi_t)(1 - d_t)\,rel_t`, where
:math:`\lambda_{att}` drifts log-linearly with the year of the scenario and :math:`rel_t` is what
initiators make of their chance. It is a coup attempt if started by elites or units, a campaign if
by citizens (share :math:`\chi_c`). A coup is found out before it starts with probability
:math:`\pi_{plot}`: a plot, which publishes nothing about strength. :math:`\xi` jumps by
:math:`J_\xi` after a failed attempt and halves in 60 days. A plot found out takes plotters away:
:math:`d_t` rises to :math:`d_{plot}` with it and halves in a year (D015). Among elites and units
the opportunity falls by weight, and among units by strength, so that the service's part is
:math:`w_u/(w_e + w_u)` times its share of the forces.

Reads
-----
The relative chance, excitation, yesterday's failures, the service's strength, the year, and which
channels the scenario opens.

Writes
------
The hazard, excitation, whether an opportunity is open, whose, and whether it was a plot.

Limits
------
At most one opportunity a day. Only coups are found out: crowds do not meet in secret. Without the
unarmed channel an opportunity of citizens' comes to nothing and falls to nobody else; without the
armed one no service is called, and insiders attack without a march.

Source
------
The reference model's own; plots and attempts: the Cline Center's coup data (Peyton et al.),
version 2.1.2, as conspiracies beside attempts.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.attempt_rate import drifted_rate
from interregnum.formulae.march import Road
from interregnum.kernels.random import (
    PURPOSE_INITIATOR,
    PURPOSE_OPPORTUNITY,
    PURPOSE_PLOT,
    PURPOSE_SERVICE,
    Address,
    draw_uniform,
)
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import LN2, exp

CITIZENS = 1.0
INSIDERS = 2.0
CAUTION_HALVES = 365.0  # assumed [d]


class Params(NamedTuple):
    """How often, who, and how much failure excites others."""

    attempt_rate: Annotated[
        float,
        Param("1/yr", 0.3, 1.5, "assumed: attempts and their success", "λ_att", widest=(0.1, 1.5)),
    ] = 0.5
    period_drift: Annotated[
        float, Param("1", -1.0, 1.0, "assumed: per 25 years after 1989", "λ_att drift", "normal")
    ] = 0.0
    citizen_share: Annotated[float, Param("1", 0.2, 0.6, "assumed", "χ_c", widest=(0.05, 0.6))] = (
        0.4
    )
    plot_probability: Annotated[
        float,
        Param(
            "1",
            0.1,
            0.4,
            "record: 122 of 683 coup events to 1989 were plots found out (Cline Center CDP 2.1.2, "
            "doi:10.13012/B2IDB-9651987_V6), plots under-reported; range ours, to be fitted",
            "π_plot",
        ),
    ] = 0.18
    excitation_jump: Annotated[
        float, Param("1", 0.0, 6.0, "assumed: attempts after failures", "J_ξ")
    ] = 2.0
    excitation_half_life: Annotated[
        float, Param("d", 20.0, 180.0, "assumed: attempts after failures", "ξ half-life")
    ] = 60.0
    plot_deterrence: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: rulers after thwarted plots", "d_plot")
    ] = 0.5


class Reads(NamedTuple):
    """What the rule needs."""

    relative: Annotated[float, State("attempts.relative_chance", previous=True)]
    excitation: Annotated[float, State("attempts.excitation", previous=True)]
    caution: Annotated[float, State("attempts.caution", previous=True)]
    failed_coup: Annotated[float, State("attempts.failed_coup", previous=True)]
    failed_mutiny: Annotated[float, State("mutiny.failed", previous=True)]
    survived_mass: Annotated[float, State("attempts.survived_mass", previous=True)]
    service: Annotated[float, State("mutiny.service", previous=True)]
    weight_elites: Annotated[float, Shared("coordination.weight_elites")]
    weight_units: Annotated[float, Shared("coordination.weight_units")]
    year: Annotated[float, Shared("scenario.year")]
    armed: Annotated[float, Shared("scenario.armed")]
    unarmed: Annotated[float, Shared("scenario.unarmed")]
    road: Annotated[Road, State("road.places")]


class Writes(NamedTuple):
    """What the rule sets."""

    hazard: Annotated[float, State("attempts.hazard")]
    excitation: Annotated[float, State("attempts.excitation")]
    caution: Annotated[float, State("attempts.caution")]
    opened: Annotated[float, State("attempts.open")]
    initiator: Annotated[float, State("attempts.initiator")]
    plot: Annotated[float, State("attempts.plot")]
    called: Annotated[float, State("attempts.service_called")]


@scalar
def excitation_after(
    excitation: float, failed: bool, jump: float, half_life: float, days: float
) -> float:
    """Return the excitation after a span of days, with a jump if an attempt failed.

    >>> excitation_after(2.0, False, 2.0, 60.0, 60.0)
    1.0
    """
    return excitation * exp(-LN2 * days / half_life) + (jump if failed else 0.0)


@scalar
def daily_probability(rate: float) -> float:
    """Return the probability of at least one event in a day at a yearly rate.

    >>> daily_probability(0.0)
    0.0
    """
    return 1.0 - exp(-rate / 365.0)


@scalar
def share_of_service(reads: Reads) -> float:
    """Return the probability that an insiders' opportunity falls to the service."""
    weights = reads.weight_elites + reads.weight_units
    nominal = reads.road.totals[1]
    if reads.armed <= 0.0 or weights <= 0.0 or nominal <= 0.0:
        return 0.0
    return float(reads.weight_units / weights * reads.service / nominal)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Draw whether an opportunity arises today, and whose it is."""
    failed = reads.failed_coup > 0.0 or reads.failed_mutiny > 0.0 or reads.survived_mass > 0.0
    half_life = params.excitation_half_life
    jump = params.excitation_jump
    excitation = excitation_after(reads.excitation, failed, jump, half_life, 1.0)
    rate = drifted_rate(params.attempt_rate, params.period_drift, reads.year)
    caution = excitation_after(reads.caution, False, 0.0, CAUTION_HALVES, 1.0)
    hazard = rate * (1.0 + excitation) * (1.0 - caution) * reads.relative
    if draw_uniform(at, 0, PURPOSE_OPPORTUNITY) >= daily_probability(hazard):
        return Writes(hazard, excitation, caution, 0.0, 0.0, 0.0, 0.0)
    if draw_uniform(at, 0, PURPOSE_INITIATOR) < params.citizen_share:
        if reads.unarmed <= 0.0:
            return Writes(hazard, excitation, caution, 0.0, 0.0, 0.0, 0.0)
        return Writes(hazard, excitation, caution, 1.0, CITIZENS, 0.0, 0.0)
    if draw_uniform(at, 0, PURPOSE_PLOT) < params.plot_probability:
        caution = max(caution, params.plot_deterrence)
        return Writes(hazard, excitation, caution, 0.0, INSIDERS, 1.0, 0.0)
    if draw_uniform(at, 0, PURPOSE_SERVICE) < share_of_service(reads):
        return Writes(hazard, excitation, caution, 0.0, INSIDERS, 0.0, 1.0)
    return Writes(hazard, excitation, caution, 1.0, INSIDERS, 0.0, 0.0)


MECHANISM = Mechanism(
    name="opportunity",
    equation="E10 (i)",
    title="Opportunities arise, and failure excites them",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C21", "C24"),
)
