r"""The public learns from news.

Equations
---------
E2: :math:`b(\theta) \leftarrow b(\theta)\exp(-\tau_e(\theta - y_e)^2/2)`, normalised.

Reads
-----
The signal and its precision.

Writes
------
The belief, in place, and its mean.

Limits
------
News is read as unbiased: the public does not know the slant.

Source
------
Bayes' rule for a normal signal.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, State
from interregnum.formulae.belief import Belief, learn_signal, mean_of
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar


class Params(NamedTuple):
    """None: Bayes' rule has no parameter of its own."""


class Reads(NamedTuple):
    """What the rule needs."""

    signal: Annotated[float, State("news.signal")]
    precision: Annotated[float, State("news.precision")]
    belief: Annotated[Belief, State("belief.density")]


class Writes(NamedTuple):
    """What the rule sets."""

    mean: Annotated[float, State("belief.mean")]


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Update the public belief with today's signal.

    >>> b = Belief([0.0, 0.5, 12.0, 0.0, 0.0], [], [])
    >>> round(rule(Reads(0.2, 6.0, b), Params(), Address(0, 0, 0)).mean, 12)
    0.4
    """
    learn_signal(reads.belief, reads.signal, reads.precision)
    return Writes(mean_of(reads.belief))


MECHANISM = Mechanism(
    name="belief_update",
    equation="E2",
    title="The public learns from news",
    params=Params,
    reads=Reads,
    writes=Writes,
    changes=("belief.density",),
    rule=rule,
    claims=("C01", "C12"),
)
