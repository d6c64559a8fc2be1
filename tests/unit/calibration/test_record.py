"""The record's covariance is that of draws of countries, positive definite by a stated rule."""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from interregnum.calibration.record import SHIPPED, compute_record, record_facts, shrunk
from interregnum.calibration.record_file import record_of_text, text_of
from interregnum.calibration.targets import TARGETS
from interregnum.calibration.values import untransformed
from interregnum.errors import ScenarioError, UsageError
from made_facts import tables
from made_tables import MadeTables

RNG = np.random.default_rng(3)


def test_few_facts_and_many_countries_are_hardly_shrunk() -> None:
    truth = np.array([[1.0, 0.6], [0.6, 4.0]])
    draws = RNG.multivariate_normal([0, 0], truth, 5000)
    found, share = shrunk(draws, np.zeros(2), 1000)
    assert share < 0.02
    assert found == pytest.approx(truth, rel=0.15)


def test_facts_that_say_the_same_twice_stay_apart_by_the_least_eigenvalue() -> None:
    one = RNG.normal(size=(500, 1))
    found, share = shrunk(np.hstack([one, one, -one]), np.zeros(3), 10**9)
    own = np.sqrt(np.diag(found))
    values = np.linalg.eigvalsh(found / np.outer(own, own))
    assert values.min() == pytest.approx(0.01, abs=1e-6)
    assert share == pytest.approx(0.01, abs=1e-6)


def test_no_variance_is_let_below_that_of_independent_cases() -> None:
    found, _ = shrunk(RNG.normal(0, 0.01, (400, 2)), np.array([2.0, 0.0]), 100)
    assert found[0, 0] == pytest.approx(2.0)
    assert found[1, 1] == pytest.approx(1e-4, rel=0.2)


def test_variances_are_not_shrunk() -> None:
    draws = RNG.normal(size=(300, 5)) * np.arange(1, 6)
    found, share = shrunk(draws, np.zeros(5), 20)
    assert share > 0.5
    assert np.diag(found) == pytest.approx(draws.var(axis=0, ddof=1))


def test_the_shipped_record_has_every_fact_and_a_positive_definite_covariance() -> None:
    record = record_facts()
    assert record.names == tuple(target.name for target in TARGETS)
    covariance = np.array(record.covariance)
    assert covariance == pytest.approx(covariance.T)
    own = np.sqrt(np.diag(covariance))
    assert np.linalg.eigvalsh(covariance / np.outer(own, own)).min() > 0.009
    assert own == pytest.approx([fact.sd for fact in record.facts])
    for fact in record.facts:
        assert fact.low < untransformed(fact.kind, fact.estimate) < fact.high
    assert record.until == date(1989, 12, 31)
    assert len(record.files) == 9
    assert all(len(digest) == 64 for digest in record.files.values())


def test_a_part_keeps_what_goes_together() -> None:
    record = record_facts()
    names = (record.names[3], record.names[0])
    part = record.part(names)
    assert part.names == names
    assert part.covariance[0][1] == record.covariance[3][0]
    with pytest.raises(UsageError, match=r"breakdown\.rate\.party"):
        record.part(["breakdown.rate.partly"])


def test_what_is_written_is_read_back_and_written_alike() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert text_of(record_of_text(text, "made")) == text


@pytest.mark.parametrize("text", ["", "{}", '{"form": "another"}', "[1]"])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="make record"):
        record_of_text(text, "made")


def test_the_record_is_read_without_a_table_library() -> None:
    code = (
        "import sys; from interregnum.calibration.record import record_facts; record_facts();"
        "sys.exit(any(name in sys.modules for name in ('pandas', 'numpy', 'statsmodels')))"
    )
    paths = [str(Path(entry).resolve()) for entry in sys.path if entry]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}; {code}"], check=False
    )
    assert done.returncode == 0


def test_a_later_day_and_few_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="held out"):
        compute_record(MadeTables(tables()), until=date(1990, 1, 1))
    with pytest.raises(UsageError, match="too few"):
        compute_record(MadeTables(tables()), draws=10)


def test_a_record_that_lacks_a_fact_is_refused_by_name() -> None:
    with pytest.raises(ScenarioError, match=r"breakdown\.rate\.personal"):
        compute_record(MadeTables(tables()), draws=100)


def test_every_estimate_is_finite() -> None:
    assert all(math.isfinite(value) for value in record_facts().estimates)
