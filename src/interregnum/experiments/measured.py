"""One number a run: whether something came of it, or on which day.

Analyses that need tens of thousands of runs do not make tables of them; they read what a batch
leaves. The names are those by which branches are compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interregnum.engine.generate import EXIT_DAY, OUTCOME_QUANTITIES
from interregnum.engine.record import OUTCOMES, REGULAR_EXIT, SURVIVES
from interregnum.errors import ScenarioError, nearest

if TYPE_CHECKING:
    import numpy.typing as npt

REMOVED = "removed"
COLLAPSE = "collapse"
EXIT = "exit_day"
MEASURES = (REMOVED, COLLAPSE, "removed_within_90_d", *OUTCOMES, EXIT)
_WITHIN = re.compile(r"removed_within_([1-9][0-9]*)_d")


def check_measure(name: str, horizon: int) -> None:
    """Refuse what no run has.

    Parameters
    ----------
    name
        ``removed``, ``collapse`` (also where the ruler was back within 90 days), an outcome's
        class, ``removed_within_N_d`` for any N below the horizon, or ``exit_day``.
    horizon
        [d]

    Raises
    ------
    ScenarioError
        If the name is none of these.
    """
    days = _WITHIN.fullmatch(name)
    if days is not None:
        if int(days[1]) >= horizon:
            msg = f"outcome {name}: not within the horizon of {horizon} days; give fewer days"
            raise ScenarioError(msg)
    elif name not in MEASURES:
        msg = f"outcome {name}: not measured; {nearest(name, MEASURES)}"
        raise ScenarioError(msg)


def unit_of(name: str) -> str:
    """Return the unit of a measure.

    >>> unit_of("exit_day"), unit_of("removed")
    ('d', '1')
    """
    return "d" if name == EXIT else "1"


def measured(outcomes: npt.NDArray[Any], name: str, horizon: int) -> npt.NDArray[Any]:
    """Return one number a run.

    Parameters
    ----------
    outcomes
        (runs, quantities) as in :class:`interregnum.engine.mean_field.Batch`.
    name
        See :func:`check_measure`.
    horizon
        [d]

    Returns
    -------
    0 or 1; for ``exit_day`` the day of an exit that lasts, at most the horizon [d].
    """
    code = _column(outcomes, "outcome.class")
    stayed = code == OUTCOMES.index(SURVIVES)
    removed = ~stayed & (code != OUTCOMES.index(REGULAR_EXIT))
    day = outcomes[:, EXIT_DAY]
    within = _WITHIN.fullmatch(name)
    if name == EXIT:
        hit: Any = _of_days(day, stayed, horizon)
    elif within is not None:
        hit = removed & (day < float(within[1]))
    elif name == REMOVED:
        hit = removed
    elif name == COLLAPSE:
        hit = removed | (_column(outcomes, "outcome.contested") > 0.0)
    else:
        hit = code == OUTCOMES.index(name)
    values: npt.NDArray[Any] = hit.astype(float)
    return values


def measured_all(
    outcomes: npt.NDArray[Any], names: Sequence[str], horizon: int
) -> npt.NDArray[Any]:
    """Return (runs, measures)."""
    import numpy as np

    return np.stack([measured(outcomes, name, horizon) for name in names], axis=1)


def _of_days(day: Any, stayed: Any, horizon: int) -> Any:
    """Return days of exit; who fell and was back has not left."""
    import numpy as np

    return np.where(stayed, float(horizon), np.minimum(day, float(horizon)))


def _column(outcomes: npt.NDArray[Any], quantity: str) -> Any:
    return outcomes[:, 2 + OUTCOME_QUANTITIES.index(quantity)]
