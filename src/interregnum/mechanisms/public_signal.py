r"""An event shows how strong the regime is, with some precision and perhaps some slant.

Equations
---------
E1: :math:`y_e = \theta - bias_e + N(0, 1/\tau_e)`. News of a place taken shows the strength that
its ease implies (★★★) with precision :math:`\tau_e`; the margin of an attack survived shows it
with precision :math:`\tau_m` and without slant.

Reads
-----
What happened: the strength shown, the kind of news and its place.

Writes
------
The signal, its precision, and a mark that there was news today.

Limits
------
In a forward run the ease at a place follows ★★, so ★★★ returns strength itself; only an imposed
ease could show another.

Source
------
The reference model's own; public signals in regime-change games as in Angeletos, Hellwig and
Pavan (2007), doi:10.1111/j.1468-0262.2007.00766.x.
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, State
from interregnum.kernels.random import PURPOSE_SIGNAL_NOISE, Address, draw_normal
from interregnum.kernels.scalar import scalar

EXPOSURE = 1.0
MARGIN = 2.0


class Params(NamedTuple):
    """How precise public news is."""

    exposure_precision: Annotated[
        float, Param("1", 0.5, 20.0, "assumed: the key unknown", "τ_e", "log_uniform")
    ] = 6.0
    margin_precision: Annotated[
        float, Param("1", 0.5, 20.0, "assumed: the key unknown", "τ_m", "log_uniform")
    ] = 2.0
    bias: Annotated[float, Param("1", -0.3, 0.3, "assumed", "bias_e")] = 0.0


class Reads(NamedTuple):
    """What the rule needs."""

    shown: Annotated[float, State("news.strength_shown")]
    kind: Annotated[float, State("news.kind")]
    place: Annotated[float, State("news.place")]


class Writes(NamedTuple):
    """What the rule sets."""

    signal: Annotated[float, State("news.signal")]
    precision: Annotated[float, State("news.precision")]
    today: Annotated[float, State("news.today")]


@scalar
def signal_shown(strength: float, bias: float, precision: float, noise: float) -> float:
    """Return the published signal of a strength, for a standard normal ``noise``.

    >>> signal_shown(0.4, 0.0, 4.0, 1.0)
    0.9
    """
    return strength - bias + noise / sqrt(precision)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Publish today's news."""
    precision = params.margin_precision
    bias = 0.0
    if reads.kind == EXPOSURE:
        precision = params.exposure_precision
        bias = params.bias
    noise = draw_normal(at, int(reads.place), PURPOSE_SIGNAL_NOISE)
    return Writes(signal_shown(reads.shown, bias, precision, noise), precision, 1.0)


MECHANISM = Mechanism(
    name="public_signal",
    equation="E1",
    title="News shows strength with a precision",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C01", "C12"),
)
