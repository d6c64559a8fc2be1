"""The facts of the real tables are the shipped effects, and nothing later moves the record."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from interregnum.calibration.record import compute_record, record_facts
from interregnum.calibration.targets import TARGETS, facts_on
from interregnum.errors import UsageError
from interregnum.evidence.computing import TablesOf
from interregnum.evidence.folders import VARIABLE, data_folder
from interregnum.evidence.shipping import shipped_table

pytestmark = [
    pytest.mark.skipif(VARIABLE not in os.environ, reason=f"{VARIABLE} names no data"),
]


@pytest.fixture(scope="module")
def tables() -> TablesOf:
    """Return the tables of the data folder."""
    return TablesOf(data_folder(Path(os.environ[VARIABLE])))


def test_every_fact_is_the_shipped_effect_of_its_name(tables: TablesOf) -> None:
    found = facts_on(tables)
    shipped = {effect.name: effect for effect in shipped_table().effects}
    for target in TARGETS:
        effect, value = shipped[target.effect], found[target.name]
        assert value.published == pytest.approx(effect.estimate, rel=1e-9)
        if target.kind == "share":
            assert (value.n, value.events) == (effect.n, effect.events)


def test_the_shipped_record_is_computed_again_from_the_same_files(tables: TablesOf) -> None:
    shipped = record_facts()
    record = compute_record(tables, draws=100, seed=shipped.seed)
    if record.files != shipped.files:
        pytest.skip("the data at hand are not those that the record came from")
    assert record.estimates == pytest.approx(shipped.estimates, rel=1e-9)
    for now, then in zip(record.facts, shipped.facts, strict=True):
        assert (now.name, now.n, now.events) == (then.name, then.n, then.events)
        assert now.published == pytest.approx(then.published, rel=1e-9)
        assert now.sd == pytest.approx(then.sd, rel=0.35)


def test_a_day_in_the_part_held_out_is_refused(tables: TablesOf) -> None:
    with pytest.raises(UsageError, match="held out"):
        compute_record(tables, until=date(1990, 1, 1))
