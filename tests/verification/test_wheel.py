"""The wheel, installed with the pins in a fresh environment, runs a study by itself."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

WHERE = """
import json, sys, interregnum
from importlib import metadata
print(json.dumps([interregnum.__file__, metadata.version("interregnum"), sys.prefix]))
"""


def succeed(*command: str | Path, cwd: Path, environment: dict[str, str]) -> str:
    """Run a command and return what it printed; fail with its words if it fails."""
    finished = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, f"{command}\n{finished.stdout}\n{finished.stderr}"
    return finished.stdout


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """Hide the checkout: no path to it, and nothing that points into its environment."""
    hidden = {"PYTHONPATH", "VIRTUAL_ENV", "INTERREGNUM_TARGET"}
    return {key: value for key, value in os.environ.items() if key not in hidden}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """Build the wheel without isolation, from the pinned backend, out of a copy."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", source / "src", ignore=ignored)
    build = ("-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", folder, source)
    succeed(sys.executable, *build, cwd=folder, environment=environment)
    (built,) = folder.glob("interregnum-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]
) -> Path:
    """Install the pins with their hashes and then the wheel; return the environment's folder."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    uv = Path(sys.executable).with_name("uv")
    base = getattr(sys, "_base_executable", sys.executable)
    succeed(base, "-m", "venv", folder, cwd=wheel.parent, environment=environment)
    python = folder / "bin" / "python"
    if uv.exists():
        install = (uv, "pip", "install", "--python", python)
    else:
        install = (python, "-m", "pip", "install")
    pins = ("--require-hashes", "-r", ROOT / "requirements" / "run.txt")
    succeed(*install, *pins, cwd=wheel.parent, environment=environment)
    succeed(*install, "--no-deps", wheel, cwd=wheel.parent, environment=environment)
    return folder


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    package = ROOT / "src" / "interregnum"
    expected = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".keep"
    }
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert expected <= names
    outside = {name.split("/")[0] for name in names} - {"interregnum"}
    assert all(name.endswith(".dist-info") for name in outside)


def test_a_fresh_environment_runs_a_study(
    installed: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    python = installed / "bin" / "python"
    told = json.loads(succeed(python, "-c", WHERE, cwd=tmp_path, environment=environment))
    assert Path(told[0]).is_relative_to(installed)
    assert Path(told[2]) == installed

    command = ("run", "mutiny-2023", "--runs", "5", "--seed", "7", "--out", "study")
    succeed(installed / "bin" / "interregnum", *command, cwd=tmp_path, environment=environment)
    study = tmp_path / "study"
    for name in ("runs.parquet", "events.parquet", "manifest.json", "survival.png"):
        assert (study / name).stat().st_size > 0
    manifest = json.loads((study / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 7
    count = "import sys, pandas; print(pandas.read_parquet(sys.argv[1])['run'].nunique())"
    runs = succeed(
        python, "-c", count, study / "runs.parquet", cwd=tmp_path, environment=environment
    )
    assert int(runs) == 5
