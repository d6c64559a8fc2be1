"""The stylised facts that the model is fitted to and judged by, and what each is worth.

A fact is an effect of the record to 1989. The same functions of the evidence find the same cases
in a simulated world, so that record and model are asked one question.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from interregnum.calibration.facts import FactValue, Kind, sample_of
from interregnum.calibration.values import values_of
from interregnum.errors import ScenarioError, UsageError, nearest
from interregnum.evidence.cases import LAST_DAY

if TYPE_CHECKING:
    from interregnum.evidence.families import Tables

PLACE = Path(__file__).with_name("targets.yaml")
DISCREPANCY = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A stylised fact.

    Parameters
    ----------
    name
        Its own name, which is that of its effect unless another is given.
    title
        What it is, in plain words.
    kind
        ``share`` (compared as a logit), ``rate`` or ``ratio`` (as a logarithm).
    effect
        The effect of the evidence that it is.
    informs
        The part of the model that it speaks to.
    why
        Why the discrepancy is what it is, or why the fact is not fitted.
    fitted
        Whether it stands in the likelihood.
    votes
        Whether it counts among the facts inside or outside; one without information does not.
    weight
        The power of its likelihood, from 0 to 1.
    discrepancy
        Standard deviation of what the model may miss by its structure, on the fact's scale.
    """

    name: str
    title: str
    kind: Kind
    informs: str
    why: str
    effect: str = ""
    fitted: bool = True
    votes: bool = True
    weight: float = 1.0
    discrepancy: float = DISCREPANCY


def read_targets(text: str, place: str) -> tuple[Target, ...]:
    """Return the facts of a file.

    Parameters
    ----------
    text
        YAML: a list of mappings with the fields of :class:`Target`.
    place
        What to call it where it is refused.

    Raises
    ------
    ScenarioError
        If a field is unknown, missing or out of its range, a name comes twice, or no effect of
        the evidence has the name.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        rows = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise ScenarioError(f"{place}: no YAML ({error}); give a list of facts") from None
    if not isinstance(rows, list) or not rows:
        raise ScenarioError(f"{place}: holds no list of facts; begin each with `- name:`")
    found: dict[str, Target] = {}
    for number, row in enumerate(rows, 1):
        target = _target(row, f"{place}: fact {number}")
        if target.name in found:
            raise ScenarioError(f"{place}: fact {number}: {target.name} comes twice; keep one")
        found[target.name] = target
    return tuple(found.values())


def _target(row: object, place: str) -> Target:
    """Return one fact, its fields checked."""
    known = {field.name: field for field in fields(Target)}
    if not isinstance(row, Mapping):
        raise ScenarioError(f"{place} = {row!r} is no mapping; give name, title, kind and so on")
    for key in row:
        if key not in known:
            raise ScenarioError(f"{place}: unknown field {key!r}; {nearest(str(key), known)}")
    missing = [name for name, field in known.items() if field.default is MISSING]
    for key in missing:
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise ScenarioError(f"{place}: {key} = {row.get(key)!r} is no text; say it in words")
    target = Target(**{"effect": row["name"], **row})
    _check(target, place, dict(row))
    return target


def _check(target: Target, place: str, row: dict[str, Any]) -> None:
    """Refuse values that their fields forbid, and effects that nobody computes."""
    from interregnum.evidence.shipping import shipped_table

    if target.kind not in get_args(Kind):
        raise ScenarioError(
            f"{place}: kind = {target.kind!r}; {nearest(target.kind, get_args(Kind))}"
        )
    for key in ("fitted", "votes"):
        if not isinstance(row.get(key, True), bool):
            raise ScenarioError(f"{place}: {key} = {row[key]!r} is neither true nor false")
    for key, high in (("weight", 1.0), ("discrepancy", math.inf)):
        value = row.get(key, 1.0)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0.0 <= value <= high or not math.isfinite(value):
            rule = "in [0, 1]" if high == 1.0 else "from 0"
            raise ScenarioError(f"{place}: {key} = {value!r} is not a number {rule}; give one")
    effects = {effect.name: effect for effect in shipped_table().effects}
    if target.effect not in effects:
        hint = nearest(target.effect, effects)
        hint = "see `interregnum evidence list`" if hint.startswith("valid:") else hint
        raise ScenarioError(f"{place}: {target.effect!r} is no effect of the evidence; {hint}")
    scale = {"share": "share", "rate": "events a year", "ratio": "ratio"}[target.kind]
    if effects[target.effect].scale != scale:
        raise ScenarioError(
            f"{place}: kind = {target.kind}, but {target.effect} is measured in "
            f"{effects[target.effect].scale}; give the kind of the effect"
        )


TARGETS = read_targets(PLACE.read_text(encoding="utf-8"), PLACE.name)
"""The facts, in the order in which a table shows them."""


def target_named(name: str) -> Target:
    """Return a fact by its name.

    Raises
    ------
    UsageError
        If there is none; the nearest name is told.
    """
    found = {target.name: target for target in TARGETS}
    if name not in found:
        raise UsageError(f"calibration: {name!r} is no stylised fact; {nearest(name, found)}")
    return found[name]


def facts_on(
    tables: Tables, until: date = LAST_DAY, targets: Sequence[Target] = TARGETS
) -> dict[str, FactValue]:
    """Return every fact of a record or of a simulated world.

    Parameters
    ----------
    tables
        The cases, as the loaders of the evidence give them. A table that is not there leaves its
        facts without a case.
    until
        The last day looked at.
    targets
        The facts; all by default.

    Returns
    -------
    For each fact its estimate and error on the scale on which it is compared, and its counts; an
    estimate that is no number, with no case, where it cannot be computed.

    Notes
    -----
    Half an event is added to every count, so that none of seven has a finite logit. The error of
    a share or rate is that of a ratio of sums over countries, of a ratio that of the regression
    clustered by country; neither is let below that of independent cases. No draw is made: about
    half a second for 100 countries and 44 years.
    """
    sample = sample_of(tables, until, [target.effect for target in targets])
    found = values_of(sample, {target.effect: target.kind for target in targets})
    return {target.name: found[target.effect] for target in targets}
