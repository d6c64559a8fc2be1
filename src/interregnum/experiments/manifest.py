"""A study's manifest: what the study is, how far it has come, and what its files must contain.

A manifest is read as something that anybody may have written: every entry is checked before it
is believed.
"""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import StudyError
from interregnum.experiments.whole_file import write_whole
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    from interregnum.engine.persons import Persons
    from interregnum.experiments.order import Order
    from interregnum.scenario.schema import Scenario

MANIFEST = "manifest.json"
FORMAT = 2
RUNNING = "running"
COMPLETE = "complete"
ARMS = (("runs", "events", "series"), ("contrast", "contrast_events", "contrast_series"))
ALL, NONE = "all", "none"
# Nothing that this program writes comes near; more is somebody else's file.
LARGEST_MANIFEST = 64 * 2**20


def versions() -> dict[str, str]:
    """Return the versions of everything that a result could depend on."""
    from importlib import metadata

    names = ("numba", "numpy", "pandas", "pyarrow", "h5py", "pydantic", "ruamel.yaml")
    found = {name: metadata.version(name) for name in names}
    return {
        "interregnum": __version__,
        "model": MODEL_VERSION,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        **found,
    }


def manifest_of(order: Order) -> dict[str, Any]:
    """Return the manifest of a study that has begun."""
    from interregnum.engine.record import NOT_MODELLED

    return {
        "format": FORMAT,
        "state": RUNNING,
        "scenario": order.scenario.model_dump(mode="json"),
        "scenario_sha256": order.digest,
        "runs": order.runs,
        "seed": order.seed,
        "series": ALL if order.series else NONE,
        "target": order.target.value,
        "versions": versions(),
        "calibrated": False,
        "not_modelled": list(NOT_MODELLED),
        **order.engine,
        **order.design_sha256,
        **order.posterior_sha256,
    }


def completed(
    content: dict[str, Any], digests: dict[str, str], files: dict[str, str]
) -> dict[str, Any]:
    """Return the manifest of the same study when it is complete.

    Parameters
    ----------
    content
        The manifest so far.
    digests
        SHA-256 of the values of each table and of the series of each arm.
    files
        SHA-256 of the bytes of each file.
    """
    kept = {key: value for key, value in content.items() if key != "merged"}
    return {**kept, "state": COMPLETE, "values_sha256": digests, "files_sha256": files}


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write a study's manifest.

    Raises
    ------
    OSError
        If the disk refuses; the manifest before stands.
    """
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    write_whole(folder / MANIFEST, lambda stream: stream.write(text.encode("utf-8")))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a study's manifest.

    Raises
    ------
    StudyError
        If the folder is no study, or its manifest is torn, changed or of a newer version.
    """
    path = folder / MANIFEST
    if not (path.is_file() or path.is_symlink()):
        msg = f"{folder}: is no study (it has no {MANIFEST}); name a folder that `run` made"
        raise StudyError(msg)
    try:
        if path.stat().st_size > LARGEST_MANIFEST:
            raise ValueError("it is too large")
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        msg = f"{path}: cannot be read ({error}); the file is torn or changed: restore it, or run "
        raise StudyError(f"{msg}the study again into another folder") from error
    if not isinstance(content, dict):
        raise _changed(path, "it holds no object")
    number = content.get("format")
    if number != FORMAT or isinstance(number, bool):
        msg = f"{path}: format {number!r} is not known to version {__version__}"
        raise StudyError(f"{msg}; use the version that wrote it: {_writer(content)}")
    _check_entries(path, content)
    return content


def scenario_of(folder: Path, content: dict[str, Any]) -> Scenario:
    """Return the scenario that a manifest holds.

    Raises
    ------
    StudyError
        If it is no scenario of this version, or not the one whose hash stands beside it.
    """
    from pydantic import ValidationError

    from interregnum.scenario.load import scenario_hash
    from interregnum.scenario.schema import Scenario

    path = folder / MANIFEST
    try:
        scenario = Scenario.model_validate(content["scenario"])
    except ValidationError as error:
        msg = f"{path}: its scenario is invalid here ({error.errors()[0]['msg']}); use the version"
        raise StudyError(f"{msg} that wrote it: {_writer(content)}") from error
    if scenario_hash(scenario) != content["scenario_sha256"]:
        msg = f"{path}: its scenario has another hash than it says; the file was changed, or is of"
        raise StudyError(f"{msg} another version: {_writer(content)}")
    return scenario


def check_complete(folder: Path, content: dict[str, Any]) -> None:
    """Refuse a study whose runs have not all landed.

    Raises
    ------
    StudyError
        With the way to finish it.
    """
    if content["state"] != COMPLETE:
        msg = f"{folder}: is unfinished; finish it with `interregnum run ... --out {folder}"
        raise StudyError(f"{msg} --resume`, with the scenario that it was begun with")


def _writer(content: dict[str, Any]) -> str:
    """Return which version says that it wrote a manifest, cut to a readable length."""
    told = content.get("versions")
    version = told.get("interregnum") if isinstance(told, dict) else None
    return f"interregnum {version!s:.40}" if version else "it does not say which"


def _changed(path: Path, rule: str) -> StudyError:
    return StudyError(f"{path}: was changed or torn ({rule}); restore it, or name another folder")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def _is_engine(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("name") == "agents"
        and set(value) == {"name", "citizens", "elites", "units"}
        and all(_is_count(value[key]) for key in set(value) - {"name"})
    )


def persons_in(content: dict[str, Any]) -> Persons | None:
    """Return the persons that a manifest names, None for the mean-field.

    Raises
    ------
    ScenarioError
        If a number is out of range.
    """
    from interregnum.engine.persons import persons_of

    told = content.get("engine")
    return None if told is None else persons_of(told["citizens"], told["elites"], told["units"])


def _are_digests(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(digest, str) and Path(name).name == name and not name.startswith(".")
        for name, digest in value.items()
    )


def _check_entries(path: Path, content: dict[str, Any]) -> None:
    """Refuse a manifest with an entry that this program would not have written."""
    told = content.get("versions")
    rules = {
        "state": content.get("state") in (RUNNING, COMPLETE),
        "scenario": isinstance(content.get("scenario"), dict),
        "scenario_sha256": isinstance(content.get("scenario_sha256"), str),
        "runs": _is_count(content.get("runs")) and content.get("runs") != 0,
        "seed": _is_count(content.get("seed")),
        "series": content.get("series") in (ALL, NONE),
        "target": content.get("target") in ("python", "cpu", "cuda"),
        "versions": isinstance(told, dict) and isinstance(told.get("model"), str),
        "merged": _is_count(content.get("merged", 0)),
        "engine": "engine" not in content or _is_engine(content["engine"]),
    }
    if content.get("state") == COMPLETE:
        digests = content.get("values_sha256")
        rules["values_sha256"] = _are_digests(digests) and _has_tables(content)
        rules["files_sha256"] = _are_digests(content.get("files_sha256"))
    wrong = [key for key, holds in rules.items() if not holds]
    if wrong:
        raise _changed(path, f"entry {wrong[0]} is missing or wrong")


def _has_tables(content: dict[str, Any]) -> bool:
    """Say whether there is a digest for each table and series of one arm or of both."""
    names = [arm if content.get("series") == ALL else arm[:2] for arm in ARMS]
    return set(content["values_sha256"]) in (set(names[0]), {*names[0], *names[1]})
