"""A scenario that extends another states what differs, and errors point to where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.document import parse_document
from interregnum.scenario.inheritance import MOST_BASES, merged, with_bases
from interregnum.scenario.load import load_scenario, scenario_hash

HEAD = "extends: small.yaml\nscenario: other\ntitle: Another case\nsummary: As small, but.\n"


def laid(base: str, own: str) -> dict[str, Any]:
    """Return the values of one text laid over another."""
    return merged(parse_document(base, "base"), parse_document(own, "own")).values


def other(small_path: Path, text: str = "") -> Path:
    """Return a file beside the small case that extends it."""
    path = small_path.with_name("other.yaml")
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    """Return the one-line error of a file."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, environment={})
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(f"{path.parent}/", "")


@pytest.mark.parametrize(
    ("base", "own", "result"),
    [
        ("a: 1\nb: 2", "b: 3", {"a": 1, "b": 3}),
        ("a: {b: {c: 1, d: 2}}", "a: {b: {d: 3, e: 4}}", {"a": {"b": {"c": 1, "d": 3, "e": 4}}}),
        ("a: [1, 2, 3]", "a: [9]", {"a": [9]}),
        ("a: [{b: 1, c: 2}]", "a: [{b: 3}]", {"a": [{"b": 3}]}),
        ("a: {b: 1}", "a: word", {"a": "word"}),
        ("a: word", "a: {b: 1}", {"a": {"b": 1}}),
        ("a: {b: 1, c: 2}", "a: {b: null}", {"a": {"c": 2}}),
        ("a: 1\nb: 2", "a: null", {"b": 2}),
        ("a: 1", "b: {c: null}", {"a": 1, "b": {"c": None}}),
        ("a: 1", "a: [null]", {"a": [None]}),
        ("a: 1", "extends: base", {"a": 1}),
        ("scenario: x\ntitle: y\nsummary: z\na: 1", "title: w", {"title": "w", "a": 1}),
    ],
)
def test_mappings_merge_null_removes_and_all_else_replaces(
    base: str, own: str, result: dict[str, Any]
) -> None:
    assert laid(base, own) == result


QUANTITY = "q: {value: 5, unit: km, range: [1, 9], draw: fixed, source: record of the base}"


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        ("q: {value: 6}", {"value": 6, "range": [1, 9], "draw": "fixed"}),
        ("q: {range: [2, 8]}", {"value": 5, "range": [2, 8], "draw": "fixed"}),
        ("q: {value: 6, source: mine}", {"value": 6, "source": "mine"}),
        ("q: {draw: uniform}", {"draw": "uniform", "source": "record of the base"}),
        ("q: {source: mine}", {"value": 5, "source": "mine"}),
    ],
)
def test_a_new_number_does_not_keep_the_source_of_the_old(own: str, kept: dict[str, Any]) -> None:
    quantity = laid(QUANTITY, own)["q"]
    assert quantity["unit"] == "km"
    assert {key: quantity[key] for key in kept} == kept
    assert ("source" in quantity) == ("source" in kept)


def test_removing_what_is_not_there_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"own:1: a\.cc = null: removes nothing.*mean c\?"):
        laid("a: {c: 1}", "a: {cc: null}")


def test_what_is_not_said_stays_as_in_the_base(small_path: Path) -> None:
    base = load_scenario(small_path)
    extending = load_scenario(other(small_path, "horizon: {value: 20, source: assumed}\n"))
    changed = {"scenario", "title", "summary", "horizon"}
    assert extending.model_dump(exclude=changed) == base.model_dump(exclude=changed)
    assert (extending.scenario, extending.horizon.value) == ("other", 20.0)
    assert extending.horizon.range == base.horizon.range


def test_an_override_of_the_base_can_be_removed(small_path: Path) -> None:
    path = other(small_path, "parameters: {attempts.rate: null}\nregions: null\ntimeline: null\n")
    people = "{value: 5e3, unit: persons, range: [1e3, 1e4], draw: fixed, source: assumed}"
    path.write_text(
        path.read_text() + f"population: {people}\n"
        "places:\n  - name: Seat\n    capital: true\n"
        "    leg: {value: 1, unit: km, range: [1, 2], source: assumed}\n"
    )
    scenario = load_scenario(path)
    assert scenario.parameters == {}
    assert (scenario.regions, scenario.timeline, scenario.people) == (None, (), 5000.0)
    assert [place.name for place in scenario.places] == ["Seat"]


def test_the_hash_is_that_of_what_it_resolves_to(small_path: Path) -> None:
    extending = load_scenario(other(small_path))
    whole = small_path.with_name("whole.yaml")
    body = small_path.read_text().partition("start:")
    whole.write_text(HEAD.partition("\n")[2] + body[1] + body[2])
    assert scenario_hash(extending) == scenario_hash(load_scenario(whole))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("horizon: {value: 0, source: x}\n", "other.yaml:5: horizon.value = 0: lies outside"),
        ("horizon: {value: 20}\n", "other.yaml:5: horizon.source: is missing; add it"),
        ("mutiny:\n  hapens: false\n", "other.yaml:6: mutiny.hapens = false: unknown key"),
        ("force: null\n", "other.yaml:5: force: is missing; add it"),
        ("horizon: {range: [30, 20], source: x}\n", "other.yaml:5: horizon.range: range [30, 20]"),
        ("mutiny: {onset_day: {range: [0, 1], value: 1, source: x}}\nhorizon: {value: 1, "
         "source: x}\n", "other.yaml:5: mutiny.onset_day.value = 1: lies outside the horizon"),
        ("regions: {total: {value: 31, range: [30, 31], source: x}}\n",
         "other.yaml:5: regions.total.value = 31: the populations of the rows sum to 30"),
    ],
)  # fmt: skip
def test_an_error_in_the_extending_file_points_into_it(
    small_path: Path, text: str, said: str
) -> None:
    assert refusal(other(small_path, text)).startswith(said)


def test_an_error_in_the_base_points_into_the_base(small_path: Path) -> None:
    text = small_path.read_text()
    small_path.write_text(text.replace("value: 300, unit: persons", "value: 900, unit: persons"))
    line = text.count("\n", 0, text.index("capital_guard")) + 1
    extending = other(small_path, "force: {front_army: {value: 600, source: assumed}}\n")
    said = refusal(extending)
    assert said.startswith(f"small.yaml:{line}: force.capital_guard.value = 900: lies outside")


def test_a_value_knows_its_file_through_two_bases(small_path: Path) -> None:
    other(small_path, "force: {front_army: {value: 600, source: assumed}}\n")
    third = small_path.with_name("third.yaml")
    third.write_text(HEAD.replace("small.yaml", "other.yaml") + "selection: largest\n")
    document = with_bases(parse_document(third.read_text(), "third"), third)
    place = {path: Path(document.locate(path)).name for path in document.inherited}
    assert place["force", "front_army", "value"] == "other.yaml:5"
    assert place["force", "front_army", "unit"].startswith("small.yaml:")
    assert document.locate(("selection",)) == "third:5"
    assert document.values["scenario"] == "other"


def test_name_title_and_summary_are_never_inherited(small_path: Path) -> None:
    path = small_path.with_name("bare.yaml")
    path.write_text("extends: small.yaml\n")
    assert refusal(path) == "bare.yaml:1: scenario: is missing; add it (and 2 more)"


def test_a_base_is_found_from_the_file_that_names_it(
    small_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_path.parent / "below"
    folder.mkdir()
    (folder / "other.yaml").write_text(HEAD.replace("small.yaml", "../small.yaml"))
    monkeypatch.chdir("/")
    assert load_scenario(folder / "other.yaml").force.capital_guard.value == 300.0


def test_two_files_that_extend_each_other_are_both_named(small_path: Path) -> None:
    path = other(small_path)
    small_path.write_text("extends: other.yaml\n" + small_path.read_text())
    said = refusal(path)
    assert said.startswith("small.yaml:1: extends = 'other.yaml': leads back to other.yaml")
    assert "other.yaml extends small.yaml extends other.yaml" in said


def test_a_file_that_extends_itself_is_refused(small_path: Path) -> None:
    small_path.write_text("extends: ./small.yaml\n" + small_path.read_text())
    assert "small.yaml extends itself" in refusal(small_path)


def chain(small_path: Path, bases: int) -> Path:
    """Return a file with a number of bases, the last of them the small case."""
    below = "small.yaml"
    for number in range(1, bases + 1):
        path = small_path.with_name(f"link-{number}.yaml")
        path.write_text(HEAD.replace("small.yaml", below))
        below = path.name
    return path


def test_a_chain_is_followed_so_far_and_no_further(small_path: Path) -> None:
    assert load_scenario(chain(small_path, MOST_BASES)).horizon.value == 30.0
    said = refusal(chain(small_path, MOST_BASES + 1))
    assert said.startswith("link-1.yaml:1: extends = 'small.yaml': is base number 9 of link-9.yaml")


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("nowhere.yaml", "no such scenario or file"),
        ("mutiny-2032", "did you mean mutiny-2023?"),
        ("''", "must be a scenario's name or the path"),
        ("3", "must be a scenario's name or the path"),
        ("[small.yaml]", "must be a scenario's name or the path"),
        ("null", "must be a scenario's name or the path"),
        (".", "is not a file"),
    ],
)
def test_a_base_that_is_none_is_refused(small_path: Path, name: str, rule: str) -> None:
    path = other(small_path)
    path.write_text(HEAD.replace("small.yaml", name))
    assert rule in refusal(path)


def test_extends_cannot_be_set(small_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"extends=.*unknown key"):
        load_scenario(small_path, [("extends", "synthetic")])
