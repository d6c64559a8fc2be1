r"""A crowd that was survived has still been counted: its size shows how strong the regime is.

Equations
---------
E6, last part: turnout enters beliefs as a signal y from ★★★, the inversion of ★★ for citizens,
published with precision :math:`\tau_e` (E1).

Reads
-----
The true strength: the acting share follows ★★ there, so ★★★ returns it.

Writes
------
What the crowd shows, and that it is news of the exposing kind.

Limits
------
The text speaks of elites' beliefs; in the mean-field there is one public belief, and elites share
it. One signal a day of action, until campaigns are modelled.

Source
------
Casper and Tyson (2014), Popular protest and elite coordination in a coup d'état, Journal of
Politics 76, 548-564, doi:10.1017/S0022381613001485, where protest is a public signal to elites;
the inversion is the reference model's own.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, State
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar

EXPOSURE_KIND = 1.0
CROWD_PLACE = 1001.0


class Params(NamedTuple):
    """None: the precision of exposing news belongs to public signals."""


class Reads(NamedTuple):
    """What the rule needs."""

    strength: Annotated[float, State("strength.true")]


class Writes(NamedTuple):
    """What the rule sets."""

    shown: Annotated[float, State("news.strength_shown")]
    kind: Annotated[float, State("news.kind")]
    place: Annotated[float, State("news.place")]


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Show the strength that the crowd's size implies.

    >>> rule(Reads(0.4), Params(), Address(0, 0, 0))
    Writes(shown=0.4, kind=1.0, place=1001.0)
    """
    return Writes(reads.strength, EXPOSURE_KIND, CROWD_PLACE)


MECHANISM = Mechanism(
    name="turnout_news",
    equation="E6",
    title="The size of a crowd shows strength",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C03", "C12"),
)
