"""Twins in Python and by the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.engine.record import OUTCOMES
from interregnum.experiments.structures import Rival, Structure
from interregnum.face.twinning import Twins
from interregnum.report.rival_lines import rival_parts


@pytest.fixture(scope="module")
def made() -> Twins:
    return ir.twins("mutiny-2023", switch={"mutiny.happens": [True, False]}, runs=100, seed=7)


def left_with(*words: str) -> Any:
    with pytest.raises(SystemExit) as left:
        main(words)
    return left.value.code


def test_effects_on_classes_sum_to_nothing(made: Twins) -> None:
    effects = {row.outcome: row.estimate for row in made.effects()}
    assert sum(effects[name] for name in OUTCOMES) == pytest.approx(0.0, abs=1e-12)
    assert effects["removed"] == pytest.approx(-effects["survives"] - effects["regular_exit"])


def test_flips_say_what_the_tables_of_runs_say(made: Twins) -> None:
    flips = made.flips()
    assert flips is not None
    by_branch = dict(list(made.runs.groupby("branch")))
    first, second = (by_branch[f"mutiny.happens={word}"]["outcome"] for word in ("true", "false"))
    assert flips.share.estimate == (first.to_numpy() != second.to_numpy()).mean()
    counted = sum(row.runs for row in flips.moves if {row.before, row.after} <= set(OUTCOMES))
    assert 0 < counted <= 100 * flips.share.estimate


def test_a_saved_folder_holds_runs_events_and_effects(made: Twins, tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    folder = made.save(tmp_path / "twins")
    runs = parquet.read_table(folder / "runs.parquet")
    assert runs.num_rows == 200
    assert runs.column_names[:3] == ["branch", "switch.mutiny.happens", "run"]
    effects = json.loads((folder / "effects.json").read_text())
    assert effects["treatment"] == "mutiny.happens=true"
    assert sorted(path.name for path in folder.iterdir()) == [
        "effects.json", "events.parquet", "manifest.json", "runs.parquet"
    ]  # fmt: skip


def test_the_same_numbers_draw_the_same_bytes(made: Twins, tmp_path: Path) -> None:
    first, second = tmp_path / "a.png", tmp_path / "b.png"
    made.plot(first)
    made.plot(second)
    assert first.read_bytes() == second.read_bytes()


def test_the_command_prints_effects_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["twins", "mutiny-2023", "--switch", "mutiny.happens=true,false", "--runs", "40"]
    assert left_with(*words, "--json") == 0
    content = json.loads(capsys.readouterr().out)
    names = {"outcome", "estimate", "low", "high", "variance_reduction", "bound"}
    assert all(names <= set(row) for row in content["effects"])
    assert set(content["flips"]) == {"share", "moves"}
    assert left_with(*words) == 0
    out = capsys.readouterr().out
    assert "mutiny.happens=true against mutiny.happens=false: 40 runs each" in out


def test_a_factorial_prints_main_effects_and_interactions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    picture = tmp_path / "factorial.svg"
    words = ["twins", "mutiny-2023", "--switch", "selection=focal,largest", "--runs", "20"]
    words += ["--switch", "sanctions=true,false", "--plot", str(picture)]
    assert left_with(*words) == 0
    assert "selection: focal v. largest x sanctions: true v. false" in capsys.readouterr().out
    assert picture.stat().st_size > 1000
    assert left_with(*words, "--json") == 0
    terms = {row["term"] for row in json.loads(capsys.readouterr().out)["effects"]}
    assert len(terms) == 3


def test_rival_structures_are_told_without_averaging_signs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["twins", "mutiny-2023", "--switch", "mutiny.happens=true,false", "--runs", "4"]
    assert left_with(*words, "--structures") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "selection=smallest" in out
    assert "Sign, fell at all: removed, or back within 90 days: " in out
    assert "No sign is averaged over structures." in out


def test_effects_stand_beside_the_parameters_that_they_differ_with(made: Twins) -> None:
    thirds = made.thirds()
    assert len(thirds) > 100
    assert all(row.lower.low <= row.lower.estimate <= row.lower.high for row in thirds)
    own = Rival(Structure("", None), tuple(made.effects()), ())
    *_, span = rival_parts([own], thirds)
    assert isinstance(span, str)
    removed = next(row for row in made.effects() if row.outcome == "removed")
    assert f"from {100.0 * removed.estimate:+.1f} to {100.0 * removed.estimate:+.1f} points" in span


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--switch", "sanctions"], 2, "key=a,b"),
        (["--switch", "sanctions=true,false", "--set", "sanctions=true"], 2, "also set for all"),
        (["--switch", "selection=focal,largest,smallest", "--structures"], 2, "two values"),
        (["--switch", "sanctions=true,false", "--plot", "twins.pdf"], 2, "picture"),
        (["--switch", "sanctions=true"], 3, "two or more different values"),
    ],
)
def test_a_wrong_command_says_the_way_out(
    words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert left_with("twins", "mutiny-2023", *words) == code
    assert told in capsys.readouterr().err
