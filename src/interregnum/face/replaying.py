"""A case is held against its own timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from interregnum.kernels.scalar import chosen_target

if TYPE_CHECKING:
    from interregnum.experiments.replaying import Replayed
    from interregnum.face.case import Case


def replay(
    case: Case,
    *,
    runs: int = 400,
    seed: int = 0,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Replayed, ...]:
    """Return what the model says of each row of a case's timeline, scored.

    Parameters
    ----------
    case
        With a timeline, such as ``load("egypt-2011")``.
    runs, seed, workers, progress
        As for :meth:`Case.run`.

    Raises
    ------
    ScenarioError
        If the case has no timeline, or a number is out of range.
    """
    from interregnum.experiments.replaying import replay as replayed

    return replayed(
        case.scenario,
        runs=runs,
        seed=seed,
        workers=workers,
        target=chosen_target(),
        progress=progress,
    )
