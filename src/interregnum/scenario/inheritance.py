"""A scenario may extend another: it then states only what differs, and says where that stands.

``extends: NAME_OR_FILE`` takes a name of the library or a path, relative to the folder of the
file that says it. The files are merged as JSON Merge Patch merges documents:

* a mapping over a mapping is merged key by key, at every depth;
* anything else (a number, a word, a whole list) replaces what stood there;
* ``key: null`` removes a key of the base, and is refused where the base has no such key.

Two rules go beyond that, so that no text speaks of what it was not written for. ``scenario``,
``title`` and ``summary`` are never inherited. And where a file gives a new ``value`` or
``range``, the base's ``source`` does not survive beside it: the new number brings its own.

References
----------
P. Hoffman and J. Snell, JSON Merge Patch, RFC 7396, doi:10.17487/RFC7396.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from interregnum.errors import ScenarioError, nearest
from interregnum.scenario.document import Document, KeyPath, read_document, shown_path
from interregnum.scenario.location import scenario_path
from interregnum.scenario.posterior import placed

KEY = "extends"
MOST_BASES = 8
OWN = ("scenario", "title", "summary")


def with_bases(document: Document, file: Path | None) -> Document:
    """Return a document merged over everything that it extends.

    Parameters
    ----------
    document
        A scenario before validation.
    file
        Where it was read; ``None`` for a text without a file, whose paths start in the working
        folder.

    Raises
    ------
    ScenarioError
        If a base is missing or no scenario file, files extend each other in a circle, or there
        are more than ``MOST_BASES`` of them.

    Examples
    --------
    >>> from interregnum.scenario.document import parse_document
    >>> text = "extends: mutiny-2023\\nhorizon: {value: 30, source: 'assumed: a month'}\\n"
    >>> with_bases(parse_document(text, "example"), None).values["horizon"]["unit"]
    'd'
    """
    chain = [placed(document, file.resolve().parent if file else None)]
    files = [file.resolve() if file else None]
    while KEY in chain[-1].values:
        last, here = chain[-1], files[-1]
        base = _base_of(last, here.parent if here else None)
        if base.resolve() in files:
            _refuse_circle(chain, files.index(base.resolve()))
        if len(chain) > MOST_BASES:
            _refuse(
                last,
                f"is base number {len(chain)} of {document.place}; at most {MOST_BASES} are "
                "followed: extend a file nearer to the root, or write the values out",
            )
        chain.append(placed(read_document(base), base.resolve().parent))
        files.append(base.resolve())
    result = chain.pop()
    while chain:
        result = merged(result, chain.pop())
    return result


def merged(base: Document, own: Document) -> Document:
    """Return a document laid over its base, by the rules at the top of this module.

    Parameters
    ----------
    base
        What is extended, itself without bases.
    own
        What extends it.

    Raises
    ------
    ScenarioError
        If ``own`` removes a key that ``base`` has not.

    Examples
    --------
    >>> from interregnum.scenario.document import parse_document
    >>> base = parse_document("a: {b: 1, c: [1, 2]}\\nd: 3\\n", "base")
    >>> merged(base, parse_document("a: {c: [5]}\\nd: null\\n", "own")).values
    {'a': {'b': 1, 'c': [5]}}
    """
    below = {key: value for key, value in base.values.items() if key not in OWN}
    above = {key: value for key, value in own.values.items() if key != KEY}
    values = _laid_over(below, above, own, ())
    written = {path: f"{base.place}:{line}" for path, line in base.lines.items()}
    written |= base.inherited
    inherited = {
        path: written[path]
        for path in _paths_in(values)
        if path in written and path not in own.lines
    }
    return own._replace(values=values, inherited=inherited)


def _laid_over(
    base: dict[str, Any], above: dict[str, Any], own: Document, path: KeyPath
) -> dict[str, Any]:
    """Return one mapping laid over another."""
    values = dict(base)
    for key, value in above.items():
        below = base.get(key)
        if value is None:
            if key not in base:
                where = shown_path((*path, key))
                msg = (
                    f"{own.locate((*path, key))}: {where} = null: removes nothing, for the base "
                    f"has no such key; {nearest(key, base)}"
                )
                raise ScenarioError(msg)
            del values[key]
        elif isinstance(value, dict) and isinstance(below, dict):
            values[key] = _laid_over(below, value, own, (*path, key))
        else:
            values[key] = value
    if ("value" in above or "range" in above) and "source" not in above:
        values.pop("source", None)
    return values


def _paths_in(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of a value and of everything below it."""
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _paths_in(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _paths_in(part, (*path, index))


def _base_of(document: Document, folder: Path | None) -> Path:
    """Return the file that a document extends."""
    name = document.values[KEY]
    if not isinstance(name, str) or not name.strip():
        _refuse(document, "must be a scenario's name or the path of a YAML file")
    try:
        path = scenario_path(name, folder)
    except ScenarioError as error:
        msg = f"{document.locate((KEY,))}: {KEY}: {error}"
        raise ScenarioError(msg) from None
    if not path.is_file():
        _refuse(document, "is not a file; give a scenario's name or the path of a YAML file")
    return path


def _refuse_circle(chain: list[Document], start: int) -> NoReturn:
    """Raise the error that names the files of a circle."""
    places = [document.place for document in chain[start:]]
    if len(places) == 1:
        _refuse(chain[-1], f"{places[0]} extends itself; name another scenario, or remove the line")
    circle = " extends ".join([*places, places[0]])
    _refuse(chain[-1], f"leads back to {places[0]}: {circle}; remove one of these lines")


def _refuse(document: Document, rule: str) -> NoReturn:
    """Raise an error at the line that says what is extended."""
    shown = repr(document.values[KEY])[:60]
    msg = f"{document.locate((KEY,))}: {KEY} = {shown}: {rule}"
    raise ScenarioError(msg)
