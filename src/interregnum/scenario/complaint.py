"""A failed validation becomes one message that names place, key, value, rule and way out."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from interregnum.errors import ScenarioError, nearest
from interregnum.scenario.document import Document, KeyPath, shown_path

MAX_SHOWN = 60


def complaint(document: Document, error: ValidationError) -> ScenarioError:
    """Return the first of a validation's errors in words, with the number of the others.

    Parameters
    ----------
    document
        What was validated; it knows the lines.
    error
        What the schema found.

    Returns
    -------
    ScenarioError
        To be raised by the caller.
    """
    found = error.errors(include_url=False)
    first = found[0]
    context: dict[str, Any] = first.get("ctx") or {}
    path = _path_in(document, (*first["loc"], *context.get("at", ())))
    message = f"{document.locate(path)}: {shown_path(path)}{_value_at(document, path)}"
    others = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return ScenarioError(f"{message}: {_rule(first, context)}{others}")


def _path_in(document: Document, loc: KeyPath) -> KeyPath:
    """Return the part of a location that a reader can find, plus one missing key.

    Positions in a table row may come as field names, and unions add their own labels; neither
    is a key of the file.
    """
    value: Any = document.values
    for depth, part in enumerate(loc):
        inside_dict = isinstance(value, dict) and part in value
        inside_list = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if not (inside_dict or inside_list):
            nameable = isinstance(value, dict | list)
            return loc[: depth + 1] if nameable else loc[:depth]
        value = value[part]
    return loc


def _value_at(document: Document, path: KeyPath) -> str:
    """Return `` = value`` for a scalar that is present, else nothing."""
    value: Any = document.values
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return ""
    if isinstance(value, dict | list):
        return ""
    text = json.dumps(value, ensure_ascii=False)
    return f" = {text[:MAX_SHOWN]}{'…' if len(text) > MAX_SHOWN else ''}"


def _rule(error: Any, context: dict[str, Any]) -> str:
    """Return the rule and the way out."""
    match error["type"]:
        case "fault":
            return str(context["rule"])
        case "missing":
            return "is missing; add it"
        case "string_pattern_mismatch" if context["pattern"] == r"\S":
            return "must not be blank; write a text"
        case "string_pattern_mismatch":
            return f"must have the form {context['pattern']}"
        case "too_long":
            return f"has {context['actual_length']} items; at most {context['max_length']} fit"
        case "too_short":
            return f"has {context['actual_length']} items; give {context['min_length']} or more"
        case "model_type" | "dict_type":
            return "must be a mapping of keys to values"
        case "literal_error" | "enum":
            words = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
            return f"must be one of {', '.join(words)}; {nearest(str(error['input']), words)}"
        case _:
            text = str(error["msg"])
            return "must" + text.removeprefix("Input should") if "Input should" in text else text
