"""What each mechanism does: what moves in paired runs when it is switched off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interregnum.experiments.switching import Switched


def switch_off(
    names: list[str] | None = None,
    *,
    runs: int = 400,
    seed: int = 1,
    progress: Callable[[str], None] | None = None,
) -> list[Switched]:
    """Return what each mechanism does: what moves in paired runs when it is switched off.

    Parameters
    ----------
    names
        Which mechanisms; by default all.
    runs, seed
        Of each study.
    progress
        Called with the name of the mechanism whose turn it is.

    Raises
    ------
    ScenarioError
        If a name is no mechanism.
    """
    from interregnum.experiments.switching import switch_off as switched

    return switched(names, runs=runs, seed=seed, progress=progress)
