"""A sweep that is kept: each policy lands as a study of its own, and all become one table.

Whatever stops the process in between, the same command with ``--resume`` goes on with the runs
that are missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from interregnum.experiments.keeping import keep
from interregnum.experiments.lock import Lock
from interregnum.experiments.manifest import COMPLETE, RUNNING
from interregnum.experiments.order import Order
from interregnum.experiments.store import check_free, check_place, give_name, hidden_beside
from interregnum.experiments.sweep import OBSERVED, Ended, Progress, SweepOrder, rounds
from interregnum.experiments.sweep_manifest import (
    SWEEP,
    begun_sweep,
    check_same_sweep,
    read_sweep,
    write_sweep,
)
from interregnum.experiments.sweep_rows import design_table, sweep_rows
from interregnum.experiments.tables import StoredTables, digest_of_file, read_table, unreadable
from interregnum.experiments.whole_file import refusal_told, sha256_of, write_whole

if TYPE_CHECKING:
    import pyarrow as pa

POLICIES = "policies"
TABLES = ("design", "runs")
WAY_OUT = "what had landed is kept: free some space, then go on with --resume"

Tell = Callable[[str], None]


def keep_sweep(
    order: SweepOrder,
    folder: Path,
    *,
    resume: bool,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Ended:
    """Run a sweep into a folder, going on with what has landed.

    Parameters
    ----------
    order
        What is asked for.
    folder
        The sweep's folder.
    resume
        Whether a sweep may lie there already.
    progress
        Called with runs landed and runs in all, over the policies.
    tell
        Called with a line about each part that was torn.

    Raises
    ------
    StudyError
        If the folder is taken, of another experiment, locked or unwritable, or a file is torn.
    RunsFailedError
        If a run failed; what had landed is kept.
    """
    if not (resume and (folder / SWEEP).is_file()):
        check_free(folder)
    check_place(folder)
    with refusal_told(folder, WAY_OUT):
        lock = _opened(order, folder)
    try:
        found = read_sweep(folder)
        check_same_sweep(folder, found, order.resolved)
        runner = _Runner(order, folder, found, progress, tell)
        ended = rounds(order, int(found["replicates"]), runner.run)
        runner.finish(ended)
    finally:
        lock.release()
    return ended


def _opened(order: SweepOrder, folder: Path) -> Lock:
    """Return the lock on a sweep's folder; a new one appears with its design in it."""
    if (folder / SWEEP).is_file():
        return Lock(folder)
    import pyarrow.parquet as parquet

    place = hidden_beside(folder)
    try:
        lock = Lock(place)
        table = design_table(order.resolved)
        with (place / "design.parquet").open("wb") as stream:
            parquet.write_table(table, stream, compression="zstd", write_page_checksum=True)
        write_sweep(place, begun_sweep(order.resolved, order.first))
        give_name(place, folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    lock.folder = folder
    return lock


def policy_folder(folder: Path, number: int) -> Path:
    """Return the folder of a policy's study in that of a sweep.

    >>> policy_folder(Path("sweep"), 0).as_posix()
    'sweep/policies/0'
    """
    return folder / POLICIES / str(number)


def tables_of(folder: Path) -> StoredTables:
    """Return the tables of a complete sweep; they stay on disk."""
    return StoredTables(folder, TABLES, read_sweep(folder).get("values_sha256"))


class _Runner:
    """One process's work on a sweep's folder."""

    def __init__(
        self,
        order: SweepOrder,
        folder: Path,
        content: dict[str, Any],
        progress: Progress | None,
        tell: Tell | None,
    ) -> None:
        self.order = order
        self.folder = folder
        self.content = content
        self.progress = progress
        self.tell = tell
        self.did = content["state"] == RUNNING

    def run(self, replicates: int) -> Iterator[pa.Table]:
        """Run what is missing of every policy."""
        orders = self.order.orders(replicates)
        if replicates != self.content["replicates"]:
            self._tell_running(replicates)
        whole, done = sum(own.runs for own in orders), 0
        for number, own in enumerate(orders):
            self._keep(number, own, done, whole)
            done += own.runs
        names = list(OBSERVED)
        return (
            read_table(policy_folder(self.folder, number) / "runs.parquet", columns=names)
            for number in range(len(orders))
        )

    def _tell_running(self, replicates: int) -> None:
        kept = {k: v for k, v in self.content.items() if not k.endswith("files_sha256")}
        self.content = {**kept, "state": RUNNING, "replicates": replicates}
        self.content.pop("values_sha256", None)
        with refusal_told(self.folder, WAY_OUT):
            write_sweep(self.folder, self.content)

    def _keep(self, number: int, own: Order, before: int, whole: int) -> None:
        def landed(done: int, _of: int) -> None:
            if self.progress is not None:
                self.progress(before + done, whole)

        how: dict[str, Any] = {"progress": landed, "tell": self.tell}
        did = keep(own, policy_folder(self.folder, number), resume=True, draw=_draw_nothing, **how)
        self.did = self.did or did

    def finish(self, ended: Ended) -> None:
        """Make one table of all policies, and let the sweep be complete."""
        told = [goal._asdict() for goal in ended.reached]
        if not self.did and self.content["state"] == COMPLETE:
            if not told or told == self.content["until"]:
                return
        path = self.folder / "runs.parquet"
        with refusal_told(self.folder, WAY_OUT):
            write_whole(path, self._write_rows)
            self.content |= {
                "state": COMPLETE,
                "until": told,
                "values_sha256": {
                    name: digest_of_file(self.folder / f"{name}.parquet") for name in TABLES
                },
                "files_sha256": {
                    f"{name}.parquet": sha256_of(self.folder / f"{name}.parquet") for name in TABLES
                },
            }
            write_sweep(self.folder, self.content)

    def _write_rows(self, stream: IO[bytes]) -> None:
        """Write the rows of every policy, group by group of its table."""
        import pyarrow.parquet as parquet

        writer: Any = None
        for number, policy in enumerate(self.order.resolved.policies):
            for runs in _groups(policy_folder(self.folder, number) / "runs.parquet"):
                rows = sweep_rows(self.order.resolved, policy, runs)
                if writer is None:
                    writer = parquet.ParquetWriter(
                        stream, rows.schema, compression="zstd", write_page_checksum=True
                    )
                writer.write_table(rows, row_group_size=max(rows.num_rows, 1))
        writer.close()


def _groups(path: Path) -> Iterator[pa.Table]:
    """Yield the rows of a table in the groups in which they lie."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(path) from error


def _draw_nothing(_files: Mapping[str, Path], _place: Path) -> None:
    """Draw no figure: a sweep is not one ensemble."""
