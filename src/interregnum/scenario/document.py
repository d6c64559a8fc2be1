"""A scenario file becomes plain values that remember the line on which each was written.

The grammar of YAML 1.2 comes from ruamel.yaml as a stream of events; the values follow the
core schema of YAML 1.2.2 (section 10.3.2), in which ``NO`` is a word and ``1e3`` a number.
Aliases, tags and directives are refused: a scenario says each thing once and in plain sight,
and files that explode when expanded cannot be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from interregnum.errors import ScenarioError

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

KeyPath = tuple[str | int, ...]


class Document(NamedTuple):
    """A scenario before validation.

    Parameters
    ----------
    place
        The file, or what stands for it in messages.
    values
        The top-level mapping, made of dicts, lists and scalars.
    lines
        The line of every path, counted from 1.
    settings
        The text, such as ``--set horizon=9``, of every path that was set on request.
    inherited
        The file and line of every path that comes from a file that this one extends.
    """

    place: str
    values: dict[str, Any]
    lines: dict[KeyPath, int]
    settings: dict[KeyPath, str]
    inherited: Mapping[KeyPath, str] = MappingProxyType({})

    def locate(self, path: KeyPath) -> str:
        """Return where a path was written: its setting, or the file and line of it."""
        prefixes = [path[:length] for length in range(len(path), -1, -1)]
        for prefix in prefixes:
            if prefix in self.settings:
                return self.settings[prefix]
        for prefix in prefixes:
            if prefix in self.lines:
                return f"{self.place}:{self.lines[prefix]}"
            if prefix in self.inherited:
                return self.inherited[prefix]
        return self.place


def read_document(path: Path) -> Document:
    """Read a scenario file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Document
        Its values and their lines.

    Raises
    ------
    ScenarioError
        If the file cannot be read, is too large, is not UTF-8 text or not YAML, repeats a key,
        uses an alias, a tag or a directive, nests too deeply, or is not a mapping at the top.
    """
    if not path.is_file():
        msg = f"{path}: is not a file; give a scenario's name or the path of a YAML file"
        raise ScenarioError(msg)
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); check the file's permissions"
        raise ScenarioError(msg) from None
    return parse_document(_decoded(content, str(path)), str(path))


def read_stream(stream: BinaryIO, place: str) -> Document:
    """Read a scenario from an open stream, such as the standard input.

    Parameters
    ----------
    stream
        Bytes of UTF-8 text.
    place
        What stands for the file in messages.

    Raises
    ------
    ScenarioError
        As :func:`read_document`.

    Examples
    --------
    >>> import io
    >>> read_stream(io.BytesIO(b"horizon: 30"), "example").values
    {'horizon': 30}
    """
    return parse_document(_decoded(stream.read(MAX_BYTES + 1), place), place)


def parse_document(text: str, place: str) -> Document:
    """Parse the text of a scenario.

    Parameters
    ----------
    text
        YAML 1.2.
    place
        What stands for the file in messages.

    Raises
    ------
    ScenarioError
        As :func:`read_document`.

    Examples
    --------
    >>> parse_document("region: NO\\nlength: 1e3\\n", "example").values
    {'region': 'NO', 'length': 1000.0}
    """
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        msg = f"{place}:{line}: holds a control character; a scenario is plain UTF-8 text"
        raise ScenarioError(msg)
    try:
        return _Reader(place, text).document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{place}:{mark.line + 1}" if mark else place
        msg = f"{where}: is not YAML 1.2: {error.problem}; check quotes, brackets and indentation"
        raise ScenarioError(msg) from None
    except (YAMLError, ValueError, RecursionError) as error:
        msg = f"{place}: is not YAML 1.2 ({type(error).__name__}); compare a library scenario"
        raise ScenarioError(msg) from None


def _decoded(content: bytes, place: str) -> str:
    """Return at most ``MAX_BYTES`` of UTF-8 as text."""
    if len(content) > MAX_BYTES:
        msg = f"{place}: is larger than {MAX_BYTES} bytes; a scenario is a short text"
        raise ScenarioError(msg)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        msg = f"{place}:{line}: byte {error.start} is not UTF-8 text; save the file as UTF-8"
        raise ScenarioError(msg) from None


class _Reader:
    """Builds values from parser events, with the path of each."""

    def __init__(self, place: str, text: str) -> None:
        self.place = place
        self.lines: dict[KeyPath, int] = {}
        # The pure parser gives the same events wherever the C extension is absent.
        self.events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)

    def document(self) -> Document:
        """Return the only document of the stream."""
        next(self.events)
        start = next(self.events)
        if isinstance(start, StreamEndEvent):
            msg = f"{self.place}:1: is empty; a scenario is a mapping of keys to values"
            raise ScenarioError(msg)
        if start.version or start.tags:
            raise self._refusal(start, "has a directive; remove the lines that start with %")
        event = next(self.events)
        values = self._value(event, ())
        if not isinstance(values, dict):
            raise self._refusal(event, "the top level must be a mapping of keys to values")
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                raise self._refusal(event, "a second document starts; keep one scenario a file")
        return Document(self.place, values, self.lines, {})

    def _refusal(self, event: Any, rule: str) -> ScenarioError:
        """Return an error at the line of an event."""
        return ScenarioError(f"{self.place}:{event.start_mark.line + 1}: {rule}")

    def _value(self, event: Any, path: KeyPath) -> Any:
        """Return the value that starts with an event."""
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, AliasEvent):
            raise self._refusal(event, f"{_shown(path)}: alias; write the value out")
        if len(path) > MAX_DEPTH:
            raise self._refusal(event, f"nests deeper than {MAX_DEPTH} levels; flatten it")
        if event.tag is not None:
            raise self._refusal(event, f"{_shown(path)}: tag {event.tag}; remove it")
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        return _scalar(event)

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        """Return a mapping whose keys are words that stand once."""
        values: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = _scalar(event) if isinstance(event, ScalarEvent) else None
            if not isinstance(key, str):
                raise self._refusal(event, f"{_shown(path)}: a key must be a word")
            where = (*path, key)
            if key in values:
                rule = f"{_shown(where)}: duplicate key, first on line {self.lines[where]}"
                raise self._refusal(event, f"{rule}; keep one")
            self.lines[where] = event.start_mark.line + 1
            values[key] = self._value(next(self.events), where)
        return values

    def _sequence(self, path: KeyPath) -> list[Any]:
        """Return a list."""
        values: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            values.append(self._value(event, (*path, len(values))))
        return values


def _scalar(event: Any) -> Any:
    """Return a scalar's value in the core schema; quoted scalars are words."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        # A longer integer is no count of anything here, and int() would refuse very long ones.
        return int(text) if len(text) <= 18 else float(text)
    if _BASED.fullmatch(text):
        return int(text, 0) if len(text) <= 18 else float("inf")
    if _FLOAT.fullmatch(text):
        return float(text)
    if _SPECIAL.fullmatch(text):
        return float(text.replace(".", ""))
    return text


def _shown(path: KeyPath) -> str:
    """Return a path as a reader writes it."""
    return shown_path(path) or "top level"


def shown_path(path: KeyPath) -> str:
    """Return a path with dots between keys and brackets around positions.

    Examples
    --------
    >>> shown_path(("places", 1, "leg", "value"))
    'places[1].leg.value'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
