"""Settings may come from the environment: below those of a command, above those of a file.

``INTERREGNUM_SET="horizon=365; coordination.precision_units=50"`` changes every scenario that is
loaded while it stands, by the command line and by Python alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from interregnum.errors import ScenarioError

VARIABLE = "INTERREGNUM_SET"
PLACE = f"environment: {VARIABLE}"

_SEPARATOR = re.compile(r"[;\n]")
# JSON asks for a digit before the point; people leave it out.
_BARE_POINT = re.compile(r"(?<![\w.\"'])(-?)\.(?=\d)")


def environment_settings(environment: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Return the settings that the environment asks for, in order.

    Parameters
    ----------
    environment
        Such as ``os.environ``. Pairs ``key=value`` are separated by semicolons or new lines, so a
        value can hold neither; a value is JSON, and a bare word is a word.

    Raises
    ------
    ScenarioError
        If a pair has no ``=`` or no key, or a key comes twice.

    Examples
    --------
    >>> environment_settings({"INTERREGNUM_SET": "horizon=365; mutiny.happens=false;"})
    [('horizon', 365), ('mutiny.happens', False)]
    """
    settings: dict[str, Any] = {}
    for pair in _SEPARATOR.split(environment.get(VARIABLE, "")):
        if not pair.strip():
            continue
        key, sign, text = (part.strip() for part in pair.partition("="))
        if not sign or not key:
            msg = (
                f"{PLACE}: {pair.strip()[:60]!r} is not of the form key=value; write for example "
                f'{VARIABLE}="horizon=365; selection=largest"'
            )
            raise ScenarioError(msg)
        if key in settings:
            msg = f"{PLACE}: {key} is set twice; give it once"
            raise ScenarioError(msg)
        settings[key] = value_of(text)
    return list(settings.items())


def value_of(text: str) -> Any:
    """Return the JSON value of a text, or the text itself: bare words are words.

    >>> value_of(".5"), value_of("[1, 2]"), value_of("largest")
    (0.5, [1, 2], 'largest')
    """
    try:
        return json.loads(_BARE_POINT.sub(r"\g<1>0.", text))
    except (ValueError, RecursionError):
        return text
