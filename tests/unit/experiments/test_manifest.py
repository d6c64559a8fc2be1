"""A manifest is believed only if this program could have written it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import interregnum as ir
from interregnum.errors import StudyError
from interregnum.experiments import manifest as manifests
from interregnum.experiments.order import Order

ORDER = Order(scenario=ir.load("mutiny-2023").scenario, runs=3, seed=0)
DIGESTS = dict.fromkeys([name for arm in manifests.ARMS for name in arm], "0" * 64)
RUNNING = manifests.manifest_of(ORDER)
COMPLETE = manifests.completed({**RUNNING, "merged": 2}, DIGESTS, {"log.parquet": "0" * 64})


def written(folder: Path, content: Any) -> Path:
    (folder / "manifest.json").write_text(json.dumps(content))
    return folder


@pytest.mark.parametrize("content", [RUNNING, COMPLETE], ids=["running", "complete"])
def test_a_manifest_is_read_as_it_was_written(tmp_path: Path, content: dict[str, Any]) -> None:
    manifests.write_manifest(tmp_path, content)
    assert manifests.read_manifest(tmp_path) == content
    assert manifests.scenario_of(tmp_path, content) == ORDER.scenario


def test_a_complete_study_forgets_how_it_was_extended() -> None:
    assert COMPLETE["state"] == "complete"
    assert "merged" not in COMPLETE


def test_an_unfinished_study_is_told_apart(tmp_path: Path) -> None:
    manifests.check_complete(tmp_path, COMPLETE)
    with pytest.raises(StudyError, match=r"unfinished.*--resume"):
        manifests.check_complete(tmp_path, RUNNING)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "is no study"),
        (b"", "torn"),
        (b"{", "torn"),
        (b"\xff\xfe\x00binary", "torn"),
        (b"[" * 100_000, "torn"),
        (b"9" * 5000, "torn"),
        (b"[]", "no object"),
        (b"null", "no object"),
        (b"{}", "format None"),
        (b'{"format": true}', "format True"),
        (b'{"format": 99, "versions": {"interregnum": "7.0"}}', r"format 99.*interregnum 7\.0"),
        (b'{"format": 99, "versions": []}', "format 99"),
    ],
)
def test_a_file_that_is_no_manifest_is_refused(
    tmp_path: Path, raw: bytes | None, said: str
) -> None:
    if raw is not None:
        (tmp_path / "manifest.json").write_bytes(raw)
    with pytest.raises(StudyError, match=said):
        manifests.read_manifest(tmp_path)


def test_a_folder_or_a_dead_link_is_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "a" / "manifest.json").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "manifest.json").symlink_to("missing")
    for name in ("a", "b"):
        with pytest.raises(StudyError):
            manifests.read_manifest(tmp_path / name)


def test_a_file_of_any_length_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifests, "LARGEST_MANIFEST", 10)
    with pytest.raises(StudyError, match="too large"):
        manifests.read_manifest(written(tmp_path, RUNNING))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("state", "halfway"),
        ("state", ["complete"]),
        ("scenario", []),
        ("scenario_sha256", 7),
        ("runs", 0),
        ("runs", "many"),
        ("runs", True),
        ("runs", 1e3),
        ("seed", -1),
        ("seed", 2**63),
        ("target", "abacus"),
        ("target", {}),
        ("series", True),
        ("versions", {}),
        ("merged", "all"),
        ("values_sha256", {"runs": "0"}),
        ("values_sha256", {**DIGESTS, "mine": "0"}),
        ("values_sha256", {k: v for k, v in DIGESTS.items() if k != "series"}),
        ("values_sha256", {"../../runs": "0"}),
        ("files_sha256", {"../mine.txt": "0"}),
        ("files_sha256", {".lock": "0"}),
        ("files_sha256", {"log.parquet": 0}),
    ],
)
def test_an_entry_that_nobody_wrote_here_is_named(tmp_path: Path, key: str, value: Any) -> None:
    with pytest.raises(StudyError, match=key):
        manifests.read_manifest(written(tmp_path, {**COMPLETE, key: value}))


def test_a_missing_entry_is_named(tmp_path: Path) -> None:
    for key in ("state", "scenario", "scenario_sha256", "runs", "seed", "series", "versions"):
        content = {k: v for k, v in COMPLETE.items() if k != key}
        with pytest.raises(StudyError, match=key):
            manifests.read_manifest(written(tmp_path, content))


def test_a_scenario_that_was_changed_is_refused(tmp_path: Path) -> None:
    other = {**RUNNING["scenario"], "title": "another"}
    with pytest.raises(StudyError, match="hash"):
        manifests.scenario_of(tmp_path, {**RUNNING, "scenario": other})
    with pytest.raises(StudyError, match="invalid"):
        manifests.scenario_of(tmp_path, {**RUNNING, "scenario": {"horizon": 0}})


def test_versions_name_the_model() -> None:
    assert {"interregnum", "model", "python", "numba"} <= set(manifests.versions())
