"""From a study to boxes, in Python and by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.errors import ScenarioError

EXPERIMENT = """
experiment: rules
title: Rules
scenario: mutiny-2023
settings: {horizon: 60}
uncertainties:
  start.type_mean: {}
  selection: {distribution: categorical, values: [focal, largest]}
policies:
  as-it-was: {}
  no-mutiny: {mutiny.happens: false}
outcomes: [survives]
design: latin_hypercube
points: 50
replicates: 2
seed: 7
"""


@pytest.fixture(scope="module")
def study() -> ir.Study:
    return ir.load("mutiny-2023").run(runs=600, seed=7, series=False)


@pytest.fixture(scope="module")
def folder(study: ir.Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study.save(tmp_path_factory.mktemp("studies") / "one")


def leave(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def test_a_weak_ruler_is_where_removals_are_dense(study: ir.Study) -> None:
    boxes = ir.discover(study)
    first = boxes.discovery.boxes[0]
    limits = {limit.name: limit for limit in first.box}
    assert limits["start.type_mean"].high < 0.8
    assert first.density is not None
    assert first.density.low > boxes.discovery.interest / boxes.discovery.runs
    assert any("the ruler is removed in" in line for line in boxes.sentences())


def test_conditioned_studies_say_that_boxes_are_unweighted(study: ir.Study) -> None:
    scenario = study.case.scenario.model_copy(update={"mode": "condition"})
    other = type(study)(ir.Case(scenario), study.seed, study.target, study.tables)
    assert "not weighted" in ir.discover(other).sentences()[-1]
    assert "not weighted" not in ir.discover(study).sentences()[-1]


def test_a_sweep_is_searched_with_its_words_and_policies(tmp_path: Path) -> None:
    experiment = tmp_path / "rules.yaml"
    experiment.write_text(EXPERIMENT, encoding="utf-8")
    swept = ir.sweep(experiment).into(tmp_path / "sweep").run()
    boxes = ir.discover(swept, "collapse", screened=False)
    assert {"selection", "policy", "start.type_mean"} == set(boxes.discovery.searched)
    assert boxes.discovery.runs == 200
    assert "intervals say nothing of other points" in boxes.sentences()[-1]
    assert boxes.origin.rows["start.type_mean"].symbol
    again = ir.discover(tmp_path / "sweep", "collapse", screened=False)
    assert again.content() == boxes.content()


def test_the_command_tells_draws_and_prints_json(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = tmp_path / "boxes.svg"
    options = ("--method", "cart", "--most", "4", "--plot", str(figure))
    assert leave("discover", str(folder), "--outcome", "collapse", *options) == 0
    said = capsys.readouterr().out
    assert said.startswith("Of 600 runs rule collapses")
    assert figure.read_text(encoding="utf-8").count("<svg") == 1
    assert leave("discover", str(folder), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["scenario"] == "mutiny-2023"
    assert told["boxes"][0]["judged"]["density"]["low"] > 0.5
    assert told["sentences"]


def test_a_wrong_question_is_refused_by_name(
    folder: Path, study: ir.Study, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("discover", str(folder), "--outcome", "removd") == 2
    assert "did you mean removed" in capsys.readouterr().err
    assert leave("discover", str(folder), "--plot", "boxes.pdf") == 2
    assert leave("discover", str(folder), "--density", "0.999") == 3
    assert "ask for less" in capsys.readouterr().err
    few = ir.load("mutiny-2023").run(runs=20, seed=7, series=False)
    with pytest.raises(ScenarioError, match="too few"):
        ir.discover(few)
