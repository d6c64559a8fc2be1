"""Countries are drawn whole, the same draws for all effects of a family."""

from __future__ import annotations

import numpy as np

from interregnum.evidence.estimators.blocks import blocks_of
from interregnum.evidence.findings import Findings


def test_blocks_hold_the_family_s_own_draws() -> None:
    countries = [20, 2, 20, 41]
    findings = Findings(countries, 50, 3)
    blocks = blocks_of(findings, countries)
    sums = findings.by_country([2, 20, 41], [1.0, 10.0, 100.0])
    assert np.array_equal(blocks.weights @ sums, findings.drawn(sums))
    assert (blocks.weights.sum(axis=1) == 3).all()
    assert blocks.once.tolist() == [[1.0, 1.0, 1.0]]
