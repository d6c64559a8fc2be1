"""`interregnum plot`: files, and one clear line where there is nothing to draw."""

from __future__ import annotations

from pathlib import Path

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.cli.plot import Kind
from interregnum.face.figure_parts import HEADINGS


def run(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main(["plot", *(str(word) for word in words)])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = ir.load("mutiny-2023", {"horizon": 2}).run(runs=4, seed=1, series=False)
    return study.save(tmp_path_factory.mktemp("kept") / "mine")


def test_kinds_are_those_of_the_study() -> None:
    assert {kind.value for kind in Kind} == set(HEADINGS)


def test_a_figure_is_named_after_study_and_kind(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(folder, "outcomes") == 0
    assert capsys.readouterr().out == "mine-outcomes.png\n"
    assert (tmp_path / "mine-outcomes.png").stat().st_size > 10_000


def test_several_files_are_written(folder: Path, tmp_path: Path) -> None:
    files = [tmp_path / "a.png", tmp_path / "a.svg"]
    assert run(folder, "incidence", "--out", files[0], "--out", files[1]) == 0
    assert all(path.exists() for path in files)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("pie",), 2, "pie"),
        (("outcomes", "--out", "a.pdf"), 2, ".png or .svg"),
        (("outcomes", "--outlines", "a.geojson"), 2, "belongs to map"),
        (("map", "--runs", "5"), 2, "belongs to sign"),
        (("fans",), 3, "--series all"),
        (("map", "--outlines", "absent.geojson"), 3, "absent.geojson"),
        (("outcomes", "--out", "absent/a.png"), 3, "absent/a.png"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_line(
    words: tuple[str, ...],
    code: int,
    said: str,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(folder, *words) == code
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_study_is_named(tmp_path: Path) -> None:
    assert run(tmp_path, "outcomes") == 3


def test_the_sign_runs_its_ensembles(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "sign", "--runs", "3", "--out", tmp_path / "sign.png") == 0
    assert (tmp_path / "sign.png").exists()
