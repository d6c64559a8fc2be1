"""SALib as a guest: seeded whatever the seed is, and the program left as it was.

The library takes a seed of 0 for none, seeds the generators that the whole program shares, and
changes how warnings are shown.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
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


def problem_of(inputs: int) -> dict[str, Any]:
    """Return inputs as SALib is told of them: each in [0, 1].

    >>> problem_of(1)
    {'num_vars': 1, 'names': ['x0'], 'bounds': [[0.0, 1.0]]}
    """
    names = [f"x{j}" for j in range(inputs)]
    return {"num_vars": inputs, "names": names, "bounds": [[0.0, 1.0]] * inputs}
