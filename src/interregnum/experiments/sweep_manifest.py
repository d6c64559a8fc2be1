"""A sweep's manifest: which experiment it is, how far it has come, what its files must contain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import StudyError
from interregnum.experiments.manifest import COMPLETE, RUNNING, versions
from interregnum.experiments.whole_file import write_whole

if TYPE_CHECKING:
    from interregnum.experiments.resolution import Resolved

SWEEP = "sweep.json"
FORMAT = 1


def begun_sweep(resolved: Resolved, replicates: int) -> dict[str, Any]:
    """Return the manifest of a sweep that has begun."""
    return {
        "kind": "sweep",
        "format": FORMAT,
        "state": RUNNING,
        "experiment": resolved.content(),
        "experiment_sha256": resolved.sha256,
        "replicates": replicates,
        "versions": versions(),
        "calibrated": False,
    }


def write_sweep(folder: Path, content: Mapping[str, Any]) -> None:
    """Write a sweep's manifest.

    Raises
    ------
    OSError
        If the disk refuses; the manifest before stands.
    """
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    write_whole(folder / SWEEP, lambda stream: stream.write(text.encode("utf-8")))


def read_sweep(folder: Path) -> dict[str, Any]:
    """Return a sweep's manifest.

    Raises
    ------
    StudyError
        If the folder is no sweep, or its manifest is torn or of a newer version.
    """
    path = folder / SWEEP
    if not path.is_file():
        msg = f"{folder}: is no sweep (it has no {SWEEP}); name a folder that `sweep` made"
        raise StudyError(msg)
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        same = content["kind"] == "sweep" and content["format"] == FORMAT
        count = content["replicates"]
        if not (same and content["state"] in (RUNNING, COMPLETE) and count == int(count) > 0):
            raise ValueError("an entry is wrong, or of another version")
        if content["state"] == COMPLETE and "runs" not in content["values_sha256"]:
            raise ValueError("its digests are missing")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        msg = f"{path}: cannot be read ({error}); restore it, or run the sweep into another folder"
        raise StudyError(msg) from error
    return content


def check_same_sweep(folder: Path, found: Mapping[str, Any], resolved: Resolved) -> None:
    """Refuse to go on with a sweep that was begun as another one.

    Raises
    ------
    StudyError
        Naming what differs and the way out.
    """
    there, here = found.get("experiment_sha256"), resolved.sha256
    if there != here:
        old, new = found.get("experiment", {}), json.loads(json.dumps(resolved.content()))
        keys = dict.fromkeys(["posterior_sha256", *new])
        differing = [key for key in keys if old.get(key) != new.get(key)] or ["its points"]
        msg = (
            f"{folder / SWEEP}: another experiment: {differing[0]} differs; go on as it was begun, "
            "or name another --out"
        )
        raise StudyError(msg)
