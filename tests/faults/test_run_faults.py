"""A run that is stopped or refused leaves nothing half-written behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

RUN = [str(Path(sys.executable).with_name("interregnum")), "run", "mutiny-2023"]


def test_a_run_interrupted_before_its_first_batch_exits_130_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    out = tmp_path / "study"
    script = (
        "import sys, time, interregnum.experiments.ensemble as e\n"
        "real = e.run_lives\n"
        "def told(*a, **k):\n"
        "    print('working', file=sys.stderr, flush=True)\n"
        "    time.sleep(1)\n"
        "    return real(*a, **k)\n"
        "e.run_lives = told\n"
        "from interregnum.cli.main import main\n"
        f"main(['run', 'mutiny-2023', '--runs', '2000000', '--out', {str(out)!r}])\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "working" in line:
                break
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(timeout=120) == 130
    assert "interrupted" in rest
    assert "Traceback" not in rest
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    made = subprocess.run(
        [*RUN, "--runs", "1", "--out", str(tmp_path / "study")],
        capture_output=True,
        text=True,
        check=False,
    )
    tmp_path.chmod(0o700)
    assert made.returncode == 3
    assert "cannot be written" in made.stderr


def test_a_place_that_can_hold_no_folder_is_refused() -> None:
    made = subprocess.run(
        [*RUN, "--runs", "1", "--out", "/proc/interregnum/study"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 3
    assert len(made.stderr.splitlines()) == 1
    assert "cannot be written" in made.stderr


def test_a_reader_that_leaves_is_no_error() -> None:
    made = subprocess.run(
        f"{' '.join(RUN)} --runs 2 --json | head -c 1", shell=True, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in made.stderr
