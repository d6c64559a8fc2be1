"""Workers killed, the scheduler gone, another version, a clock set back: told, and nothing lost."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pyarrow.parquet as parquet
import pytest

import interregnum as ir
from faults.cluster_site import (
    RUNS,
    SEED,
    Site,
    check_complete,
    client,
    landed,
    manifest,
    resumed,
    slow_workers,
    wait_for,
    workers_of,
)

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


@pytest.fixture(scope="module")
def digests() -> dict[str, str]:
    """The digests of the same study, made in memory by one thread."""
    study = ir.load("mutiny-2023", {"horizon": 20}).run(runs=RUNS, seed=SEED, workers=1)
    return study.digests()


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
