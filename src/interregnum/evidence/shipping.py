"""The table of effects that comes with the package, so that claims need no data at hand.

One JSON object a line: first what the effects came from, then the effects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from interregnum.effects import Effect, as_record, effect_of
from interregnum.errors import ScenarioError, UsageError, nearest

SHIPPED = Path(__file__).with_name("shipped") / "effects.jsonl"
FORM = "interregnum effects 1"
_CLAIM = re.compile(r"c\d{2}", re.IGNORECASE)


class EffectTable(NamedTuple):
    """Effects and what they came from.

    Parameters
    ----------
    effects
        In the order of their families.
    files
        The SHA-256 of each file read, by ``dataset/file``.
    draws, seed
        Of the bootstrap.
    """

    effects: tuple[Effect, ...]
    files: Mapping[str, str]
    draws: int
    seed: int


def family_name(effect: str) -> str:
    """Return the family's name, with which every name of an effect begins.

    >>> family_name("campaigns.success.nonviolent")
    'campaigns'
    """
    return effect.partition(".")[0]


def lines_of(table: EffectTable) -> str:
    """Return a table as the text of its file; the same effects give the same bytes.

    >>> lines_of(EffectTable((), {}, 2000, 0))
    '{"form": "interregnum effects 1", "draws": 2000, "seed": 0, "files": {}}\\n'
    """
    head = {"form": FORM, "draws": table.draws, "seed": table.seed, "files": dict(table.files)}
    rows = [head, *(as_record(effect) for effect in table.effects)]
    return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)


def table_of(text: str, place: str) -> EffectTable:
    """Return the table that :func:`lines_of` wrote.

    Parameters
    ----------
    text
        The file's text.
    place
        What to call it where it is refused.

    Raises
    ------
    ScenarioError
        If a line is no JSON object, or the first is not what such a file begins with.
    """
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            rows.append(dict(json.loads(line)))
        except (TypeError, ValueError) as error:
            msg = f"{place}: line {number} is no JSON object ({error}); compute the effects anew"
            raise ScenarioError(msg) from None
    if not rows or rows[0].get("form") != FORM:
        raise ScenarioError(f"{place}: no table of effects; its first line says {FORM!r}")
    head, *records = rows
    effects = tuple(effect_of(record) for record in records)
    return EffectTable(effects, head["files"], int(head["draws"]), int(head["seed"]))


@cache
def shipped_table() -> EffectTable:
    """Return the table that comes with the package."""
    return table_of(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name)


def speaking_to(effects: Iterable[Effect], word: str) -> list[Effect]:
    """Return the effects that a claim, a family or an effect's own name asks for.

    Parameters
    ----------
    effects
        Those to choose from.
    word
        As ``C08``, ``campaigns`` or ``campaigns.success.nonviolent``.

    Raises
    ------
    UsageError
        If none fits; the nearest name is told.
    """
    every = list(effects)
    if _CLAIM.fullmatch(word):
        found = [effect for effect in every if word.upper() in effect.claims]
        if not found:
            known = sorted({claim for effect in every for claim in effect.claims})
            msg = (
                f"evidence: no effect speaks to {word.upper()}; effects speak to {', '.join(known)}"
            )
            raise UsageError(msg)
        return found
    found = [effect for effect in every if word in (effect.name, family_name(effect.name))]
    if not found:
        names = {name for effect in every for name in (effect.name, family_name(effect.name))}
        hint = nearest(word, names)
        if hint.startswith("valid:"):
            hint = "see `interregnum evidence list`"
        raise UsageError(f"evidence: {word!r} is no effect, family or claim; {hint}")
    return found
