"""`interregnum data`: the list, a dataset's description, the folder, fetching and checking."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interregnum.cli.main import main
from interregnum.evidence.datasets import DATASETS

COUPS = "country\tccode\tyear\tmonth\tday\tcoup\nHaiti\t41\t1950\t5\t10\t2\n"


def leave(*arguments: str) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of datasets with the user's own list of coups."""
    monkeypatch.delenv("INTERREGNUM_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "data" / "powell_thyne"
    place.mkdir(parents=True)
    (place / "powell_thyne_coups_final.txt").write_text(COUPS)
    return tmp_path / "data"


def test_the_list_names_every_dataset_and_counts_what_is_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "list", "--from", str(folder), "--json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == list(DATASETS)
    assert rows["powell_thyne"]["files_there"] == 1
    assert rows["gwf"]["files_there"] == 0
    assert rows["gwf"]["redistributable"] is False
    assert leave("data", "list") == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "vintage", "years", "files", "passed", "on", "title"]
    assert [line.split()[0] for line in lines] == list(DATASETS)


def test_the_list_needs_neither_pandas_nor_numpy() -> None:
    code = (
        "import sys\n"
        "from interregnum.cli.main import main\n"
        "try:\n    main(['data', 'list', '--json'])\n"
        "except SystemExit:\n    pass\n"
        "print(sorted({'pandas', 'numpy', 'pyarrow', 'pooch'} & set(sys.modules)), file=sys.stderr)"
    )
    environment = {key: value for key, value in os.environ.items() if key != "INTERREGNUM_DATA"}
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert told.stderr == "[]\n"


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_is_described(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "info", name, "--from", str(folder), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    keys = {"licence", "citation", "codebook", "home", "limits", "files", "get", "vintage"}
    assert keys <= set(told)
    assert leave("data", "info", name, "--from", str(folder)) == 0
    words = capsys.readouterr().out
    assert DATASETS[name].citation in words
    assert all(file.path in words for file in DATASETS[name].files)


def test_an_unknown_dataset_is_refused_with_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in ("info", "pull", "verify"):
        assert leave("data", verb, "archigo") == 2
        assert "did you mean archigos" in capsys.readouterr().err


def test_the_folder_and_what_named_it_are_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "path", "--from", str(folder)) == 0
    assert capsys.readouterr() == (f"{folder}\n", "named by --from\n")
    monkeypatch.setenv("INTERREGNUM_DATA", str(folder))
    assert leave("data", "path", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"path": str(folder), "given_by": "INTERREGNUM_DATA", "exists": True}


def test_the_user_s_own_copy_is_recorded_with_its_hash(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "verify", "powell_thyne", "--from", str(folder), "--json") == 0
    events, years = json.loads(capsys.readouterr().out)
    assert (events["state"], years["state"]) == ("own copy", "absent")
    assert len(events["sha256"]) == 64


def test_a_file_of_the_usual_name_and_another_hash_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder / "powell_thyne"
    usual = place / "powell_thyne_coups_1950_1989.txt"
    (place / "powell_thyne_coups_final.txt").rename(usual)
    assert leave("data", "verify", "--from", str(folder)) == 3
    captured = capsys.readouterr()
    assert str(usual) in captured.err
    assert "give your own copy another name" in captured.err
    assert "wrong hash" in captured.out


def test_a_file_without_a_column_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "powell_thyne" / "powell_thyne_coups_final.txt"
    path.write_text(COUPS.replace("coup\n", "success\n"))
    assert leave("data", "verify", "--from", str(folder)) == 3
    told = capsys.readouterr().err
    assert f"{path}: lacks coup; is it the file for events?" in told


def test_a_dataset_that_is_named_must_be_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "verify", "gwf", "--from", str(folder)) == 3
    assert "no file for country_years of gwf" in capsys.readouterr().err


def test_a_folder_without_any_dataset_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "verify") == 2
    told = capsys.readouterr().err
    assert "the folder that the cache names; give one by --from or INTERREGNUM_DATA" in told


def test_a_link_out_of_the_folder_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "powell_thyne" / "powell_thyne_coups_final.txt"
    path.rename(folder.parent / "outside.txt")
    path.symlink_to(folder.parent / "outside.txt")
    assert leave("data", "verify", "--from", str(folder)) == 3
    assert f"{path}: leads out of {folder}" in capsys.readouterr().err


def test_what_may_not_be_passed_on_is_not_fetched(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("data", "pull", "gwf") == 3
    told = capsys.readouterr().err
    assert "gwf is not fetched: its terms do not let it be passed on" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("verb", ["list", "info", "pull", "path", "verify"])
def test_every_verb_shows_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert leave("data", verb, "--help") == 0
    assert f"interregnum data {verb}" in capsys.readouterr().out
