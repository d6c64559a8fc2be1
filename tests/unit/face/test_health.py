"""What a run would meet on this machine, and what is told when something stands in its way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interregnum.face import health
from interregnum.face.health import examine, is_warm, packages_found


def test_this_machine_is_described(tmp_path: Path) -> None:
    found = examine({}, tmp_path)
    for name in ("interregnum", "python", "platform", "cores", "memory", "free disk", "kernels"):
        assert found.facts[name]
    assert found.settings == {}
    assert str(tmp_path) in found.facts["free disk"]
    assert {"numpy", "numba", "pydantic"} <= set(found.packages)


def test_settings_are_shown_and_secrets_of_others_are_not() -> None:
    found = examine({"INTERREGNUM_SET": "horizon=9", "NUMBA_NUM_THREADS": "3", "TOKEN": "secret"})
    assert found.settings == {"INTERREGNUM_SET": "horizon=9", "NUMBA_NUM_THREADS": "3"}
    assert "a run takes 3" in found.facts["cores"]
    assert "secret" not in str(found)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"INTERREGNUM_TARGET": "cuda"}, ("INTERREGNUM_TARGET = cuda", "use python or cpu")),
        ({"INTERREGNUM_SET": "horizon"}, ("INTERREGNUM_SET", "key=value")),
        ({"INTERREGNUM_DATA": "absent-folder"}, ("absent-folder", "create it")),
    ],
)
def test_a_setting_that_cannot_hold_is_a_problem(
    setting: dict[str, str], words: tuple[str, str]
) -> None:
    problems = examine(setting).problems
    assert len(problems) == 1
    for word in words:
        assert word in problems[0]


def test_a_data_folder_is_counted(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("a\n")
    found = examine({"INTERREGNUM_DATA": str(tmp_path)})
    assert found.facts["data folder"] == f"{tmp_path}, 1 entries"


def test_little_memory_and_disk_are_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LEAST_DISK", 1e9)
    monkeypatch.setattr(health, "LEAST_MEMORY", 1e9)
    problems = examine({}, tmp_path).problems
    assert sum("GiB" in problem for problem in problems) == 2
    assert any("--out" in problem for problem in problems)


def test_a_cache_is_warm_when_this_python_has_all_of_it(tmp_path: Path) -> None:
    tag = f"py{sys.version_info.major}{sys.version_info.minor}"
    assert not is_warm(tmp_path)
    for name in health.ENTRIES:
        assert not is_warm(tmp_path)
        (tmp_path / f"{name}.{name}-1.{tag}.nbi").write_bytes(b"")
    assert is_warm(tmp_path)


def test_the_entries_looked_for_are_those_that_are_compiled() -> None:
    from interregnum.engine.mean_field import entries
    from interregnum.kernels.launch import cache_folder
    from interregnum.kernels.scalar import Target

    entries(Target.CPU)
    assert is_warm(cache_folder())


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ["numpy>=2", "no-such-package>=1", 'other; extra == "x"']
    monkeypatch.setattr(health.metadata, "requires", lambda name: told)
    found, missing = packages_found()
    assert list(found) == ["numpy"]
    assert missing == ["no-such-package"]
    assert any("make install" in problem for problem in examine({}).problems)
