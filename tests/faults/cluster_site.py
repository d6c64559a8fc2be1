"""A study worked on by processes of a cluster, and how to look into it from outside."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as parquet
import pytest

import interregnum as ir

RUNS, SEED = 120, 11
COMMAND = ["run", "mutiny-2023", "--runs", str(RUNS), "--seed", str(SEED), "--set", "horizon=20"]

# Small batches, and a pause in each on a worker, so that there is a middle in which to be killed.
SCRIPT = """
import sys
import interregnum.experiments.ensemble as ensemble
from interregnum.cli.main import main
ensemble.FIRST_BATCH = ensemble.LARGEST_BATCH = 4
if __name__ == "__main__":
    main(sys.argv[1:])
"""
SLOW = """
import time
import interregnum.experiments.tasks as tasks
from interregnum.engine.mean_field import run_lives
def slow(*arguments, **options):
    time.sleep(0.1)
    return run_lives(*arguments, **options)
tasks.run_lives = slow
"""


def client(
    folder: Path, *more: str, before: str = "", executor: str = "dask"
) -> subprocess.Popen[str]:
    """Return a process that works on a study by a cluster."""
    words = [*COMMAND, "--out", str(folder), "--executor", executor, *more]
    return subprocess.Popen(
        [sys.executable, "-c", before + SCRIPT, *words], stderr=subprocess.PIPE, text=True
    )


def resumed(folder: Path) -> None:
    """Go on with a study by threads, to its end."""
    words = [*COMMAND, "--out", str(folder), "--resume", "--quiet"]
    made = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stderr) == (0, "")


def landed(folder: Path) -> int:
    """Return how many runs, over both arms, lie in parts."""
    spans = [path.name.split(".")[0] for path in folder.glob("parts/0*.parquet")]
    return sum(int(end) - int(first) for first, end in (span.split("-") for span in spans))


def wait_for(process: subprocess.Popen[str], folder: Path, more_than: int) -> None:
    """Wait until more runs than so many have landed."""
    while landed(folder) <= more_than:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return content


def check_complete(folder: Path, digests: dict[str, str]) -> None:
    """Check that a study is complete, the same as in one process, with each run once."""
    assert manifest(folder)["state"] == "complete"
    assert manifest(folder)["values_sha256"] == digests
    assert ir.read(folder).digests() == digests
    log = parquet.read_table(folder / "log.parquet").to_pandas()
    for _, rows in log.groupby("arm"):
        runs = [run for row in rows.itertuples() for run in range(row.first, row.first + row.runs)]
        assert runs == list(range(RUNS))


class Site:
    """A scheduler and workers as processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.preload = folder / "slow.py"
        self.preload.write_text(SLOW)
        self.file = folder / "scheduler.json"
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        words += ["--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(self.file)]
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._started("distributed.cli.dask_scheduler", *words)

    def _started(self, module: str, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self.folder / "said.txt").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *words],
                stdout=said,
                stderr=said,
                env={**os.environ, **environment},
            )
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker of one thread."""
        words = ["--scheduler-file", str(self.file), "--nthreads", "1", "--no-nanny"]
        words += ["--no-dashboard", "--local-directory", str(self.folder / "scratch")]
        words += ["--host", "127.0.0.1", "--preload", str(self.preload)]
        return self._started("distributed.cli.dask_worker", *words, **environment)

    @property
    def address(self) -> str:
        """Of the scheduler, as soon as it has one."""
        while not self.file.exists():
            assert self.scheduler.poll() is None
            time.sleep(0.02)
        address: str = json.loads(self.file.read_text())["address"]
        return address

    def close(self) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return the workers that a process has started on this machine."""
    return [
        child
        for child in psutil.Process(process.pid).children(recursive=True)
        if any("spawn_main" in word for word in child.cmdline())
    ]


def slow_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers that are started on this machine pause in each batch."""
    (tmp_path / "slow.py").write_text(SLOW)
    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__PRELOAD", str([str(tmp_path / "slow.py")]))
