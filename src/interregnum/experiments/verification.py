"""A complete study is checked against its manifest, and some of its runs are run again.

What of an unfinished one has landed is checked in :mod:`interregnum.experiments.unfinished`.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interregnum.engine.record import events_table, runs_table, values_digest
from interregnum.engine.series import SERIES
from interregnum.errors import StudyError
from interregnum.experiments.ensemble import Gap, Job, batch_of
from interregnum.experiments.manifest import (
    ALL,
    MANIFEST,
    check_complete,
    persons_in,
    read_manifest,
    scenario_of,
)
from interregnum.experiments.order import Arm, Designed, Order
from interregnum.experiments.series_file import read_tally
from interregnum.experiments.standing import DESIGN
from interregnum.experiments.tables import digest_of_file, file_of, read_table
from interregnum.experiments.tally import NO_REGIONS, empty_tally
from interregnum.experiments.territory import regions_of
from interregnum.experiments.whole_file import sha256_of
from interregnum.kernels.scalar import Target
from interregnum.version import MODEL_VERSION

if TYPE_CHECKING:
    import pyarrow as pa

    from interregnum.engine.mean_field import Batch

RUNS_AT_ONCE = 250


class Verified(NamedTuple):
    """What a check found: digests as they are now, files looked at, runs made again, faults.

    ``others`` lie beside them and do not stand in the manifest, as a report or a figure that was
    made of the study later: they can be made again at any time, and are not checked.
    """

    digests: dict[str, str]
    files: tuple[str, ...]
    runs_again: int
    faults: tuple[str, ...]
    others: tuple[str, ...] = ()


def verify(
    folder: Path,
    *,
    sample: int | None,
    target: Target = Target.CPU,
    progress: Callable[[int, int], None] | None = None,
    design: Designed | None = None,
) -> Verified:
    """Check each file of a study against its manifest, and run runs again.

    Parameters
    ----------
    folder
        The study's folder.
    sample
        How many runs to run again in each arm, drawn by the study's seed; None for all.
    target
        Where the rules run.
    progress
        Called with runs made again and runs to make.
    design
        The rows of the design that the study was made by, where there is one.

    Returns
    -------
    Verified
        With a line for each file or run that differs; none if all is as it was.

    Raises
    ------
    StudyError
        If the study is unfinished, of another model version, or a file is missing or torn.
    """
    manifest = read_manifest(folder)
    check_complete(folder, manifest)
    digests, files, faults = _files_checked(folder, manifest)
    order = dataclasses.replace(_order_of(folder, manifest, target), design=design)
    if order.design_sha256.get(DESIGN) != manifest.get(DESIGN):
        msg = f"{folder}: is a part of a sweep; verify it by `interregnum sweep ... --out SWEEP"
        raise StudyError(f"{msg} --verify N`, with the experiment file")
    pieces = list(_pieces(order, sample))
    whole = len(order.arms) * sum(piece.end - piece.first for piece in pieces)
    done = 0
    for arm in order.arms:
        again = _Again(folder, arm, order)
        for piece in pieces:
            faults += again.faults_of(piece)
            done += piece.end - piece.first
            if progress is not None:
                progress(done, whole)
        faults += again.faults_of_series()
    others = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    others = [name for name in others if name not in (MANIFEST, *files)]
    return Verified(digests, files, done, tuple(faults), tuple(others))


def _files_checked(
    folder: Path, manifest: dict[str, Any]
) -> tuple[dict[str, str], tuple[str, ...], list[str]]:
    """Return the digests of the tables, which files were looked at, and what is wrong."""
    faults, digests = [], {}
    for name, expected in sorted(manifest["values_sha256"].items()):
        path = folder / file_of(name)
        digests[name] = digest_of_file(path)
        if digests[name] != expected:
            faults.append(f"{path}: its values differ from the manifest's digest")
    for name, expected in sorted(manifest["files_sha256"].items()):
        path = folder / name
        try:
            found = sha256_of(path)
        except OSError as error:
            msg = f"{path}: cannot be read ({error.strerror}), but stands in {MANIFEST}"
            raise StudyError(f"{msg}; restore it, or run the study again") from error
        if found != expected:
            faults.append(f"{path}: its bytes differ from the manifest's SHA-256")
    names = {*manifest["files_sha256"], *(file_of(name) for name in digests)}
    return digests, tuple(sorted(names)), faults


def _order_of(folder: Path, manifest: dict[str, Any], target: Target) -> Order:
    """Return the order that a study was made by."""
    model = manifest["versions"]["model"]
    if model != MODEL_VERSION:
        msg = f"{folder / MANIFEST}: was made by model version {model:.40}, this is {MODEL_VERSION}"
        raise StudyError(f"{msg}; verify it with the version that made it")
    scenario = scenario_of(folder, manifest)
    series = manifest["series"] == ALL
    numbers = {"runs": manifest["runs"], "seed": manifest["seed"]}
    persons = persons_in(manifest)
    return Order(scenario=scenario, **numbers, target=target, series=series, persons=persons)


def _pieces(order: Order, sample: int | None) -> Iterator[Gap]:
    """Yield the runs to run again, in order; neighbours stay together."""
    if sample is None or sample >= order.runs:
        for first in range(0, order.runs, RUNS_AT_ONCE):
            yield Gap(first, min(first + RUNS_AT_ONCE, order.runs))
        return
    for run in sorted(random.Random(order.seed).sample(range(order.runs), sample)):
        yield Gap(run, run + 1)


def _stored(folder: Path, name: str, piece: Gap) -> pa.Table:
    """Return a table's rows of some runs."""
    filters = [("run", ">=", piece.first), ("run", "<", piece.end)]
    return read_table(folder / f"{name}.parquet", filters=filters)


class _Again:
    """An arm's runs, run again: tables run by run, histograms when all runs have been added."""

    def __init__(self, folder: Path, arm: Arm, order: Order) -> None:
        self.folder, self.arm, self.order = folder, arm, order
        self.stored = read_tally(folder / file_of(arm.series)) if order.series else None
        # A study of an earlier version did not count who holds each region.
        held = self.stored is not None and self.stored.territory is not None
        regions = regions_of(arm.plan) if held else NO_REGIONS
        self.tally = empty_tally(arm.plan.horizon if order.series else 0, order.runs, regions)

    def faults_of(self, piece: Gap) -> list[str]:
        """Return a line for each file whose values differ when these runs are run again."""
        arm, order = self.arm, self.order
        series = self.stored is not None
        job = Job(arm.plan, order.seed, order.target, series, order.lives, order.persons)
        batch = batch_of(job, piece)
        again = {
            arm.runs: runs_table(arm.plan, order.seed, [batch]),
            arm.events: events_table(arm.plan, [batch]),
        }
        faults = []
        for name, ours in again.items():
            theirs = _stored(self.folder, name, piece)
            if values_digest(ours) != values_digest(theirs):
                run = _first_difference(ours, theirs, piece)
                faults.append(f"{self._path(name)}: run {run} differs when it is run again")
        return faults + (self._faults_of_paths(batch) if series else [])

    def _faults_of_paths(self, batch: Batch) -> list[str]:
        """Count a batch, and return a line if a path of it is not the one that is stored."""
        assert self.stored is not None
        self.tally.add_batch(batch)
        rows = slice(batch.first, batch.first + len(batch.outcomes))
        ours, theirs = self.tally.paths[rows], self.stored.paths[rows]
        if ours.shape == theirs.shape and np.array_equal(ours, theirs, equal_nan=True):
            return []
        return [
            f"{self._path(self.arm.series)}: the paths of runs {rows.start} to "
            f"{rows.stop - 1} differ when they are run again"
        ]

    def faults_of_series(self) -> list[str]:
        """Return a line if all runs were run again and count up to another histogram."""
        if self.stored is None or self.tally.runs < self.order.runs:
            return []
        names = [
            series.name
            for k, series in enumerate(SERIES)
            if not np.array_equal(self.tally.counts[k], self.stored.counts[k])
        ]
        ours, theirs = self.tally.territory, self.stored.territory
        if ours is not None and theirs is not None and ours.values() != theirs.values():
            names.append("regions")
        if not names:
            return []
        path = self._path(self.arm.series)
        return [f"{path}: counts of {', '.join(names)} differ when all runs are run again"]

    def _path(self, name: str) -> Path:
        return self.folder / file_of(name)


def _first_difference(ours: pa.Table, theirs: pa.Table, piece: Gap) -> int:
    """Return the first run whose rows differ."""
    for run in range(piece.first, piece.end):
        rows = [t.filter(np.asarray(t["run"]) == run) for t in (ours, theirs)]
        if values_digest(rows[0]) != values_digest(rows[1]):
            return run
    return piece.first
