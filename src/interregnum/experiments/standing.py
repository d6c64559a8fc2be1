"""How far a study on disk has come, and whether an order may go on with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from interregnum.errors import StudyError
from interregnum.experiments import parts as part_files
from interregnum.experiments.manifest import (
    ALL,
    COMPLETE,
    MANIFEST,
    NONE,
    RUNNING,
    read_manifest,
)
from interregnum.experiments.order import ENGINE, Order
from interregnum.experiments.series_file import read_tally, uncounted
from interregnum.experiments.tables import digest_of_file, file_of
from interregnum.scenario.posterior import SHIPPED_WORD
from interregnum.version import MODEL_VERSION

SERIES_END = ".nc"
DESIGN = "design_sha256"


def has_begun(folder: Path) -> bool:
    """Say whether a folder holds a study, finished or not."""
    return os.path.lexists(folder / MANIFEST)


def check_same(folder: Path, found: dict[str, Any], order: Order) -> None:
    """Refuse to go on with a study that was begun as another one.

    Raises
    ------
    StudyError
        Naming what differs and the way out.
    """
    way_out = "go on as it was begun, or name another --out"
    _check_posterior(folder, found, order)
    _check_engine(folder, found, order)
    pairs = (
        ("scenario", "scenario_sha256", found["scenario_sha256"], order.digest),
        ("seed", "seed", found["seed"], order.seed),
        ("model version", "versions.model", found["versions"]["model"], MODEL_VERSION),
        ("design", DESIGN, found.get(DESIGN), order.design_sha256.get(DESIGN)),
        ("choice of series", "series", found["series"], ALL if order.series else NONE),
    )
    for name, key, there, here in pairs:
        if there != here:
            msg = (
                f"{folder / MANIFEST}: another {name}: {key} = {there!s:.16} there, "
                f"{here!s:.16} here; {way_out}"
            )
            raise StudyError(msg)
    landed = found["runs"] if found["state"] == COMPLETE else found.get("merged", 0)
    landed = max([landed, *(part.end for part in part_files.parts_in(folder))])
    if order.runs < landed:
        msg = f"{folder}: --runs {order.runs} is less than the {landed} that have landed; {way_out}"
        raise StudyError(msg)


def _check_posterior(folder: Path, found: dict[str, Any], order: Order) -> None:
    """Refuse to go on with a study whose fitted parameters come from elsewhere."""
    there = found.get("posterior_sha256")
    here = order.posterior_sha256.get("posterior_sha256")
    if there == here:
        return
    told = found["scenario"].get("posterior")
    file = told.get("file") if isinstance(told, dict) else None
    begun = "prior" if there is None else "posterior" if file == SHIPPED_WORD else file
    msg = (
        f"{folder / MANIFEST}: another posterior: {there or 'none'!s:.12} there, "
        f"{here or 'none'!s:.12} here; go on with --parameters {begun}"
    )
    if begun == "posterior":
        msg += " and the version of interregnum that shipped it"
    raise StudyError(f"{msg}, or name another --out")


def _check_engine(folder: Path, found: dict[str, Any], order: Order) -> None:
    """Refuse to go on with a study of another engine, or of other persons."""
    there, here = found.get(ENGINE), order.engine.get(ENGINE)
    if there != here:
        begun = "--engine mean-field" if there is None else _asked(there)
        now = "--engine mean-field" if here is None else _asked(here)
        msg = f"{folder / MANIFEST}: was begun with {begun}, not with {now}; go on as it was begun"
        raise StudyError(f"{msg}, or name another --out")


def _asked(engine: dict[str, Any]) -> str:
    """Return how an engine with persons is asked for."""
    counts = " ".join(f"--{name} {engine[name]}" for name in ("citizens", "elites", "units"))
    return f"--engine agents {counts}"


def landed_share(folder: Path) -> tuple[int, int]:
    """Return how many runs of a study have landed and how many it asks for, over its arms."""
    found = read_manifest(folder)
    arms = 2 if found["scenario"].get("contrast") else 1
    whole = arms * int(found["runs"])
    if found["state"] == COMPLETE:
        return whole, whole
    done = sum(part.end - part.first for part in part_files.parts_in(folder))
    return done + arms * int(found.get("merged", 0)), whole


def extended(folder: Path, found: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest of a complete study that is to have more runs.

    Raises
    ------
    StudyError
        If a table is torn or changed, or series do not count regions; it is named.
    """
    for name, digest in found["values_sha256"].items():
        path = folder / file_of(name)
        if digest_of_file(path) != digest:
            msg = f"{path}: its values differ from the manifest's digest; the file was changed"
            raise StudyError(f"{msg}: it cannot be extended, name another --out")
        named = found["scenario"].get("regions") is not None
        if path.suffix == SERIES_END and named and read_tally(path).territory is None:
            raise uncounted(path)
    dropped = ("values_sha256", "files_sha256")
    kept = {key: value for key, value in found.items() if key not in dropped}
    return {**kept, "state": RUNNING, "merged": found["runs"]}
