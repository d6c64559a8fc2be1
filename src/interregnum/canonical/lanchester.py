r"""Lanchester's square law: who wins, how many are left, and when.

Equations
---------
.. math:: dA/dt = -b B, \qquad dB/dt = -a A

with a (``attrition_a``) what one unit of A destroys a day. ``survivors`` are those of the
winner, or of both sides in a draw; ``time`` is null where the battle never ends.

Limits
------
a A² = b B²: a draw, in which both sides vanish as time goes on without end.

Source
------
Lanchester (1916), Aircraft in Warfare, Constable; the duration follows from his equations.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, Case, Key
from interregnum.formulae.lanchester import battle_outcome
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "a": Key(kind=NUMBER, low=0.0, meaning="strength of side A [units]"),
    "b": Key(kind=NUMBER, low=0.0, meaning="strength of side B [units]"),
    "attrition_a": Key(
        kind=NUMBER, low=0.0, meaning="what one unit of A destroys of B [units a day]"
    ),
    "attrition_b": Key(
        kind=NUMBER, low=0.0, meaning="what one unit of B destroys of A [units a day]"
    ),
}

_WINNERS = {1: "A", 0: "draw", -1: "B"}
_LONGEST = 1.7976931348623157e308


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    a: float
    b: float
    attrition_a: float
    attrition_b: float


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return the winner, the survivors and the duration in days.

    >>> from interregnum.canonical.shelf import solution_of
    >>> solution_of("lanchester", {"a": 5, "b": 4, "attrition_a": 1, "attrition_b": 0})
    {'winner': 'A', 'survivors': 5.0, 'time': 0.8}
    """
    battle = compiled(battle_outcome, target)(
        given.a, given.b, given.attrition_a, given.attrition_b
    )
    time = float(battle.time)
    return {
        "winner": _WINNERS[int(battle.winner)],
        "survivors": float(battle.survivors),
        "time": time if time <= _LONGEST else None,
    }


_SOURCE = "computed by us from the square law of Lanchester 1916"


def _case(forces: tuple[float, ...], output: str, reference: float | str) -> Case:
    """Return a case of (a, b, attrition_a, attrition_b)."""
    return Case(
        name="({:g}, {:g}, {:g}, {:g})".format(*forces),
        inputs=dict(zip(KEYS, forces, strict=True)),
        output=output,
        reference=reference,
        tolerance=0.0 if isinstance(reference, str) else 1e-4,
        source=_SOURCE,
    )


CASES = (
    _case((1000.0, 800.0, 0.01, 0.01), "winner", "A"),
    _case((1000.0, 800.0, 0.01, 0.01), "survivors", 600.0),
    _case((1000.0, 800.0, 0.01, 0.01), "time", 109.8612),
    _case((600.0, 1000.0, 0.04, 0.01), "winner", "A"),
    _case((600.0, 1000.0, 0.04, 0.01), "survivors", 331.6625),
    _case((800.0, 1000.0, 0.01, 0.01), "winner", "B"),
    _case((600.0, 1000.0, 0.04, 0.0144), "winner", "draw"),
)
