"""Killed, crowded out, interrupted or torn: what has landed of a study is never lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import interregnum as ir

RUNS, SEED = 160, 11
SETTINGS = {"horizon": 20}
COMMAND = ["run", "mutiny-2023", "--runs", str(RUNS), "--seed", str(SEED), "--set", "horizon=20"]

# Small batches with a pause in each, so that there is a middle in which to be killed.
SCRIPT = """
import sys, time
import interregnum.experiments.ensemble as ensemble
from interregnum.cli.main import main
ensemble.FIRST_BATCH = ensemble.LARGEST_BATCH = int(sys.argv[1])
pause, real = float(sys.argv[2]), ensemble.run_lives
def slow(*arguments, **options):
    time.sleep(pause)
    return real(*arguments, **options)
ensemble.run_lives = slow
main(sys.argv[3:])
"""


def command(folder: Path, *more: str, batch: int = 4, pause: float = 0.02) -> list[str]:
    """Return the words of a process that works on a study."""
    own = [sys.executable, "-c", SCRIPT, str(batch), str(pause)]
    return [*own, *COMMAND, "--out", str(folder), *more]


def finished(folder: Path, *more: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a process to its end."""
    words = command(folder, *more, **options)
    return subprocess.run(words, capture_output=True, text=True, check=False)


def landed(folder: Path) -> int:
    """Return how many runs, over both arms, lie in parts."""
    spans = [path.name.split(".")[0] for path in folder.glob("parts/0*.parquet")]
    return sum(int(end) - int(first) for first, end in (span.split("-") for span in spans))


def manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return content


@pytest.fixture(scope="module")
def digests() -> dict[str, str]:
    """The digests of the same study, made in memory by one thread."""
    study = ir.load("mutiny-2023", SETTINGS).run(runs=RUNS, seed=SEED, workers=1)
    return study.digests()


def working(folder: Path, more_than: int, *words: str) -> subprocess.Popen[str]:
    """Return a process that has landed more runs than so many."""
    process = subprocess.Popen(
        command(folder, "--resume", *words), stderr=subprocess.PIPE, text=True
    )
    while landed(folder) <= more_than:
        assert process.poll() is None, process.communicate()
        time.sleep(0.002)
    return process


def killed(folder: Path, draw: random.Random) -> None:
    """Kill a process with SIGKILL at a random moment after its first batches."""
    process = working(folder, landed(folder) + draw.randrange(8))
    time.sleep(draw.random() * 0.02)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert 0 < landed(folder) < 2 * RUNS
    assert manifest(folder)["state"] == "running"


def test_a_study_killed_three_times_comes_out_the_same(
    tmp_path: Path, digests: dict[str, str]
) -> None:
    folder, draw, before = tmp_path / "study", random.Random(1), 0
    for _ in range(3):
        killed(folder, draw)
        assert landed(folder) > before
        before = landed(folder)
    made = finished(folder, "--resume", "--quiet", batch=50, pause=0.0)
    assert (made.returncode, made.stderr) == (0, "")
    assert manifest(folder)["values_sha256"] == digests
    assert ir.read(folder).digests() == digests
    assert not (folder / "parts").exists()


@pytest.mark.slow
def test_studies_killed_twenty_times_come_out_the_same(
    tmp_path: Path, digests: dict[str, str]
) -> None:
    draw = random.Random(2)
    for number in range(5):
        folder = tmp_path / f"study{number}"
        for _ in range(4):
            killed(folder, draw)
        made = finished(folder, "--resume", "--quiet", "--workers", str(1 + number % 2), pause=0.0)
        assert made.returncode == 0, made.stderr
        assert manifest(folder)["values_sha256"] == digests


def test_an_interrupted_study_says_how_to_go_on(tmp_path: Path, digests: dict[str, str]) -> None:
    folder = tmp_path / "study"
    process = working(folder, 12)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert len(told.strip().splitlines()) == 1
    assert f"{landed(folder)} of {2 * RUNS} runs" in told
    assert "--resume" in told
    assert 12 < landed(folder) < 2 * RUNS
    assert finished(folder, "--resume", pause=0.0).returncode == 0
    assert manifest(folder)["values_sha256"] == digests


def test_two_processes_do_not_write_one_study(tmp_path: Path, digests: dict[str, str]) -> None:
    folder = tmp_path / "study"
    first = working(folder, 0)
    second = finished(folder, "--resume")
    assert second.returncode == 3
    assert "another process" in second.stderr
    assert len(second.stderr.splitlines()) == 1
    first.communicate()
    assert first.returncode == 0
    assert manifest(folder)["values_sha256"] == digests


LIMITED = """
import resource, sys
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
"""


def test_a_study_whose_files_may_not_grow_keeps_what_landed(
    tmp_path: Path, digests: dict[str, str]
) -> None:
    # Parts of 4 runs fit into the limit, the merged tables do not.
    folder = tmp_path / "study"
    own = [sys.executable, "-c", LIMITED + SCRIPT, str(100 * 1024), "4", "0"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    made = subprocess.run(
        [*own, *COMMAND, "--out", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert made.returncode == 3, made.stderr
    assert len(made.stderr.splitlines()) == 1
    assert "File too large" in made.stderr
    assert landed(folder) == 2 * RUNS
    assert not (folder / "runs.parquet").exists()
    assert finished(folder, "--resume", pause=0.0).returncode == 0
    assert manifest(folder)["values_sha256"] == digests


def may_mount() -> bool:
    """Say whether a small file system can be mounted here, in a namespace of its own."""
    if shutil.which("unshare") is None:
        return False
    words = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs none "$0"', os.environ.get("HOME", "/")]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


SMALL_DISK = """
mount -t tmpfs -o size=1m none "$0" || exit 99
"$@" --out "$0/study" --workers 2
echo "first $?"
echo "parts $(ls "$0/study/parts" | wc -l) hidden $(ls -A "$0/study" | grep -c '^[.]')"
"$@" --out "$0/study" --resume
echo "again $?"
mount -o remount,size=50m "$0"
"$@" --out "$0/study" --resume --quiet
echo "last $?"
cat "$0/study/manifest.json" > "$0.json"
"""


@pytest.mark.skipif(not may_mount(), reason="this user may not mount a file system")
def test_a_full_disk_keeps_what_landed(tmp_path: Path, digests: dict[str, str]) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    own = [sys.executable, "-c", SCRIPT, "4", "0", *COMMAND]
    made = subprocess.run(
        ["unshare", "-rm", "sh", "-c", SMALL_DISK, str(disk), *own],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = made.stdout.splitlines()
    assert (lines[0], lines[2], lines[3]) == ("first 3", "again 3", "last 0"), made
    parts = int(lines[1].split()[1])
    assert 0 < parts < 2 * RUNS / 4
    assert lines[1].endswith("hidden 0")
    assert made.stderr.count("No space left on device") == 2
    assert made.stderr.count("--resume") == 2
    assert len(made.stderr.splitlines()) == 2
    assert json.loads((tmp_path / "disk.json").read_text())["values_sha256"] == digests


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "study"
    process = working(folder, 4)
    process.kill()
    process.communicate()
    folder.chmod(0o500)
    (folder / "parts").chmod(0o500)
    yield folder
    folder.chmod(0o700)
    (folder / "parts").chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_study_is_told_and_kept(read_only: Path) -> None:
    before = landed(read_only)
    made = finished(read_only, "--resume")
    assert made.returncode == 3
    assert "cannot be written" in made.stderr
    assert len(made.stderr.splitlines()) == 1
    assert landed(read_only) == before


READ_ONLY = """
mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" || exit 99
"$@" --out "$0" --resume
echo "state $?"
"""


@pytest.mark.skipif(not may_mount(), reason="this user may not mount a file system")
@pytest.mark.parametrize("complete", [False, True])
def test_a_read_only_file_system_is_told_unless_all_is_done(tmp_path: Path, complete: bool) -> None:
    folder = tmp_path / "study"
    if complete:
        assert finished(folder, pause=0.0, batch=50).returncode == 0
    else:
        process = working(folder, 4)
        process.kill()
        process.communicate()
    before = landed(folder)
    own = [sys.executable, "-c", SCRIPT, "4", "0", *COMMAND, "--quiet"]
    made = subprocess.run(
        ["unshare", "-rm", "sh", "-c", READ_ONLY, str(folder), *own],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.stdout == ("state 0\n" if complete else "state 3\n"), made
    assert complete or "cannot be written" in made.stderr
    assert landed(folder) == before


@pytest.mark.parametrize(
    ("torn", "said"),
    [
        (b"", "torn"),
        (b'{"format": 99, "versions": {"interregnum": "7.0"}}', "7.0"),
        (b'{"format": 2, "state": "complete"}', "scenario"),
    ],
)
def test_a_hostile_manifest_is_told_and_nothing_is_lost(
    tmp_path: Path, torn: bytes, said: str
) -> None:
    folder = tmp_path / "study"
    (folder / "parts").mkdir(parents=True)
    part = folder / "parts" / "00000000-00000004.runs.parquet"
    part.write_bytes(b"landed")
    (folder / "manifest.json").write_bytes(torn)
    for words in (("--resume",), ()):
        made = finished(folder, *words)
        assert made.returncode == 3
        assert len(made.stderr.splitlines()) == 1
        assert "Traceback" not in made.stderr
        assert said in made.stderr or not words
    assert part.read_bytes() == b"landed"
    assert (folder / "manifest.json").read_bytes() == torn
