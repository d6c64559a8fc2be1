"""The libraries that only the fit needs, and one thread for all their sums."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from interregnum.errors import UsageError

_depth = 0


def library(name: str) -> Any:
    """Return a library of the extra ``calibration``, loaded only now.

    Parameters
    ----------
    name
        Its dotted name.

    Raises
    ------
    UsageError
        If it is not installed, with the command that installs it.

    Examples
    --------
    >>> round(float(library("scipy.special").ndtr(0.0)), 3)
    0.5
    """
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        msg = f'calibrate: {name} is missing; pip install "interregnum[calibration]"'
        raise UsageError(msg) from error


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Compute on one thread: sums keep their order, and small matrices are slower on several.

    Inside another such block it costs nothing.
    """
    global _depth
    if _depth > 0:
        yield
        return
    # The limit holds for libraries that are loaded: SciPy brings its own.
    library("scipy.linalg")
    with library("threadpoolctl").threadpool_limits(1):
        _depth += 1
        try:
            yield
        finally:
            _depth -= 1
