"""A posterior is written so that what reads it finds what was meant."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from interregnum.calibration.posterior_file import Drawn, weighted_median, write_posterior
from interregnum.engine.mean_field import drawn_table
from interregnum.engine.plan import plan_of
from interregnum.errors import ScenarioError
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import load_scenario
from interregnum.scenario.posterior import posterior_of
from made_posterior import COLUMNS, GATES, RATE, WEIGHTS, made_posterior


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = made_posterior(tmp_path)
    posterior = posterior_of(str(file))
    assert posterior.path == file
    assert {name: row.gate for name, row in posterior.parameters.items()} == GATES
    assert posterior.parameters[RATE].value == 0.35
    assert posterior.parameters[RATE].range == (0.35, 1.2)
    table = pq.read_table(file)
    assert table.column_names == ["weight", *COLUMNS]
    assert table["weight"].to_pylist() == list(WEIGHTS)
    told = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert (told["draws"], told["seeds"], told["until"]) == (2, {"sampling": 1}, "1989-12-31")


def test_half_of_the_weight_lies_at_or_below_the_weighted_median() -> None:
    rng = np.random.default_rng(3)
    values, weights = rng.normal(size=101), rng.uniform(size=101)
    median = weighted_median(values, weights)
    half = 0.5 * weights.sum()
    assert weights[values <= median].sum() >= half
    assert weights[values < median].sum() < half


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (Drawn(np.array([0.0]), {RATE: np.array([0.5])}, {RATE: "fitted"}), "not all 0"),
        (Drawn(np.array([-1.0, 3.0]), {RATE: np.ones(2)}, {RATE: "fitted"}), "at least 0"),
        (Drawn(np.ones(1), {"a.b": np.ones(1)}, {"a.b": "fitted"}), "no parameter"),
        (Drawn(np.ones(1), {RATE: np.ones(1)}, {}), "needs a gate"),
        (Drawn(np.ones(1), {RATE: np.full(1, 9.0)}, {RATE: "fitted"}), "leaves the admitted"),
        (Drawn(np.ones(2), {RATE: np.ones(1)}, {RATE: "fitted"}), "one value a weight"),
    ],
)
def test_what_is_no_posterior_is_not_written(tmp_path: Path, drawn: Drawn, words: str) -> None:
    file = tmp_path / "posterior.parquet"
    with pytest.raises(ScenarioError, match=words):
        write_posterior(file, drawn, until="1989-12-31", told={})
    assert list(tmp_path.iterdir()) == []


def test_a_fit_may_admit_more_than_the_declaration(tmp_path: Path) -> None:
    file = tmp_path / "posterior.parquet"
    values, wide = np.array([0.2, 0.9]), {RATE: (0.1, 1.5)}
    drawn = Drawn(np.ones(2), {RATE: values}, {RATE: "fitted"})
    with pytest.raises(ScenarioError, match="leaves the admitted"):
        write_posterior(file, drawn, until="1989-12-31", told={})
    write_posterior(file, drawn._replace(admitted=wide), until="1989-12-31", told={})
    settings = (("posterior", str(file)), ("horizon", 5))
    plan = plan_of(load_scenario("quiet-personalist", settings, environment={}))
    column = [row.name for row in plan.parameters].index(RATE)
    assert set(drawn_table(plan, 1, range(20), Target.CPU)[:, column]) == {0.2, 0.9}


def test_the_manifest_keeps_its_own_entries(tmp_path: Path) -> None:
    drawn = Drawn(np.ones(1), {RATE: np.ones(1)}, {RATE: "fitted"})
    with pytest.raises(ScenarioError, match="draws is the writer's own"):
        write_posterior(tmp_path / "p.parquet", drawn, until="1989-12-31", told={"draws": 7})
