r"""Discrete choice with social interactions: opinions that hold because others hold them.

Equations
---------
.. math:: m = \tanh(\beta h + \beta J\, m)

``roots`` are all mean choices m in [-1, 1] that sustain themselves, in increasing order.
``spinodal`` is the size of the field βh at which two of three roots meet and vanish:

.. math:: \beta h_s = \beta J\, t - \mathrm{artanh}\, t, \qquad t = \sqrt{1 - 1/\beta J}

Limits
------
βJ ≤ 1: one root, whatever the field, and no spinodal (null). Exactly at the spinodal two roots
are left.

Source
------
Brock and Durlauf (2001), doi:10.1111/1467-937X.00168.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, Case, Key, array_for
from interregnum.formulae.conformity import find_mean_opinions, spinodal_field
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "coupling": Key(
        kind=NUMBER, meaning="conformity βJ: pull of the mean choice, relative to chance [1]"
    ),
    "field": Key(kind=NUMBER, meaning="private incentive βh, relative to chance [1]"),
}


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    coupling: float
    field: float


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return all self-consistent mean choices, and the spinodal field.

    >>> from interregnum.canonical.shelf import solution_of
    >>> solution_of("brock_durlauf", {"coupling": 1, "field": 0})
    {'roots': [0.0], 'spinodal': None}
    """
    roots = array_for([0.0] * 3, target)
    n = compiled(find_mean_opinions, target)(given.coupling, given.field, roots)
    limit = float(compiled(spinodal_field, target)(given.coupling))
    return {
        "roots": [float(root) for root in roots[:n]],
        "spinodal": limit if limit == limit else None,
    }


def _case(coupling: float, field: float, output: str, reference: float | list[float]) -> Case:
    """Return a case at a coupling and a field."""
    return Case(
        name=f"coupling {coupling:g}, field {field:g}",
        inputs={"coupling": coupling, "field": field},
        output=output,
        reference=reference,
        tolerance=1e-6,
        source="computed by us from the equation of Brock and Durlauf 2001, "
        "doi:10.1111/1467-937X.00168",
    )


CASES = (
    _case(1.2, 0.0, "spinodal", 0.056391),
    _case(2.0, 0.2, "spinodal", 0.532840),
    _case(2.0, 0.2, "roots", [-0.930297, -0.202853, 0.973016]),
)
