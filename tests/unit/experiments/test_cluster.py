"""A cluster takes the place of threads: the same results, and errors in one sentence."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.engine.generate import EXCESS
from interregnum.errors import ClusterError, RunsFailedError, UsageError
from interregnum.experiments import cluster as clusters
from interregnum.experiments import ensemble, tasks
from interregnum.experiments.cluster import Cluster
from interregnum.experiments.ensemble import Gap, Job, landing
from interregnum.experiments.memory import results_in_memory
from unit.experiments.kept import CASE, RUNS, SEED, kept, manifest, order


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    """A scheduler and two workers of one thread each, all in this process."""
    with in_process(2) as made:
        yield made


def in_process(workers: int) -> Any:
    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
    )


@pytest.fixture
def cluster(local: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(ensemble, "FIRST_BATCH", 4)
    monkeypatch.setattr(ensemble, "LARGEST_BATCH", 7)
    with Cluster(local.scheduler_address) as made:
        yield made


def test_a_study_is_the_same_on_a_cluster(tmp_path: Path, cluster: Cluster) -> None:
    expected = results_in_memory(order()).digests()
    assert kept(tmp_path / "study", workers=cluster)
    assert manifest(tmp_path / "study")["values_sha256"] == expected
    assert cluster.count == 2
    assert results_in_memory(order(workers=cluster)).digests() == expected


def test_twins_are_the_same_on_a_cluster(
    local: Any, cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    how: dict[str, Any] = {"switch": {"mutiny.happens": [True, False]}, "runs": 20, "seed": SEED}
    expected = ir.twins(CASE, **how).manifest()["branches"]
    assert ir.twins(CASE, **how, workers=cluster).manifest()["branches"] == expected
    words = ["twins", "mutiny-2023", "--switch", "mutiny.happens=true,false", "--runs", "20"]
    words += ["--seed", str(SEED), "--set", "horizon=2", "--json"]
    words += ["--address", local.scheduler_address]
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--executor", "dask"])
    assert not stopped.value.code
    assert json.loads(capsys.readouterr().out)["branches"] == expected
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "--executor dask" in capsys.readouterr().err


def test_every_run_that_is_missing_lands_once(cluster: Cluster) -> None:
    job, gaps = Job(order().arms[0].plan, SEED), [Gap(0, 3), Gap(10, 60)]
    batches = [landed.batch for landed in landing(job, gaps, cluster)]
    assert len(batches) > 6
    runs = [batch.first + r for batch in batches for r in range(len(batch.outcomes))]
    assert sorted(runs) == [*range(3), *range(10, 60)]


def test_a_full_event_log_is_an_error_on_a_cluster_too(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tasks.run_lives

    def crowded(*arguments: Any, **options: Any) -> Any:
        batch = real(*arguments, **options)
        batch.outcomes[0, EXCESS] = 5.0
        return batch

    monkeypatch.setattr(tasks, "run_lives", crowded)
    with pytest.raises(RunsFailedError, match="more events"):
        list(landing(Job(order().arms[0].plan, SEED), [Gap(0, RUNS)], cluster))


def test_what_goes_wrong_on_a_worker_is_raised_here(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(order().arms[0].plan, SEED)
    for error in (ZeroDivisionError("of a worker"), ImportError("no such module")):

        def broken(*arguments: Any, error: Exception = error, **options: Any) -> Any:
            raise error

        monkeypatch.setattr(tasks, "run_lives", broken)
        expected = ClusterError if isinstance(error, ImportError) else type(error)
        with pytest.raises(expected, match=str(error)):
            list(landing(job, [Gap(0, RUNS)], cluster))


def test_a_reader_that_stops_leaves_the_cluster_idle(cluster: Cluster) -> None:
    job = Job(order().arms[0].plan, SEED)
    for landed in landing(job, [Gap(0, 10_000)], cluster):
        assert len(landed.batch.outcomes) > 0
        break
    assert len(list(landing(job, [Gap(0, 4)], cluster))) == 1


class Refetched:
    """A future whose batch was lost with its worker before it was fetched, some times over."""

    def __init__(self, real: Any, losses: list[int]) -> None:
        self.real, self.losses = real, losses

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    @property
    def status(self) -> str:
        return "pending" if self.losses[0] > 0 else str(self.real.status)

    def result(self, timeout: float) -> Any:
        self.losses[0] -= 1
        if self.losses[0] >= 0:
            raise TimeoutError
        return self.real.result(timeout)


def test_a_batch_that_is_lost_before_it_is_fetched_is_waited_for(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses, real = [3], Cluster._next
    monkeypatch.setattr(Cluster, "_next", lambda self, box: Refetched(real(self, box), losses))
    job = Job(order().arms[0].plan, SEED)
    runs = sum(len(landed.batch.outcomes) for landed in landing(job, [Gap(0, RUNS)], cluster))
    assert (runs, losses[0] < 0) == (RUNS, True)


def test_a_cluster_without_workers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "WORKERS_SECONDS", 0.0)
    told: list[str] = []
    with (
        in_process(0) as empty,
        Cluster(empty.scheduler_address, tell=told.append) as made,
        pytest.raises(ClusterError, match="no worker"),
    ):
        list(made.landing(Job(order().arms[0].plan, SEED), [Gap(0, 4)]))
    assert told == ["the cluster has no worker; waiting for one"]


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("nonsense://here:1", UsageError, "tcp://"),
        ("tcp://127.0.0.1:{port}", ClusterError, "no scheduler answers"),
    ],
)
def test_an_address_without_a_scheduler_is_told(
    monkeypatch: pytest.MonkeyPatch, address: str, error: type[Exception], said: str
) -> None:
    monkeypatch.setattr(clusters, "ANSWER_SECONDS", 1.5)
    job = Job(order().arms[0].plan, SEED)
    with Cluster(address.format(port=free_port())) as made, pytest.raises(error, match=said):
        list(made.landing(job, [Gap(0, 4)]))


def test_without_dask_the_way_to_install_it_is_told() -> None:
    script = (
        "import sys; sys.modules['distributed'] = None; "
        "from interregnum.cli.main import main; "
        "main(['run', 'mutiny-2023', '--runs', '2', '--executor', 'dask'])"
    )
    made = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert made.returncode == 2
    assert 'pip install "interregnum[cluster]"' in made.stderr
    assert len(made.stderr.splitlines()) == 1
