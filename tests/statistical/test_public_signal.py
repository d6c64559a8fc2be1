"""The noise of news has the declared precision."""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from interregnum.kernels.random import Address
from interregnum.mechanisms.public_signal import EXPOSURE, MARGIN, Params, Reads, rule

RUNS = 20_000
SIGMAS = 4.0


@pytest.mark.parametrize(("kind", "precision"), [(EXPOSURE, 6.0), (MARGIN, 2.0)])
def test_signals_are_normal_around_the_truth(kind: float, precision: float) -> None:
    signals = [rule(Reads(0.4, kind, 1.0), Params(), Address(7, r, 3)).signal for r in range(RUNS)]
    standard = (np.array(signals) - 0.4) * sqrt(precision)
    assert abs(standard.mean()) < SIGMAS / sqrt(RUNS)
    assert stats.kstest(standard, "norm").pvalue > 2.0 * stats.norm.sf(SIGMAS)
