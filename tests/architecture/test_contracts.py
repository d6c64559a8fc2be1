"""The import contracts hold, and each of them breaks when it should."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "interregnum"
LINTER = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"

# Deciding where a new unit belongs comes first; then it is added here and to the contract.
TOP_LEVEL = {
    *("errors", "effects", "intervals", "scores", "declare", "version"),
    *("kernels", "formulae", "networks", "mechanisms", "scenario", "engine"),
    *("canonical", "experiments", "evidence", "calibration", "claims", "report"),
    *("dashboard", "face", "cli", "__init__"),
}


def linted(folder: Path) -> tuple[int, str]:
    """Return the linter's exit status and words on the package of a folder."""
    finished = subprocess.run(
        [sys.executable, "-c", LINTER],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return finished.returncode, finished.stdout + finished.stderr


def test_the_contracts_hold() -> None:
    status, words = linted(ROOT)
    assert status == 0, words
    assert "4 kept, 0 broken" in words


INSIDE = "def late():\n    import {}\n"

PLANTED = {
    "a mechanism that imports a higher layer": (
        {"mechanisms/planted.py": "import interregnum.engine\n"},
        "interregnum.mechanisms.planted",
    ),
    "an import inside a function": (
        {"formulae/planted.py": INSIDE.format("interregnum.engine")},
        "interregnum.formulae.planted",
    ),
    "siblings of one layer that meet": (
        {"canonical/planted.py": "import interregnum.experiments\n"},
        "interregnum.canonical.planted",
    ),
    "mechanisms that meet": (
        {
            "mechanisms/planted.py": "",
            "mechanisms/planted_too.py": "import interregnum.mechanisms.planted\n",
        },
        "interregnum.mechanisms.planted_too",
    ),
    "the compiler outside kernels": (
        {"engine/planted.py": INSIDE.format("numba")},
        "interregnum.engine.planted",
    ),
    "the record that sees the simulation": (
        {
            "evidence/__init__.py": "",
            "evidence/planted.py": INSIDE.format("interregnum.kernels.special"),
        },
        "interregnum.evidence.planted",
    ),
    "a new top-level module": ({"utils.py": ""}, "interregnum.utils"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_breach_is_found(kind: str, tmp_path: Path) -> None:
    files, culprit = PLANTED[kind]
    copy = tmp_path / "src" / "interregnum"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in files.items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text)
    status, words = linted(tmp_path)
    assert status == 1, words
    assert culprit in words


def test_no_module_stands_where_nobody_decided_it_belongs() -> None:
    present = {
        path.stem
        for path in SOURCE.iterdir()
        if path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))
    }
    assert present <= TOP_LEVEL


def test_the_evidence_contract_covers_the_package_and_all_in_it() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {c["id"]: c for c in settings["tool"]["importlinter"]["contracts"]}
    named = set(contracts["evidence"]["source_modules"])
    assert named == {"interregnum.evidence", "interregnum.evidence.**"}
