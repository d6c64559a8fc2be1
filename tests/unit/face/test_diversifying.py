"""What the search finds can be repeated by anybody from a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.experiments.combinations import combinations_of
from interregnum.face.diversifying import Diversity, diversity, file_of


@pytest.fixture(scope="module")
def made() -> Diversity:
    return diversity(ir.load("quiet-personalist"), budget=100, seed=5)


def test_every_example_comes_to_the_same_as_a_scenario_of_its_own(made: Diversity) -> None:
    assert made.repeated == len(made.found) > 10
    assert made.unforeseen() == ()
    assert len(made.found) + len(made.missing()) == 91


def test_a_saved_example_runs_to_its_outcome(made: Diversity, tmp_path: Path) -> None:
    folder = made.save(tmp_path / "kinds")
    told = json.loads((folder / "diversity.json").read_text(encoding="utf-8"))
    assert [row["runs"] for row in told["found"]] == [seen.runs for seen in made.found]
    seen = min(made.found, key=lambda one: one.first.number)
    file = folder / file_of(made.found.index(seen) + 1, seen)
    study = ir.load(file).run(runs=seen.first.number + 1, seed=made.seed, series=False)
    assert combinations_of(study.tables["runs"])[seen.first.number] == seen.kind


def test_the_command_finds_the_same_on_one_thread_and_keeps_it(
    made: Diversity, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kinds"
    wanted = ["diversity", made.case.name, "--budget", "100", "--seed", "5", "--out", str(out)]
    with pytest.raises(SystemExit) as left:
        main([*wanted, "--workers", "1", "--json"])
    assert left.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(json.dumps(made.content()))
    assert len(list(out.glob("*.yaml"))) == len(told["found"])
    with pytest.raises(SystemExit) as left:
        main(wanted)
    assert left.value.code == 3
