"""A complete sweep is checked against its manifests, and some of its runs are run again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from interregnum.errors import StudyError
from interregnum.experiments.manifest import COMPLETE
from interregnum.experiments.sweep_folder import TABLES, policy_folder
from interregnum.experiments.sweep_manifest import SWEEP, check_same_sweep, read_sweep
from interregnum.experiments.sweep_rows import order_of, sweep_rows
from interregnum.experiments.tables import digest_of_file, read_table
from interregnum.experiments.verification import verify

if TYPE_CHECKING:
    from interregnum.experiments.resolution import Resolved


def verify_sweep(
    resolved: Resolved,
    folder: Path,
    *,
    sample: int | None,
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Return a line for each file or run of a sweep that differs.

    Parameters
    ----------
    resolved
        The experiment.
    folder
        The sweep's folder; nothing in it is changed.
    sample
        How many runs of each policy to run again, drawn by the seed; None for all.
    progress
        Called with runs made again and runs to make, policy by policy.

    Raises
    ------
    StudyError
        If the sweep is unfinished, of another experiment or model version, or a file is missing.
    """
    found = read_sweep(folder)
    check_same_sweep(folder, found, resolved)
    if found["state"] != COMPLETE:
        msg = f"{folder / SWEEP}: the sweep is unfinished; finish it with --resume"
        raise StudyError(msg)
    faults = []
    for name in TABLES:
        path = folder / f"{name}.parquet"
        if digest_of_file(path) != found["values_sha256"][name]:
            faults.append(f"{path}: its values differ from the manifest's digest")
    whole = read_table(folder / "runs.parquet")
    first = 0
    for number, policy in enumerate(resolved.policies):
        place = policy_folder(folder, number)
        order = order_of(resolved, policy, int(found["replicates"]))
        checked = verify(place, sample=sample, progress=progress, design=order.design)
        faults += checked.faults
        rows = sweep_rows(resolved, policy, read_table(place / "runs.parquet"))
        if not whole.slice(first, rows.num_rows).equals(rows):
            faults.append(f"{folder / 'runs.parquet'}: differs from the runs of {policy.name}")
        first += rows.num_rows
    return faults
