"""The scoreboard: every stylised fact, what the record says of it and what the model does.

It is made by calibration and comes with the package as a JSON file; whatever shows it reads that.
Facts that the model misses stand there like the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite, log
from pathlib import Path
from typing import Any, NamedTuple

from interregnum.errors import StudyError
from interregnum.version import MODEL_VERSION

SHIPPED = Path(__file__).with_name("shipped") / "scoreboard.json"
FORMAT = 1
WIDEST = 3.0
"""How many times as wide as the record's own interval the model's may be."""
LARGEST = 16 * 2**20
HASHES = ("posterior_sha256", "record_sha256")
_PLAIN, _SHARE, _RATE = "plain", "share", "rate"
SCALES = (_SHARE, _RATE, _PLAIN)


class Measured(NamedTuple):
    """An estimate with its interval [the fact's unit]; None is what nobody knows."""

    estimate: float | None
    low: float | None
    high: float | None

    @property
    def known(self) -> bool:
        """Whether all three are numbers."""
        return None not in self


class Fact(NamedTuple):
    """A stylised fact, as the record and as the model tells it.

    Parameters
    ----------
    name, title, unit
        What it is; ``1`` is the unit of shares and ratios.
    record
        What the record says, with the interval of its own sampling.
    cases
        How many cases the record has.
    model
        Median and predictive interval of a record of the same shape that the model makes.
    fitted
        Whether it was fitted to; else it was held out.
    weight
        In the fit, in [0, 1].
    scale
        On which widths are compared: ``share`` (logit), ``rate`` (log), or ``plain``.
    reason
        Why the model misses it, where calibration knows.
    votes
        Whether it counts among the facts inside or outside; none of seven says too little to.
    """

    name: str
    title: str
    unit: str
    record: Measured
    cases: int
    model: Measured
    fitted: bool
    weight: float
    scale: str = _PLAIN
    reason: str = ""
    votes: bool = True

    @property
    def inside(self) -> bool | None:
        """Whether the record's estimate lies in the model's interval; None if one is not known."""
        low, high, value = self.model.low, self.model.high, self.record.estimate
        if low is None or high is None or value is None:
            return None
        return low <= value <= high

    @property
    def width_ratio(self) -> float | None:
        """How many times as wide as the record's interval the model's is; None if not known."""
        own, theirs = _width(self.model, self.scale), _width(self.record, self.scale)
        return own / theirs if own is not None and theirs else None

    @property
    def holds(self) -> bool:
        """Whether the model tells it: inside, and the interval no wider than three of the record's.

        What is not known does not hold.
        """
        ratio = self.width_ratio
        return self.inside is True and ratio is not None and ratio <= WIDEST


class Scoreboard(NamedTuple):
    """Every stylised fact, and what the comparison was made with.

    Parameters
    ----------
    facts
        In the order of the file.
    level
        Of the intervals [1].
    until
        The last day of the record that was fitted to.
    hashes
        SHA-256 of the posterior and of the record, by ``posterior_sha256`` and ``record_sha256``.
    gate
        What the gate found, as calibration says it; ``summary`` is one sentence of it.
    """

    facts: tuple[Fact, ...]
    level: float
    until: str
    hashes: Mapping[str, str]
    gate: Mapping[str, Any]

    def tally(self, *, fitted: bool) -> tuple[int, int, int]:
        """Return how many facts hold, how many lie inside, and how many vote."""
        some = [fact for fact in self.facts if fact.fitted is fitted and fact.votes]
        inside = sum(fact.inside is True for fact in some)
        return sum(fact.holds for fact in some), inside, len(some)


def _width(interval: Measured, scale: str) -> float | None:
    """Return the width of an interval on a scale; None where an end has no place on it."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return None
    if scale == _PLAIN:
        return high - low
    if low <= 0.0 or (scale == _SHARE and high >= 1.0):
        return None
    if scale == _RATE:
        return log(high / low)
    return log(high / (1.0 - high)) - log(low / (1.0 - low))


def as_content(board: Scoreboard) -> dict[str, Any]:
    """Return a scoreboard as a JSON object, with what follows from its numbers."""
    return {
        "format": FORMAT,
        "model": MODEL_VERSION,
        "level": board.level,
        "until": board.until,
        **board.hashes,
        "gate": dict(board.gate),
        "facts": [
            {
                "name": fact.name,
                "title": fact.title,
                "unit": fact.unit,
                "record": {**fact.record._asdict(), "n": fact.cases},
                "model": fact.model._asdict(),
                "inside": fact.inside,
                "width_ratio": fact.width_ratio,
                "holds": fact.holds,
                "fitted": fact.fitted,
                "weight": fact.weight,
                "scale": fact.scale,
                "reason": fact.reason,
                "votes": fact.votes,
            }
            for fact in board.facts
        ],
    }


def write_scoreboard(path: Path, board: Scoreboard) -> None:
    """Write a scoreboard whole; the same facts give the same bytes.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    from interregnum.experiments.whole_file import write_whole

    text = json.dumps(as_content(board), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    write_whole(path, lambda stream: stream.write(text.encode("utf-8")))


def shipped_scoreboard() -> Scoreboard | None:
    """Return the scoreboard that comes with the package; None if this model version has none.

    Raises
    ------
    StudyError
        If there is one that cannot be read.
    """
    if not SHIPPED.is_file() or _content_of(SHIPPED).get("model") != MODEL_VERSION:
        return None
    return read_scoreboard(SHIPPED)


def read_scoreboard(path: Path) -> Scoreboard:
    """Return a scoreboard from its file.

    Raises
    ------
    StudyError
        If it is missing, torn, of another format or model version, or an entry is wrong.
    """
    content = _content_of(path)
    for key, expected in (("format", FORMAT), ("model", MODEL_VERSION)):
        if content.get(key) != expected:
            rule = f"{key} = {content.get(key)!r:.40} is not this version's {expected!r}"
            raise _refusal(path, rule)
    try:
        return Scoreboard(
            tuple(_fact_of(row) for row in content["facts"]),
            float(content["level"]),
            str(content["until"]),
            {key: str(content[key]) for key in HASHES},
            dict(content["gate"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _refusal(path, f"entry {error} is missing or wrong") from None


def _fact_of(row: Mapping[str, Any]) -> Fact:
    """Return a fact from its entry; what follows from its numbers is not read, but found again."""
    record, model = (
        Measured(*(_number(row[key][end]) for end in Measured._fields))
        for key in ("record", "model")
    )
    if row.get("scale", _PLAIN) not in SCALES or not isinstance(row["fitted"], bool):
        raise ValueError(row["name"])
    return Fact(
        str(row["name"]),
        str(row["title"]),
        str(row["unit"]),
        record,
        int(row["record"]["n"]),
        model,
        row["fitted"],
        float(row["weight"]),
        str(row.get("scale", _PLAIN)),
        str(row.get("reason", "")),
        bool(row.get("votes", True)),
    )


def _number(value: Any) -> float | None:
    if value is None:
        return None
    number = float(value)
    return number if isfinite(number) else None


def _content_of(path: Path) -> dict[str, Any]:
    """Return what a file holds."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("it is too large")
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _refusal(path, f"cannot be read ({error})") from None
    if not isinstance(content, dict):
        raise _refusal(path, "holds no object")
    return content


def _refusal(path: Path, rule: str) -> StudyError:
    return StudyError(f"{path}: {rule}; restore the file, or install the package again")
