"""The file of the record's facts: what it holds, and how it is written and read without data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from interregnum.calibration.facts import Kind
from interregnum.errors import ScenarioError, UsageError, nearest

FORM = "interregnum record of facts 1"
LEVEL = 0.90
"""The confidence level of the intervals: that at which the scoreboard judges."""


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact of the record.

    Parameters
    ----------
    name, kind
        As in :class:`interregnum.calibration.targets.Target`.
    estimate, sd
        On the scale on which facts are compared; the standard deviation is the covariance's.
    low, high
        The ends of its 90 % interval, as a share, rate or ratio.
    n, events, published
        As in :class:`interregnum.calibration.facts.FactValue`.
    """

    name: str
    kind: Kind
    estimate: float
    sd: float
    low: float
    high: float
    n: int
    events: int
    published: float


@dataclass(frozen=True, slots=True)
class Record:
    """All facts of the record.

    Parameters
    ----------
    facts
        In the order of the targets.
    covariance
        Of their estimates, on the scale on which they are compared; positive definite.
    until
        The last day looked at.
    draws, seed
        Of the bootstrap; draws in which a fact had no case are left out.
    shrinkage
        How much of the correlations was given up [1].
    files
        The SHA-256 of each file read, by ``dataset/file``.
    """

    facts: tuple[RecordedFact, ...]
    covariance: tuple[tuple[float, ...], ...]
    until: date
    draws: int
    seed: int
    shrinkage: float
    files: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the facts."""
        return tuple(fact.name for fact in self.facts)

    @property
    def estimates(self) -> tuple[float, ...]:
        """Their estimates on the scale on which they are compared."""
        return tuple(fact.estimate for fact in self.facts)

    def fact(self, name: str) -> RecordedFact:
        """Return one fact.

        Raises
        ------
        UsageError
            If there is none of that name.
        """
        if name not in self.names:
            raise UsageError(f"record: {name!r} is no fact; {nearest(name, self.names)}")
        return self.facts[self.names.index(name)]

    def part(self, names: Iterable[str]) -> Record:
        """Return the record of some facts, in the order given."""
        chosen = [self.names.index(self.fact(name).name) for name in names]
        covariance = tuple(tuple(self.covariance[i][j] for j in chosen) for i in chosen)
        return replace(self, facts=tuple(self.facts[i] for i in chosen), covariance=covariance)


def text_of(record: Record) -> str:
    """Return a record as the text of its file; the same record gives the same bytes."""
    head = {
        "form": FORM,
        "until": record.until.isoformat(),
        "draws": record.draws,
        "seed": record.seed,
        "level": LEVEL,
        "shrinkage": record.shrinkage,
        "files": dict(record.files),
    }
    lines = [json.dumps(head, allow_nan=False)[:-1], '"facts": [']
    lines.append(",\n".join(json.dumps(asdict(fact), allow_nan=False) for fact in record.facts))
    lines += ["]", '"covariance": [']
    lines.append(",\n".join(json.dumps(row, allow_nan=False) for row in record.covariance))
    first, facts, listed, end, covariance, rows = lines
    return f"{first},\n{facts}\n{listed}\n{end},\n{covariance}\n{rows}\n]}}\n"


def record_of_text(text: str, place: str) -> Record:
    """Return the record that :func:`text_of` wrote.

    Raises
    ------
    ScenarioError
        If it is none.
    """
    try:
        found: dict[str, Any] = json.loads(text)
        if found["form"] != FORM:
            raise ValueError(f"form is {found['form']!r}")
        facts = tuple(RecordedFact(**fact) for fact in found["facts"])
        covariance = tuple(tuple(map(float, row)) for row in found["covariance"])
        if {len(covariance), *map(len, covariance)} != {len(facts)}:
            raise ValueError("the covariance has another size than the facts")
        until = date.fromisoformat(found["until"])
        rest = (found["draws"], found["seed"], found["shrinkage"], found["files"])
        return Record(facts, covariance, until, *rest)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"{place}: no record of facts ({error}); make it again by `make record`"
        raise ScenarioError(msg) from None
