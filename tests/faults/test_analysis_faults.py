"""An analysis that is killed goes on with what had landed, and comes out the same."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Small batches with a pause in each, so that there is a middle in which to be killed.
SCRIPT = """
import sys, time
import interregnum.experiments.ensemble as ensemble
from interregnum.cli.main import main
ensemble.FIRST_BATCH = ensemble.LARGEST_BATCH = 16
real, pause = ensemble.run_lives, float(sys.argv[1])
def slow(*arguments, **options):
    time.sleep(pause)
    return real(*arguments, **options)
ensemble.run_lives = slow
main(sys.argv[2:])
"""
SENSITIVITY = "sensitivity mutiny-2023 --set horizon=40 --parameters weights,start.type_mean"
SENSITIVITY += " --points 32 --outcome collapse"
SPLIT = "split mutiny-2023 --set horizon=60 --points 20 --structure selection=focal,largest"
SPLIT += " --outcome collapse --at 0 --pasts 60 --futures 4"


def command(words: str, folder: Path, pause: float) -> list[str]:
    """Return the words of a process that works on an analysis."""
    more = ["--out", str(folder), "--workers", "1", *(["--resume"] if folder.exists() else [])]
    return [sys.executable, "-c", SCRIPT, str(pause), *words.split(), *more]


@pytest.mark.parametrize(
    ("words", "last"), [(SENSITIVITY, "design"), (SPLIT, "forecast-0"), (SPLIT, "design")]
)
def test_an_analysis_killed_in_the_middle_comes_out_the_same(
    tmp_path: Path, words: str, last: str
) -> None:
    folder, whole = tmp_path / "killed", tmp_path / "whole"
    process = subprocess.Popen(
        command(words, folder, pause=0.1), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    while len(list(folder.glob(f"values/0*.{last}.f8"))) < 3:
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    name = f"{words.split()[0]}.json"
    assert not (folder / name).exists()
    for place in (folder, whole):
        made = subprocess.run(
            command(words, place, pause=0.0), capture_output=True, text=True, check=False
        )
        assert (made.returncode, made.stderr) == (0, "")
    assert json.loads((folder / name).read_text()) == json.loads((whole / name).read_text())
    values = [
        {path.name: path.read_bytes() for path in (place / "values").iterdir()}
        for place in (folder, whole)
    ]
    assert values[0] == values[1]
