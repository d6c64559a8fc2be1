"""One value of a scenario is set by its dotted key, and a parameter set so is drawn no more."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from typing import Any

from interregnum.errors import ScenarioError, nearest
from interregnum.scenario import country, options, parameters
from interregnum.scenario.document import Document, KeyPath
from interregnum.scenario.facts import Mutiny
from interregnum.scenario.schema import Scenario

SOURCE = "assumed: set on request"
AFTERMATH = "aftermath"


def with_settings(
    document: Document, settings: Iterable[tuple[str, Any]], place: str = "--set"
) -> Document:
    """Return a document in which keys have new values.

    Parameters
    ----------
    document
        The scenario before validation.
    settings
        Pairs of a dotted key and a JSON value. A key is a path in the file (``selection``,
        ``mutiny.happens``, ``force.private_army``), ``place.<name>.<field>``, or the full name
        of a mechanism's parameter. A number set on a quantity keeps its unit and range.
    place
        What stands for a file in messages about these settings.

    Raises
    ------
    ScenarioError
        If a key leads nowhere; a wrong value is found by the validation that follows.
    """
    values = copy.deepcopy(document.values)
    origins = dict(document.settings)
    for key, value in settings:
        origin = f"{place} {key}={json.dumps(value, ensure_ascii=False)}"
        path = _path_of(values, key, origin)
        _assign(values, path, value, origin)
        origins[path] = origin
    return document._replace(values=values, settings=origins)


def _path_of(values: dict[str, Any], key: str, origin: str) -> KeyPath:
    """Return the path that a dotted key means."""
    declared = {parameter.name for parameter in parameters.declared_parameters()}
    name = key.removeprefix("parameters.")
    if name in declared:
        return ("parameters", name)
    places = _place_paths(values)
    if key in places:
        return places[key]
    parts = tuple(key.split("."))
    if parts[0] == country.KEY and country.KEY not in values:
        msg = f"{origin}: no country is drawn here; load a scenario that has one with this setting"
        raise ScenarioError(msg)
    if parts[0] not in {country.KEY, *Scenario.model_fields} or "" in parts:
        valid = declared | set(places) | _paths(values)
        msg = f"{origin}: unknown key; {nearest(key, valid)}"
        raise ScenarioError(msg)
    return parts


def _place_paths(values: dict[str, Any]) -> dict[str, KeyPath]:
    """Return the paths of ``place.<name>.<field>``, which stand in a list in the file."""
    rows = values.get("places")
    return {
        f"place.{row['name']}.{field}": ("places", index, field)
        for index, row in enumerate(rows if isinstance(rows, list) else ())
        if isinstance(row, dict) and "name" in row
        for field in ("leg", "garrison")
        if field in row
    }


def _paths(values: dict[str, Any]) -> set[str]:
    """Return the dotted keys of a file that a setting is likely to mean."""
    found = set(Scenario.model_fields)
    for section in ("force", country.KEY):
        inner = values.get(section)
        found |= {f"{section}.{field}" for field in inner} if isinstance(inner, dict) else set()
    blocks = ("mutiny", "channels", "ruler", "private_army")
    for block in blocks:
        kind = Mutiny if block == "mutiny" else type(Scenario.model_fields[block].default)
        found |= {f"{block}.{field}" for field in kind.model_fields}
    return found | {"mechanisms.off"}


def _assign(values: dict[str, Any], path: KeyPath, value: Any, origin: str) -> None:
    """Put a value at a path; a quantity keeps its unit and range and is fixed."""
    if path[0] == AFTERMATH:
        # The one quantity that has a default of its own, so that a number can be set on it.
        values.setdefault(AFTERMATH, dict(options.AFTERMATH))
    holder: Any = values
    for part in path[:-1]:
        if isinstance(holder, dict):
            holder = holder.setdefault(part, {})
        elif isinstance(holder, list) and isinstance(part, int):
            holder = holder[part]
    if not isinstance(holder, dict):
        msg = f"{origin}: no key can be set below a list or a plain value; set the whole of it"
        raise ScenarioError(msg)
    last = path[-1]
    if path[0] == "parameters" and len(path) == 2:
        units = {p.name: p.declaration.unit for p in parameters.declared_parameters()}
        fixed = {"draw": "fixed", "source": SOURCE}
        holder[last] = {"unit": units[str(last)], "value": value, **fixed}
    elif isinstance(holder.get(last), dict) and "value" in holder[last]:
        changed = value if isinstance(value, dict) else {"value": value}
        fixed = {} if isinstance(value, dict) else {"draw": "fixed", "source": SOURCE}
        holder[last] = {**holder[last], **fixed, **changed}
    else:
        holder[last] = value
