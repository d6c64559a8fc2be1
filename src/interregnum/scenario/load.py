"""A scenario is loaded by its name or from a file, changed by settings, and known by its hash."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from interregnum.errors import ScenarioError
from interregnum.scenario.complaint import complaint
from interregnum.scenario.country import KEY as COUNTRY
from interregnum.scenario.country import with_country
from interregnum.scenario.document import Document, read_document, read_stream
from interregnum.scenario.environment import PLACE, environment_settings
from interregnum.scenario.inheritance import with_bases
from interregnum.scenario.location import scenario_path
from interregnum.scenario.posterior import by_default
from interregnum.scenario.schema import Scenario
from interregnum.scenario.setting import with_settings


def load_scenario(
    name_or_path: str | Path,
    overrides: Iterable[tuple[str, Any]] = (),
    *,
    environment: Mapping[str, str] | None = None,
) -> Scenario:
    """Return a validated scenario.

    Values are those of the declarations, over which the bases of the file are laid, then the
    file, then the environment, then the overrides. What then names no posterior draws from the
    shipped one, if there is one.

    Parameters
    ----------
    name_or_path
        A name of the library, or the path of a YAML file.
    overrides
        Pairs of a dotted key and a JSON value, as ``--set key=value`` gives them.
    environment
        Whose ``INTERREGNUM_SET`` is read; by default the process's.

    Returns
    -------
    Scenario
        Frozen.

    Raises
    ------
    ScenarioError
        If there is no such scenario, the file or a base is no scenario, a setting is wrong, or
        the contrast names a switch that cannot take its value. The message names file, line,
        key, value, rule and the nearest valid key.
    """
    path = scenario_path(name_or_path)
    return _resolved(with_bases(read_document(path), path), overrides, environment)


def scenario_from_stream(
    stream: BinaryIO, place: str, *, environment: Mapping[str, str] | None = None
) -> Scenario:
    """Return the validated scenario that an open stream holds.

    Parameters
    ----------
    stream
        Such as ``sys.stdin.buffer``.
    place
        What stands for the file in messages.
    environment
        As for :func:`load_scenario`.

    Raises
    ------
    ScenarioError
        As :func:`load_scenario`.
    """
    return _resolved(with_bases(read_stream(stream, place), None), (), environment)


def _resolved(
    document: Document,
    overrides: Iterable[tuple[str, Any]],
    environment: Mapping[str, str] | None,
) -> Scenario:
    """Return the scenario of a document under the environment's settings and then the others."""
    asked = [*overrides]
    given = environment_settings(os.environ if environment is None else environment)
    # A country is drawn under its own settings; then there are places that others can name.
    document = _set(document, given, asked, of_country=True)
    document = _set(with_country(document), given, asked, of_country=False)
    scenario = _validated(by_default(document))
    if scenario.contrast is not None:
        try:
            contrasted(scenario)
        except ScenarioError as error:
            msg = f"{document.locate(('contrast',))}: contrast: {error}"
            raise ScenarioError(msg) from None
    return scenario


def _set(
    document: Document,
    given: Iterable[tuple[str, Any]],
    asked: Iterable[tuple[str, Any]],
    *,
    of_country: bool,
) -> Document:
    """Return a document under those settings that are, or are not, of its country."""
    for settings, place in ((given, PLACE), (asked, "--set")):
        due = [(k, v) for k, v in settings if (k.partition(".")[0] == COUNTRY) == of_country]
        document = with_settings(document, due, place)
    return document


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
    and layout of the file do not enter; words and sources do. A posterior enters by its own hash
    and what it says of its columns, wherever it lies.
    """
    content = scenario.model_dump(mode="json")
    # A case without them is known by the hash that it had before there were any.
    for key in ("regime_type", "posterior"):
        if content[key] is None:
            del content[key]
    if "posterior" in content:
        del content["posterior"]["file"]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _validated(document: Document) -> Scenario:
    """Return the scenario of a document, or raise the one message about it."""
    try:
        return Scenario.model_validate(document.values)
    except ValidationError as error:
        raise complaint(document, error) from None
