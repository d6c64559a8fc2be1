"""A scenario is loaded by its name or from a file, changed by settings, and known by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from interregnum.errors import ScenarioError, nearest
from interregnum.scenario.complaint import complaint
from interregnum.scenario.document import Document, read_document
from interregnum.scenario.schema import Scenario
from interregnum.scenario.setting import with_settings

LIBRARY = Path(__file__).parent / "library"


def library_names() -> tuple[str, ...]:
    """Return the names of the scenarios that come with the package.

    Examples
    --------
    >>> "mutiny-2023" in library_names()
    True
    """
    return tuple(sorted(path.stem for path in LIBRARY.glob("*.yaml")))


def load_scenario(name_or_path: str | Path, overrides: Iterable[tuple[str, Any]] = ()) -> Scenario:
    """Return a validated scenario.

    Parameters
    ----------
    name_or_path
        A name of the library, or the path of a YAML file.
    overrides
        Pairs of a dotted key and a JSON value, as ``--set key=value`` gives them.

    Returns
    -------
    Scenario
        Frozen.

    Raises
    ------
    ScenarioError
        If there is no such scenario, the file is no scenario, a setting is wrong, or the
        contrast names a switch that cannot take its value. The message names file, line, key,
        value, rule and the nearest valid key.
    """
    document = with_settings(read_document(_path_of(name_or_path)), overrides)
    scenario = _validated(document)
    if scenario.contrast is not None:
        try:
            contrasted(scenario)
        except ScenarioError as error:
            msg = f"{document.locate(('contrast',))}: contrast: {error}"
            raise ScenarioError(msg) from None
    return scenario


def changed_scenario(scenario: Scenario, overrides: Iterable[tuple[str, Any]]) -> Scenario:
    """Return a scenario with some values set.

    Parameters
    ----------
    scenario
        The scenario to start from; it stays as it is.
    overrides
        As for :func:`load_scenario`.

    Raises
    ------
    ScenarioError
        If a setting is wrong.
    """
    values = scenario.model_dump(mode="json", exclude_none=True)
    document = Document(f"scenario {scenario.scenario}", values, {}, {})
    return _validated(with_settings(document, overrides))


def contrasted(scenario: Scenario) -> Scenario:
    """Return the paired arm of a scenario: the same case with its contrast's switch thrown.

    Raises
    ------
    ScenarioError
        If the scenario has no contrast, or its switch cannot take the value.
    """
    if scenario.contrast is None:
        msg = f"scenario {scenario.scenario}: has no contrast; add switch, value and label"
        raise ScenarioError(msg)
    return changed_scenario(scenario, [(scenario.contrast.switch, scenario.contrast.value)])


def scenario_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of a scenario's canonical JSON, defaults and settings included.

    Notes
    -----
    Canonical: keys sorted, no spaces, ASCII, numbers as Python writes them shortest. Comments
    and layout of the file do not enter; words and sources do.
    """
    text = json.dumps(
        scenario.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _path_of(name_or_path: str | Path) -> Path:
    """Return the file of a scenario; a name of the library wins over a file of that name."""
    name = str(name_or_path)
    if name in library_names():
        return LIBRARY / f"{name}.yaml"
    try:
        if "\0" not in name and Path(name).exists():
            return Path(name)
    except OSError:
        pass
    msg = f"{name!r}: no such scenario or file; {nearest(name, library_names())}"
    raise ScenarioError(msg)


def _validated(document: Document) -> Scenario:
    """Return the scenario of a document, or raise the one message about it."""
    try:
        return Scenario.model_validate(document.values)
    except ValidationError as error:
        raise complaint(document, error) from None
