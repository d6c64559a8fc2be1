"""The library leaves the program as it was."""

from __future__ import annotations

import random
import warnings

import numpy as np

from interregnum.experiments.salib_call import guest


def test_what_a_guest_changes_is_put_back() -> None:
    shown, state, plain = warnings.formatwarning, np.random.get_state(), random.getstate()
    with guest():
        np.random.seed(3)
        random.seed(3)
        warnings.formatwarning = lambda *_: ""  # type: ignore[assignment]
        warnings.warn("a notice", stacklevel=1)
    assert warnings.formatwarning is shown
    assert np.random.get_state()[1].tolist() == state[1].tolist()
    assert random.getstate() == plain
