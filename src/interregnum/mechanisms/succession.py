r"""Rulers are replaced in an orderly way: the regime goes on, or hands over by an election.

Equations
---------
E16: a regular succession inside the regime comes at a constant hazard, competing with every other
end of a rule. So does a hand-over: an election in which no incumbent runs, by which the ruling
group lets go of power (mode 3).

Reads
-----
Nothing: the hazard is the regime's own.

Writes
------
Whether power passes inside the regime today, and whether the regime hands over.

Limits
------
No date is likelier than another, though terms of office end on dates; the ruler's weakness does
not hasten it. The default is that of all autocracies. A scenario of a known type states its own:
personal .032 (.020-.049; 21 in 659 leader-years), party .051 (.040-.063; 83 in 1,636), military
.078 (.055-.108; 37 in 472), monarchy .023 (.011-.042; 10 in 440). Hand-overs a year of the regime
are breakdowns of modes 1 and 3: military .045 (.028-.068; 21 in 469), personal .0046 (.0009-.0133;
3 in 659), party .0012 (.0001-.0044; 2 in 1,634), monarchy 0 (0-.0083; 0 in 442).

Source
------
Archigos 4.1 (Goemans, Gleditsch and Chiozza 2009, doi:10.1177/0022343308100719) joined by country
and date to the regimes of Geddes, Wright and Frantz 1.2 (2014, doi:10.1017/S1537592714000851),
1946-1989: exits coded Regular (death, illness and suicide are coded apart) on a day after which
the regime still stood, 152 in 3,218 leader-years, groups by the first word of the regime's type.
Intervals are exact for a Poisson count. Associational.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, State
from interregnum.kernels.random import PURPOSE_SUCCESSION, Address, draw_uniform
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

DAYS_A_YEAR = 365.25


class Params(NamedTuple):
    """How often power passes inside a regime."""

    rate: Annotated[
        float,
        Param(
            "1/yr",
            0.011,
            0.108,
            "record: Archigos 4.1 within GWF regimes to 1989, 152 regular exits that the regime "
            "outlived in 3,218 leader-years (95 % .040-.055); range spans the intervals by "
            "regime type, doi:10.1177/0022343308100719, doi:10.1017/S1537592714000851",
            "λ_suc",
            "log_uniform",
        ),
    ] = 0.047
    handover_rate: Annotated[
        float,
        Param(
            "1/yr",
            0.0053,
            0.0119,
            "record: Geddes, Wright and Frantz to 1989, 26 breakdowns by insiders' rules or an "
            "election without the incumbent in 3,204 country-years, range the exact 95 % "
            "interval, doi:10.1017/S1537592714000851",
            "λ_hand",
            "log_uniform",
            widest=(0.0, 0.07),
        ),
    ] = 0.0081


class Reads(NamedTuple):
    """Nothing: orderly successions follow the regime's own rules."""


class Writes(NamedTuple):
    """What the rule sets."""

    succession: Annotated[float, State("exit.succession")]
    handover: Annotated[float, State("exit.handover")]


@scalar
def daily_probability(rate: float) -> float:
    """Return the probability of at least one event in a day at a yearly rate [1/yr].

    >>> daily_probability(0.0)
    0.0
    """
    return 1.0 - exp(-rate / DAYS_A_YEAR)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Draw whether power passes inside the regime today, or out of it by an election."""
    if draw_uniform(at, 1, PURPOSE_SUCCESSION) < daily_probability(params.handover_rate):
        return Writes(1.0, 1.0)
    passes = draw_uniform(at, 0, PURPOSE_SUCCESSION) < daily_probability(params.rate)
    return Writes(1.0 if passes else 0.0, 0.0)


MECHANISM = Mechanism(
    name="succession",
    equation="E16 (succession)",
    title="Rulers are replaced in an orderly way",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
)
