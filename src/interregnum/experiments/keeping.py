"""A study that survives: batches land one by one, and what has landed is never lost.

The folder appears with its first batch and is ``running`` until all runs have landed; then the
parts are merged and it becomes ``complete``. Whatever stops the process in between, the same
command with ``--resume`` goes on with the runs that are missing.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interregnum.errors import StudyError
from interregnum.experiments import parts as part_files
from interregnum.experiments.ensemble import Job, Landed, count_of, landing
from interregnum.experiments.finishing import Draw, merged_files
from interregnum.experiments.lock import Lock
from interregnum.experiments.manifest import (
    ALL,
    COMPLETE,
    completed,
    manifest_of,
    read_manifest,
    write_manifest,
)
from interregnum.experiments.order import Arm, Order
from interregnum.experiments.own_work import OwnWork
from interregnum.experiments.standing import check_same, extended, has_begun
from interregnum.experiments.store import (
    check_free,
    check_place,
    give_name,
    hidden_beside,
)
from interregnum.experiments.sweep_manifest import SWEEP
from interregnum.experiments.whole_file import flush_folder, refusal_told
from interregnum.version import MODEL_VERSION, __version__

WAY_OUT = (
    "what had landed is kept: free some space or make the folder writable, then go on with --resume"
)

Progress = Callable[[int, int], None]
Tell = Callable[[str], None]


def keep(
    order: Order,
    folder: Path,
    *,
    resume: bool,
    draw: Draw,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> bool:
    """Run an order into a folder, going on with what has landed.

    Parameters
    ----------
    order
        What is asked for.
    folder
        The study's folder; it appears with the first batch.
    resume
        Whether a study may lie there already.
    draw
        Draws the figures when all runs have landed.
    progress
        Called with runs landed and runs in all, over the arms.
    tell
        Called with a line about each part that was torn.

    Returns
    -------
    bool
        Whether there was anything to do; False if the study was complete.

    Raises
    ------
    StudyError
        If the folder is taken, of another study, locked or unwritable, or a file in it is torn.
    RunsFailedError
        If a run failed; what had landed is kept.
    """
    if not resume:
        check_free(folder)
    elif has_begun(folder):
        found = read_manifest(folder)
        check_same(folder, found, order)
        if found["state"] == COMPLETE and found["runs"] == order.runs:
            _tidy(folder)
            return False
    elif (folder / SWEEP).exists():
        msg = f"{folder}: holds a sweep; go on with it by `sweep ... --resume`, or name another"
        raise StudyError(f"{msg} --out")
    if folder.exists() and not folder.is_dir():
        msg = f"{folder}: is no folder; name another --out"
        raise StudyError(msg)
    check_place(folder)
    with _Keeping(order, folder) as study:
        study.open(tell or (lambda line: None), resume=resume)
        study.fill(progress)
        study.finish(draw)
    return True


class _Keeping:
    """One process's work on one study folder."""

    def __init__(self, order: Order, folder: Path) -> None:
        self.order = order
        self.folder = folder
        self.place = folder  # the hidden folder until the first batch has landed
        self.lock: Lock | None = None
        self.content = manifest_of(order)
        self.named = False
        self.session = _now()
        self.parts: list[part_files.Part] = []
        self.own = OwnWork()

    def __enter__(self) -> _Keeping:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self.lock is not None:
            self.lock.release()
        if self.place != self.folder:
            shutil.rmtree(self.place, ignore_errors=True)

    @property
    def identity(self) -> dict[str, Any]:
        """What each part must say of the study that it belongs to."""
        return {
            "scenario_sha256": self.order.digest,
            "seed": self.order.seed,
            "model": MODEL_VERSION,
            "series": self.order.series,
            **self.order.engine,
            **self.order.design_sha256,
        }

    @property
    def merged(self) -> int:
        """How many runs lie in tables already, of a smaller study that is being extended."""
        return int(self.content.get("merged", 0))

    def open(self, tell: Tell, *, resume: bool) -> None:
        """Lock a folder that exists and see what has landed in it."""
        if not self.folder.is_dir():
            return
        with refusal_told(self.folder, WAY_OUT):
            self.lock = Lock(self.folder)
            if not resume:
                check_free(self.folder)  # once more: somebody may have been here meanwhile
            part_files.remove_hidden(self.folder)
            if has_begun(self.folder):
                self._take_up(tell)
            else:
                part_files.remove_parts(self.folder)

    def _take_up(self, tell: Tell) -> None:
        """Go on with a study: under the lock its manifest is read once more."""
        found = read_manifest(self.folder)
        check_same(self.folder, found, self.order)
        self.named = True
        if found["state"] == COMPLETE:
            part_files.remove_parts(self.folder)
            found = self._begun_again(found)
        wanted = {**found, "runs": self.order.runs}
        if wanted != read_manifest(self.folder):
            write_manifest(self.folder, wanted)
        self.content = wanted
        for part in part_files.parts_in(self.folder):
            try:
                part_files.read_part(part, self.identity)
                self.parts.append(part)
            except part_files.TornPartError:
                tell(f"{part.path}: is torn or of another study; its runs are computed again")
                part.path.unlink()

    def _begun_again(self, found: dict[str, Any]) -> dict[str, Any]:
        """Return the manifest of a complete study that gets more runs; its series are copied."""
        wanted = extended(self.folder, found)
        names = [arm.series for arm in self.order.arms] if found["series"] == ALL else []
        part_files.keep_base(self.folder, wanted["merged"], names)
        return wanted

    def fill(self, progress: Progress | None) -> None:
        """Run what is missing, batch by batch."""
        whole = self.order.runs * len(self.order.arms)
        done = sum(part.end - part.first for part in self.parts)
        done += self.merged * len(self.order.arms)
        for arm in self.order.arms:
            gaps = part_files.gaps_of(self.parts, arm.runs, self.merged, self.order.runs)
            if not gaps:
                continue
            order = self.order
            told = (order.seed, order.target, order.series, order.lives, order.persons)
            job = Job(arm.plan, *told)
            for landed in landing(job, gaps, order.workers):
                self.land(arm, landed)
                done += len(landed.batch.outcomes)
                if progress is not None:
                    progress(done, whole)

    def land(self, arm: Arm, landed: Landed) -> None:
        """Write a batch; the first one lets the study's folder appear."""
        batch = landed.batch
        table = part_files.part_table(arm, self.order.seed, batch, self._note(arm, landed))
        way_out = WAY_OUT if self.named else "nothing had landed: name another --out"
        with refusal_told(self.folder, way_out):
            if self.lock is None:
                self.place = hidden_beside(self.folder)
                self.lock = Lock(self.place)
            written = part_files.write_part(self.place, arm.runs, table, batch.first)
            self.own.add(arm, batch, *written, self.order.runs)
            if not self.named:
                write_manifest(self.place, self.content)
                self._appear()

    def _appear(self) -> None:
        """Give the folder its name, with one batch and the manifest in it."""
        if self.place != self.folder:
            give_name(self.place, self.folder)
            self.place = self.folder
            assert self.lock is not None
            self.lock.folder = self.folder
        self.named = True

    def _note(self, arm: Arm, landed: Landed) -> dict[str, Any]:
        """Return what a part says of itself: whose it is, and a row of the log."""
        return {
            **self.identity,
            "arm": arm.runs,
            "first": landed.batch.first,
            "runs": len(landed.batch.outcomes),
            "landed_utc": _now(),
            "session_utc": self.session,
            "seconds": landed.seconds,
            "workers": count_of(self.order.workers),
            "cores": os.cpu_count(),
            "interregnum": __version__,
            "python": platform.python_version(),
            "machine": f"{platform.system()} {platform.machine()}",
            "target": self.order.target.value,
        }

    def finish(self, draw: Draw) -> None:
        """Merge the parts, draw the figures, and let the study be complete.

        Each step may be the last one before the lights go out: parts are removed only when the
        manifest says that the study is complete, and merging again gives the same files.
        """
        with refusal_told(self.folder, WAY_OUT):
            known = (self.identity, self.merged, self.own)
            digests, files = merged_files(self.order, self.folder, *known, draw)
            self.content = completed(self.content, digests, files)
            write_manifest(self.folder, self.content)
            part_files.remove_parts(self.folder)
            flush_folder(self.folder)


def _tidy(folder: Path) -> None:
    """Remove what a process left that was killed after its study was complete."""
    if (folder / part_files.PARTS).is_dir():
        with contextlib.suppress(OSError, StudyError):
            lock = Lock(folder)
            part_files.remove_hidden(folder)
            part_files.remove_parts(folder)
            lock.release()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
