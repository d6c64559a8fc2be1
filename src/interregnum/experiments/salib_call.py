"""SALib as a guest: seeded whatever the seed is, and the program left as it was.

The library takes a seed of 0 for none, seeds the generators that the whole program shares, and
changes how warnings are shown.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


def library_seed(seed: int) -> int:
    """Return a seed that the library takes for one.

    >>> library_seed(0), library_seed(2**31 - 2)
    (1, 2147483647)
    """
    return seed % (2**31 - 1) + 1


@contextmanager
def guest() -> Iterator[None]:
    """Put back, afterwards, what the library changes for everybody; its notices are not shown."""
    import numpy as np

    shown, state, plain = warnings.formatwarning, np.random.get_state(), random.getstate()
    try:
        with warnings.catch_warnings(record=True):
            warnings.simplefilter("ignore")
            yield
    finally:
        warnings.formatwarning = shown
        np.random.set_state(state)
        random.setstate(plain)


def problem_of(widths: int | Sequence[int]) -> dict[str, Any]:
    """Return inputs as SALib is told of them: coordinates in [0, 1], in groups if there are any.

    Parameters
    ----------
    widths
        How many inputs, each of one coordinate; or how many coordinates each input takes.

    >>> problem_of(1)
    {'num_vars': 1, 'names': ['x0'], 'bounds': [[0.0, 1.0]]}
    >>> problem_of([1, 2])["groups"]
    ['g0', 'g1', 'g1']
    """
    widths = [1] * widths if isinstance(widths, int) else list(widths)
    count = sum(widths)
    problem = {
        "num_vars": count,
        "names": [f"x{j}" for j in range(count)],
        "bounds": [[0.0, 1.0]] * count,
    }
    if any(width != 1 for width in widths):
        problem["groups"] = [f"g{j}" for j, width in enumerate(widths) for _ in range(width)]
    return problem
