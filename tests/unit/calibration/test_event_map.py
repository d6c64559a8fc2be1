"""The map of events: what its constants are, recomputed from the record where it is at hand."""

from __future__ import annotations

import os

import pytest

from interregnum.calibration.event_map import SAME_GROUP
from interregnum.evidence.folders import VARIABLE


@pytest.mark.skipif(VARIABLE not in os.environ, reason=f"{VARIABLE} names no data")
def test_how_often_a_regime_outlives_a_coup_is_the_records_own_share() -> None:
    from interregnum.evidence.computing import TablesOf
    from interregnum.evidence.folders import data_folder

    tables = TablesOf(data_folder())
    regimes = tables.table("gwf").frame
    coups = tables.table("powell_thyne.events").frame
    regimes, coups = (frame[frame["year"] <= 1989] for frame in (regimes, coups))
    both = coups[coups["coup"] == 2].merge(regimes, on=["gw", "year"])
    ended = both["gwf_fail"] == 1
    other = both[~(ended & (both["gwf_fail_subsregime"] == 1))]
    outlived = (other["gwf_fail"] == 0).astype(int).groupby(other["regime_group"])
    assert outlived.sum().to_dict() == {"military": 27, "monarchy": 3, "party": 13, "personal": 8}
    assert outlived.mean().to_dict() == pytest.approx(SAME_GROUP)
