r"""Rulers die in office or fall too ill to rule, the older the sooner.

Equations
---------
E16: Gompertz hazard by age, :math:`\mu(age) = e^{a + b\,age}` a year, written as
:math:`\mu_{60}\,e^{b(age - 60)}`, whose two numbers are nearly uncorrelated where a and b are not.

Reads
-----
Nothing but the day: age grows with it.

Writes
------
Whether the ruler dies or falls ill today.

Limits
------
One law for all rulers. It is fitted to every leader in Archigos, democrats too, and to a century
in which mortality fell: it expects 77 deaths and illnesses of autocrats from 1946 to 1989, where
the record has 61. Between 50 and 60 the record has 76 where the law has 60. Illness that does not
end a rule is not modelled, nor is the opening that a funeral may be, because the run ends with
the ruler.

Source
------
Gompertz (1825), doi:10.1098/rstl.1825.0026; fitted by maximum likelihood to Archigos 4.1 (Goemans,
Gleditsch and Chiozza 2009, doi:10.1177/0022343308100719) to 1989: exits coded as natural death
(169) or ill health (51), left-truncated at the age of entry, right-censored at every other exit,
ages from the middle of the year of birth; 2,486 spells in office (18 more have no year of birth)
and 10,064 leader-years. Associational: who rules when old is no random choice.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, State
from interregnum.kernels.random import PURPOSE_NATURAL_DEATH, Address, draw_uniform
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

REFERENCE_AGE = 60.0
DAYS_A_YEAR = 365.25
_FIT = (
    "record: Archigos 4.1 to 1989, n = 2,486 spells in office, 220 deaths and illnesses, Gompertz "
    "by maximum likelihood, range its 95 % interval, doi:10.1177/0022343308100719"
)


class Params(NamedTuple):
    """How old the ruler is and how fast the old die."""

    age: Annotated[
        float,
        Param(
            "yr",
            35.0,
            85.0,
            "record: Archigos 4.1 within GWF regimes to 1989, median 54.8 and quartiles 46.5 and "
            "63.7 over 3,218 leader-years of autocrats, doi:10.1177/0022343308100719; a fact of "
            "the case where the ruler is known",
            "age",
            "normal",
        ),
    ] = 55.0
    hazard_at_60: Annotated[float, Param("1/yr", 0.0212, 0.0278, _FIT, "μ_60", "normal")] = 0.0243
    ageing: Annotated[float, Param("1/yr", 0.051, 0.0743, _FIT, "b_age", "normal")] = 0.0627


class Reads(NamedTuple):
    """Nothing: a ruler's death waits for no quantity of the model."""


class Writes(NamedTuple):
    """What the rule sets."""

    death: Annotated[float, State("exit.death")]


@scalar
def yearly_hazard(params: Params, age: float) -> float:
    """Return the hazard [1/yr] of death or illness that ends a rule at an age [yr].

    >>> yearly_hazard(Params(), 60.0)
    0.0243
    """
    return params.hazard_at_60 * exp(params.ageing * (age - REFERENCE_AGE))


@scalar
def daily_probability(params: Params, day: int) -> float:
    """Return the probability that a day ends a rule by death or illness.

    >>> round(daily_probability(Params(), 0) * 365.25, 4)
    0.0178
    """
    # The hazard at noon: over a day it differs from the exact mean by a part in 10 billion.
    age = params.age + (day + 0.5) / DAYS_A_YEAR
    return 1.0 - exp(-yearly_hazard(params, age) / DAYS_A_YEAR)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Draw whether the ruler dies or falls ill today."""
    dies = draw_uniform(at, 0, PURPOSE_NATURAL_DEATH) < daily_probability(params, at.day)
    return Writes(1.0 if dies else 0.0)


MECHANISM = Mechanism(
    name="natural_death",
    equation="E16 (death)",
    title="Rulers die in office, the older the sooner",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
)
