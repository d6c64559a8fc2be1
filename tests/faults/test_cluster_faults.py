"""Workers killed, the scheduler gone, another version, a clock set back: told, and nothing lost."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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
# After a few batches the clock is set back by ten years.
CLOCK = """
import datetime, time
import interregnum.experiments.keeping as keeping
real, looks = time.time, []
def now():
    return real() - (3.2e8 if len(looks) > 6 else 0.0)
def said():
    looks.append(now())
    return datetime.datetime.fromtimestamp(looks[-1], datetime.UTC).isoformat()
time.time, keeping._now = now, said
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


@pytest.fixture(scope="module")
def digests() -> dict[str, str]:
    """The digests of the same study, made in memory by one thread."""
    study = ir.load("mutiny-2023", {"horizon": 20}).run(runs=RUNS, seed=SEED, workers=1)
    return study.digests()


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


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    place = tmp_path / "site"
    place.mkdir()
    made = Site(place)
    yield made
    made.close()


def test_a_worker_killed_in_the_middle_changes_nothing(
    tmp_path: Path, site: Site, digests: dict[str, str]
) -> None:
    folder = tmp_path / "study"
    workers = [site.worker(), site.worker()]
    process = client(folder, "--address", site.address)
    wait_for(process, folder, 20)
    workers[0].send_signal(signal.SIGKILL)
    said = process.communicate()[1]
    assert process.returncode == 0, said
    assert said.count("has left; what it was doing is given to another") == 1
    assert "Traceback" not in said
    assert workers[0].wait() == -signal.SIGKILL
    check_complete(folder, digests)


def test_a_scheduler_that_is_gone_is_told_and_what_landed_is_kept(
    tmp_path: Path, site: Site, digests: dict[str, str]
) -> None:
    folder = tmp_path / "study"
    site.worker()
    process = client(folder, "--address", site.address)
    wait_for(process, folder, 20)
    site.scheduler.send_signal(signal.SIGKILL)
    said = process.communicate()[1]
    assert process.returncode == 4
    assert len(said.splitlines()) == 1
    assert f"the scheduler at {site.address} is gone" in said
    assert "--resume" in said
    assert 20 < landed(folder) < 2 * RUNS
    assert manifest(folder)["state"] == "running"
    resumed(folder)
    check_complete(folder, digests)


@pytest.mark.slow
def test_a_worker_of_another_model_version_is_refused(tmp_path: Path, site: Site) -> None:
    other = tmp_path / "other" / "interregnum"
    shutil.copytree(Path(ir.__file__).parent, other)
    text = (other / "version.py").read_text()
    (other / "version.py").write_text(text.replace("MODEL_VERSION = ", 'MODEL_VERSION = "x" + '))
    site.worker(PYTHONPATH=str(other.parent))
    process = client(tmp_path / "study", "--address", site.address)
    said = process.communicate()[1]
    assert process.returncode == 4
    assert len(said.splitlines()) == 1
    assert "model version is x" in said
    assert "install the same version" in said
    assert not (tmp_path / "study").exists()


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


@pytest.mark.slow
def test_a_worker_of_this_machine_is_reached_by_loopback_only_and_replaced_when_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digests: dict[str, str]
) -> None:
    slow_workers(tmp_path, monkeypatch)
    folder = tmp_path / "study"
    process = client(folder, "--workers", "2")
    wait_for(process, folder, 20)
    workers = workers_of(process)
    assert len(workers) == 2
    for one in (psutil.Process(process.pid), *workers):
        open_ports = [c for c in one.net_connections("inet") if c.status == "LISTEN"]
        assert {c.laddr.ip for c in open_ports} == {"127.0.0.1"}
    workers[0].kill()
    said = process.communicate()[1]
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert said.count("has left") == 1
    check_complete(folder, digests)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_client_that_is_stopped_takes_its_workers_along_and_its_study_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digests: dict[str, str], number: signal.Signals
) -> None:
    slow_workers(tmp_path, monkeypatch)
    folder = tmp_path / "study"
    process = client(folder, "--workers", "2")
    wait_for(process, folder, 20)
    workers = workers_of(process)
    process.send_signal(number)
    said = process.communicate()[1]
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert "Traceback" not in said
    assert number == signal.SIGKILL or len(said.splitlines()) == 1
    psutil.wait_procs(workers)
    assert not any(worker.is_running() for worker in workers)
    assert 20 < landed(folder) < 2 * RUNS
    resumed(folder)
    check_complete(folder, digests)


def check_clock(process: subprocess.Popen[str], folder: Path, digests: dict[str, str]) -> None:
    """Check that a study whose clock was set back is complete, and says when by that clock."""
    said = process.communicate()[1]
    assert (process.returncode, said) == (0, "")
    check_complete(folder, digests)
    log = parquet.read_table(folder / "log.parquet").to_pandas()
    assert log["landed_utc"].str[:4].nunique() == 2
    assert (log["seconds"] > 0.0).all()


def test_a_clock_that_is_set_back_changes_nothing(tmp_path: Path, digests: dict[str, str]) -> None:
    folder = tmp_path / "study"
    check_clock(client(folder, "--quiet", before=CLOCK, executor="threads"), folder, digests)


def test_a_clock_that_is_set_back_changes_nothing_on_a_cluster(
    tmp_path: Path, site: Site, digests: dict[str, str]
) -> None:
    folder = tmp_path / "study"
    site.worker()
    process = client(folder, "--address", site.address, "--quiet", before=CLOCK)
    check_clock(process, folder, digests)


def test_a_torn_batch_is_told_and_done_again_and_a_second_process_is_kept_out(
    tmp_path: Path, site: Site, digests: dict[str, str]
) -> None:
    folder = tmp_path / "study"
    site.worker()
    process = client(folder, "--address", site.address)
    wait_for(process, folder, 20)
    second = client(folder, "--address", site.address, "--resume")
    said = second.communicate()[1]
    assert second.returncode == 3
    assert "another process is writing this study" in said
    assert len(said.splitlines()) == 1
    process.send_signal(signal.SIGKILL)
    process.communicate()
    part = sorted(folder.glob("parts/0*.parquet"))[1]
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 0xFF
    part.write_bytes(content)
    process = client(folder, "--address", site.address, "--resume")
    said = process.communicate()[1]
    assert process.returncode == 0, said
    assert said.count(f"{part}: is torn") == 1
    check_complete(folder, digests)
