"""The draws behind effects, kept for whoever needs more of them than the ends of an interval."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT: ContextVar[dict[str, NDArray[np.float64]] | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def kept_draws() -> Iterator[dict[str, NDArray[np.float64]]]:
    """Keep the draws of every effect found meanwhile, by the effect's name.

    Effects whose interval comes from elsewhere (Wilson's, a regression's) have no draws.

    Examples
    --------
    >>> with kept_draws() as kept:
    ...     keep_draws("a.b", None)
    >>> kept
    {}
    """
    kept: dict[str, NDArray[np.float64]] = {}
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def keep_draws(name: str, draws: NDArray[np.float64] | None) -> None:
    """Hand an effect's draws to whoever asked for them, if anybody did."""
    kept = _KEPT.get()
    if kept is not None and draws is not None:
        kept[name] = draws
