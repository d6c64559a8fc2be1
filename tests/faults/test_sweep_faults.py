"""Killed with its policies half done, a sweep comes out the same; two writers do not meet."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import interregnum as ir
from unit.experiments import swept

# Small batches with a pause in each, so that there is a middle in which to be killed.
SCRIPT = """
import sys, time
import interregnum.experiments.ensemble as ensemble
from interregnum.cli.main import main
ensemble.FIRST_BATCH = ensemble.LARGEST_BATCH = 2
real, pause = ensemble.run_lives, float(sys.argv[1])
def slow(*arguments, **options):
    time.sleep(pause)
    return real(*arguments, **options)
ensemble.run_lives = slow
main(["sweep", *sys.argv[2:]])
"""


def command(path: Path, folder: Path, pause: float) -> list[str]:
    """Return the words of a process that works on a sweep."""
    words = [sys.executable, "-c", SCRIPT, str(pause), str(path), "--out", str(folder)]
    return [*words, "--workers", "1", "--resume"] if folder.exists() else words


def landed(folder: Path) -> int:
    """Return how many batches, over both policies, lie in parts."""
    return len(list(folder.glob("policies/*/parts/0*.parquet")))


def working(path: Path, folder: Path, policy: int) -> subprocess.Popen[str]:
    """Return a process that has landed a batch of a policy."""
    process = subprocess.Popen(
        command(path, folder, pause=0.1),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    while not list(folder.glob(f"policies/{policy}/parts/0*.parquet")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    return process


def killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("policy", [0, 1])
def test_a_sweep_killed_in_any_policy_comes_out_the_same(tmp_path: Path, policy: int) -> None:
    path, folder = swept.file(tmp_path), tmp_path / "sweep"
    killed(working(path, folder, policy))
    assert landed(folder) > 0
    assert not (folder / "runs.parquet").exists()
    made = subprocess.run(
        command(path, folder, pause=0.0), capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stderr) == (0, "")
    manifest = json.loads((folder / "sweep.json").read_text())
    assert manifest["values_sha256"] == ir.sweep(path).run().digests()
    assert not list(folder.rglob("*.part"))


def test_two_processes_on_one_sweep_do_not_meet(tmp_path: Path) -> None:
    path, folder = swept.file(tmp_path), tmp_path / "sweep"
    process = working(path, folder, policy=0)
    process.send_signal(signal.SIGSTOP)  # it keeps its lock, and cannot finish meanwhile
    second = subprocess.run(
        command(path, folder, pause=0.0), capture_output=True, text=True, check=False
    )
    killed(process)
    assert second.returncode == 3
    assert "another process is writing" in second.stderr
