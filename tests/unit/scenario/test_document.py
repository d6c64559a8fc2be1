"""Text becomes plain values of YAML 1.2 with their lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.document import parse_document, read_document, shown_path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-12", -12),
        ("012", 12),
        ("0x1F", 31),
        ("0o17", 15),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        (".5", 0.5),
        ("5.", 5.0),
        (".inf", float("inf")),
        ("-.Inf", float("-inf")),
        ("1e999", float("inf")),
        ("9" * 5000, float("inf")),
        ("0x" + "f" * 5000, float("inf")),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2001-01-01", "2001-01-01"),
        ("'1'", "1"),
        ('"true"', "true"),
        ("[1, [a, NO]]", [1, ["a", "NO"]]),
        ("{b: {c: 2}}", {"b": {"c": 2}}),
    ],
)
def test_scalars_follow_the_core_schema(text: str, value: Any) -> None:
    parsed = parse_document(f"a: {text}\n", "x").values["a"]
    assert parsed == value
    assert type(parsed) is type(value)


def test_not_a_number_is_read_as_such() -> None:
    value = parse_document("a: .nan", "x").values["a"]
    assert value != value


def test_every_path_knows_its_line() -> None:
    document = parse_document("a: 1\nb:\n  - x\n  - c: 2\n", "x.yaml")
    assert document.locate(("b", 1, "c")) == "x.yaml:4"
    assert document.locate(("b", 0)) == "x.yaml:3"
    assert document.locate(("b", 1, "missing", "deeper")) == "x.yaml:4"
    assert document.locate(("a",)) == "x.yaml:1"


def test_a_setting_is_named_before_the_line() -> None:
    document = parse_document("a: {b: 1}\n", "x")._replace(settings={("a",): "--set a=2"})
    assert document.locate(("a", "b")) == "--set a=2"


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("a: [1, 2\n", 2, "not YAML 1.2"),
        ("a: 1\nb: 'torn\n", 3, "not YAML 1.2"),
        ("a:\n  b: 1\n\tc: 2\n", 3, "not YAML 1.2"),
        ("a: 1\nb: 2\na: 3\n", 3, "duplicate key, first on line 1"),
        ("a: {b: 1, b: 2}\n", 1, "a.b: duplicate key"),
        ("- 1\n- 2\n", 1, "top level must be a mapping"),
        ("just words\n", 1, "top level must be a mapping"),
        ("", 1, "is empty"),
        ("# only a comment\n", 1, "is empty"),
        ("1: a\n", 1, "a key must be a word"),
        ("? [a, b]\n: c\n", 1, "a key must be a word"),
        ("a: &x 1\nb: *x\n", 2, "b: alias"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: !secret x\n", 1, "tag"),
        ("%YAML 1.1\n---\na: no\n", 2, "directive"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\nb: \x07\n", 2, "control character"),
        ("a: " + "[" * 30 + "]" * 30, 1, "nests deeper than 20"),
        ("a: " + "[" * 50000, 1, "nests deeper than 20"),
    ],
)
def test_broken_text_is_refused_with_its_line(text: str, line: int, rule: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_document(text, "x.yaml")
    assert str(caught.value).startswith(f"x.yaml:{line}: ")
    assert rule in str(caught.value)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"a: 1\n\xff\xfe", ":2: byte 5 is not UTF-8"),
        ("a: 1".encode("utf-16"), "is not UTF-8"),
        (b"\x7fELF\x00\x01", "control character"),
        (b"#" * 1_000_001, "larger than 1000000 bytes"),
    ],
)
def test_unreadable_files_are_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError, match=rule):
        read_document(path)


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_document(path).values == {"a": 1}


def test_a_folder_is_no_scenario(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is not a file"):
        read_document(tmp_path)


def test_shown_path_of_the_root_is_empty() -> None:
    assert shown_path(()) == ""
    assert shown_path((0, "a")) == "[0].a"
