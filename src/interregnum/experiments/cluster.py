"""Many runs over processes, here or on other machines, through dask.

A task is a piece of a job, whole in itself: the plan, the seed, and which runs. It is the same
whoever does it, so a piece whose worker died is simply done again, and what comes back lands as
the batch of a thread would.
"""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from interregnum.engine.mean_field import entries
from interregnum.errors import ClusterError, UsageError
from interregnum.experiments.ensemble import Gap, Job, Landed, default_workers, pieces
from interregnum.experiments.tasks import do_task, identity, landed_of, task_of
from interregnum.kernels.scalar import Target
from interregnum.version import __version__

# A piece in hand and one waiting: nobody is idle while a batch travels.
PIECES_AT_ONCE = 2
LOOK_SECONDS = 1.0  # between two looks at who is still there
ANSWER_SECONDS = 30.0  # a scheduler that does not answer for so long is gone
WORKERS_SECONDS = 120.0  # a cluster without workers for so long is given up
RESUME = "what had landed is kept: the same command with --resume goes on"

Tell = Callable[[str], None]
Future = Any  # dask's own say less than they seem to


class Cluster:
    """Workers that do pieces of jobs, wherever threads would.

    Parameters
    ----------
    address
        Of a scheduler, such as ``tcp://10.0.0.5:8786``; by default workers are started on this
        machine, a process each, and reached over the loopback only.
    workers
        How many to start here; by default the cores at hand.
    tell
        Called with a line when a worker has left, or none is there.

    Raises
    ------
    UsageError
        If dask is not installed.

    Notes
    -----
    Nothing is started or reached before there is something to do.

    Whoever reaches a scheduler runs code as its owner: dask asks for no password. Close the port,
    or use ``tls://`` as dask's own pages describe.
    """

    def __init__(
        self, address: str | None = None, workers: int | None = None, tell: Tell | None = None
    ) -> None:
        self.address = address
        self.workers = workers
        self.tell = tell or (lambda line: None)
        self._distributed = _distributed()
        self._open = contextlib.ExitStack()
        self._client: Any = None
        self._known: set[str] = set()
        self._threads = 0
        self._seen = 0.0

    def _connect(self) -> None:
        """Reach the cluster, or start it if it has no address."""
        if self._client is not None:
            return
        # A worker that has left is told once, by us, and not as a traceback of somebody else's.
        self._open.enter_context(_silence())
        if self.address is None:
            entries(Target.CPU)  # so that workers find compiled kernels
            local = _local_cluster(self.workers or default_workers())
            self._client = self._open.enter_context(local)
        else:
            self._client = self._open.enter_context(self._client_at(self.address))
        self._seen = time.monotonic()
        self._look()

    def _client_at(self, address: str) -> Any:
        try:
            return self._distributed.Client(
                address, timeout=ANSWER_SECONDS / 3, set_as_default=False
            )
        except ValueError as error:
            msg = f"--address {address}: {error}; give it as in tcp://10.0.0.5:8786"
            raise UsageError(msg) from error
        except OSError as error:
            msg = (
                f"--address {address}: no scheduler answers there; start one by "
                "`dask scheduler`, or leave out --address for workers on this machine"
            )
            raise ClusterError(msg) from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster, and stop the workers that were started here."""
        self._client = None
        self._open.close()

    @property
    def count(self) -> int:
        """How many pieces are done at the same time."""
        return max(self._threads, 1)

    def landing(self, job: Job, gaps: Sequence[Gap]) -> Generator[Landed, None, None]:
        """Yield the batches that fill the gaps, in the order in which they land.

        Parameters
        ----------
        job
            What is to be done.
        gaps
            The runs that are missing.

        Raises
        ------
        ClusterError
            If nobody answers, the scheduler or all workers are gone, or a worker is of another
            version.
        """
        self._connect()
        pace: list[float] = []
        waiting = pieces(gaps, pace, self.count)
        arrived: queue.SimpleQueue[Future] = queue.SimpleQueue()
        pending: dict[Any, Future] = {}
        try:
            while True:
                self._give_out(job, waiting, pending, arrived)
                if not pending:
                    return
                future = self._next(arrived)
                landed = self._taken(future)
                if landed is None:
                    future.add_done_callback(arrived.put)
                    continue
                del pending[future.key]
                pace.append(landed.seconds / max(len(landed.batch.outcomes), 1))
                yield landed
        finally:
            with contextlib.suppress(Exception):
                # Whatever became of the cluster, the way out is not held up.
                self._client.cancel(list(pending.values()), callback_timeout=LOOK_SECONDS)

    def _give_out(
        self,
        job: Job,
        waiting: Iterator[Gap],
        pending: dict[Any, Future],
        arrived: queue.SimpleQueue[Future],
    ) -> None:
        """Submit pieces until everybody has enough."""
        while len(pending) < PIECES_AT_ONCE * self.count:
            piece = next(waiting, None)
            if piece is None:
                return
            word = task_of(job, piece)
            try:
                future = self._client.submit(do_task, identity(), word, pure=False)
            except Exception as error:
                raise self._gone() from error
            pending[future.key] = future
            future.add_done_callback(arrived.put)

    def _next(self, arrived: queue.SimpleQueue[Future]) -> Future:
        """Wait for a future that is done, one way or another."""
        while True:
            self._look()
            with contextlib.suppress(queue.Empty):
                return arrived.get(timeout=LOOK_SECONDS)

    def _look(self) -> None:
        """See who is there, and tell who is not any more."""
        try:
            if self._client.status != "running":
                raise self._gone()
            found = self._client.sync(
                self._client.scheduler.ncores, workers=None, callback_timeout=ANSWER_SECONDS
            )
        except (OSError, TimeoutError, RuntimeError, AttributeError) as error:
            raise self._gone() from error
        for name in self._known - set(found):
            self.tell(f"worker {name} has left; what it was doing is given to another")
        if found:
            self._seen = time.monotonic()
        elif self._known or not self._threads:
            self.tell("the cluster has no worker; waiting for one")
        if time.monotonic() - self._seen > WORKERS_SECONDS:
            msg = f"cluster: no worker for {WORKERS_SECONDS:.0f} s; start workers; {RESUME}"
            raise ClusterError(msg)
        self._known, self._threads = set(found), sum(found.values())

    def _taken(self, future: Future) -> Landed | None:
        """Return the batch of a future, None if it is not done after all, or raise what is wrong.

        A batch whose worker dies before it is fetched is pending again.
        """
        if future.status in ("error", "cancelled"):
            raise self._wrong(future)
        try:
            word, seconds = future.result(timeout=ANSWER_SECONDS)
        except TimeoutError:
            return None
        except Exception as error:
            raise self._wrong(future) from error
        future.release()
        return landed_of(word, seconds)

    def _wrong(self, future: Future) -> Exception:
        """Return what to raise about a future that failed."""
        if future.status != "error":
            return self._gone()
        error: Exception = future.exception(timeout=ANSWER_SECONDS)
        if isinstance(error, self._distributed.KilledWorker):
            msg = f"cluster: a batch ended every worker that it was given to; memory? {RESUME}"
            return ClusterError(msg)
        if isinstance(error, (ImportError, AttributeError)):
            msg = (
                f"cluster: a worker cannot do a batch ({error}); install interregnum "
                f"{__version__} where the workers run"
            )
            return ClusterError(msg)
        return error

    def _gone(self) -> ClusterError:
        place = "of this machine" if self.address is None else f"at {self.address}"
        return ClusterError(f"cluster: the scheduler {place} is gone; {RESUME}")


def _distributed() -> Any:
    """Return the library, or say how to get it."""
    try:
        import distributed
    except ImportError as error:
        msg = 'run: --executor dask needs dask; install it by pip install "interregnum[cluster]"'
        raise UsageError(msg) from error
    return distributed


def _silence() -> contextlib.AbstractContextManager[None]:
    import logging

    from distributed.utils import silence_logging_cmgr

    silence: contextlib.AbstractContextManager[None] = silence_logging_cmgr(logging.CRITICAL + 1)
    return silence


@contextlib.contextmanager
def _local_cluster(workers: int) -> Iterator[Any]:
    """Yield a client of so many processes on this machine, of one thread each."""
    import logging
    import tempfile

    distributed = _distributed()
    with (
        tempfile.TemporaryDirectory(prefix="interregnum-workers-") as place,
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            # No dashboard; what little is served goes to a free port of the loopback.
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            local_directory=place,
            silence_logs=logging.CRITICAL + 1,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client
