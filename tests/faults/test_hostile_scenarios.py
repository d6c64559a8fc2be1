"""Hostile scenario files end in one clear error, quickly and without a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NamedTuple

import pytest

from interregnum.declare import Mechanism, Param
from interregnum.errors import ScenarioError
from interregnum.mechanisms import MECHANISMS
from interregnum.scenario import parameters
from interregnum.scenario.load import load_scenario
from interregnum.scenario.location import LIBRARY


class Nothing(NamedTuple):
    """No reads, no writes."""


class Params(NamedTuple):
    """A share."""

    share_firm: Annotated[float, Param("1", 0.0, 1.0, "assumed", "s")] = 0.5


def mechanism(name: str, params: type) -> Mechanism:
    """Return a mechanism without a rule."""
    return Mechanism(
        name=name, equation="E0", title=name, params=params, reads=Nothing, writes=Nothing,
        rule=lambda: None,
    )  # fmt: skip


# The real mechanisms stand beside it, because the library scenario overrides some of theirs.
REGISTRY = (mechanism("resolve", Params), *MECHANISMS)


@pytest.fixture(autouse=True)
def _registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a share whose declaration cannot change."""
    monkeypatch.setattr(parameters, "declared_mechanisms", lambda: REGISTRY)


@pytest.fixture
def message(tmp_path: Path) -> Callable[[str | bytes], str]:
    """Return a function that loads a content and returns the one-line error."""

    def load(content: str | bytes) -> str:
        path = tmp_path / "hostile.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(ScenarioError) as caught:
            load_scenario(path)
        assert caught.value.exit_code == 3
        assert str(caught.value).startswith(f"{path}:")
        assert "\n" not in str(caught.value)
        assert caught.value.__cause__ is None
        assert len(str(caught.value)) < 1000
        return str(caught.value).removeprefix(f"{path}:")

    return load


LIBRARY_TEXT = (LIBRARY / "mutiny-2023.yaml").read_text(encoding="utf-8")


def line_of(text: str) -> int:
    """Return the line of a text's first occurrence in the library scenario."""
    return LIBRARY_TEXT.count("\n", 0, LIBRARY_TEXT.index(text)) + 1


def with_share(entry: str) -> str:
    """Return the library scenario with one parameter override."""
    return LIBRARY_TEXT.replace("parameters:\n", f"parameters:\n  resolve.share_firm: {entry}\n")


@pytest.mark.parametrize(
    ("old", "new", "key", "rule"),
    [
        ("value: 20000\n", "value: .nan\n", "force.private_army.value", "finite"),
        ("value: 20000\n", "value: .inf\n", "force.private_army.value", "finite"),
        ("value: 20000\n", "value: -.inf\n", "force.private_army.value", "finite"),
        ("value: 20000\n", "value: 1e999\n", "force.private_army.value", "finite"),
        ("value: 20000\n", f"value: {'9' * 5000}\n", "force.private_army.value", "finite"),
        ("value: 20000\n", "value: many\n", "force.private_army.value", "valid number"),
        ("value: 20000\n", "value: '20000'\n", "force.private_army.value", "valid number"),
        ("value: 20000\n", "value: true\n", "force.private_army.value", "valid number"),
        ("value: 20000\n", "value:\n", "force.private_army.value", "valid number"),
        ("value: 20000\n", "value: -20000\n", "force.private_army.value", "[8000, 25000]"),
        ("  private_army:\n", "  privat_army:\n", "force.privat_army", "mean private_army?"),
        ("horizon:\n", "horizont:\n", "horizont", "did you mean horizon?"),
        ("value: 730", "value: 0", "horizon.value = 0", "[1, 3652]"),
        ("value: 730", "value: 365.25", "horizon.value = 365.25", "whole number"),
        ("mode: forward", "mode: foreward", "mode", "did you mean forward?"),
        ("war: hazard", "war: [hazard]", "war", "must be one of none"),
        ("war: hazard", "war: .nan", "war", "must be one of none"),
        ("sanctions: true", "sanctions: 1", "sanctions = 1", "boolean"),
        ("channels: {armed: true", "channels: {armed: null", "channels.armed", "boolean"),
        ("channels: {armed: true", "channels: {arms: true", "channels.arms", "mean armed?"),
        ("ruler: {visible: true}", "ruler: true", "ruler = true", "must be a mapping"),
        ("value: 913", "value: .inf", "aftermath.value", "finite"),
        ("value: 913", "value: 912.5", "aftermath.value = 912.5", "whole number of days"),
        ("range: [910, 3652]", "range: [0, 3652]", "aftermath.range", "at or above 910 d"),
        ("end: by_rule", "end: beaten", "mutiny.end", "must be one of by_rule"),
        ("selection: focal", "selection: focal\nstructure: enforcd", "structure", "mean enforced?"),
        ("selection: focal", "selection: focal\npopulation: 5", "population = 5", "a mapping"),
        ("high: 1\n", "high: 1.1\n", "timeline[10].high = 1.1", "[0, 1]"),
        ('    unit: "1"\n', "    unit: km\n", "timeline[10].unit", 'unit must be "1"'),
        (
            "place: Rostov-on-Don\n",
            "place: Rostov on Don\n",
            "timeline[10].place",
            "Rostov-on-Don?",
        ),
        ("    unit: persons\n", "    unit: man\n", "force.private_army.unit", "persons"),
        ("    unit: persons\n", "    unit: km\n", "force.private_army.unit", "must be persons"),
        ("    capital: true\n", "    capital: false\n", "places[4]", "garrison"),
        ("Southern, 439996", "Southern, -439996", "regions.rows[0]", "0"),
        ("Southern, 439996", "Southern, 439997", "regions.total", "142856537"),
        ("region: RU-VOR", "region: RU-VRO", "places[1].region", "did you mean RU-VOR?"),
        ("role: observed", "role: imposed", "timeline[2].role", "only the onset"),
        ("value: false, label", "value: 7, label", "contrast", "boolean"),
        ("region: RU-VOR", "region: Voronezh", "places[1].region", "must have the form"),
        ("title: A private", "title: ' ' # ", "title", "must not be blank"),
    ],
)
def test_a_damaged_library_scenario_names_key_and_rule(
    message: Callable[[str | bytes], str], old: str, new: str, key: str, rule: str
) -> None:
    assert old in LIBRARY_TEXT
    said = message(LIBRARY_TEXT.replace(old, new, 1))
    assert said.split(":")[0].isdigit()
    assert key in said
    assert rule in said


def test_the_line_is_that_of_the_offending_number(message: Callable[[str | bytes], str]) -> None:
    said = message(LIBRARY_TEXT.replace("value: 560\n", "value: 56\n"))
    assert said.startswith(f"{line_of('value: 560')}: places[1].leg.value = 56: ")


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("{value: 1.7, unit: '1', source: x}", "[0, 1]"),
        ("{value: -0.1, unit: '1', source: x}", "[0, 1]"),
        ("{value: 0.5, unit: km, source: x}", "unit must be 1"),
        ("{value: 0.5, unit: 1, source: x}", "unit = 1: must be a valid string"),
        ("{value: 0.5, source: x}", "unit: is missing"),
        ("0.5", "must be a mapping"),
        ("{range: [0.9, 0.1], unit: '1'}", "reversed"),
        ("{range: [.nan, 1], unit: '1'}", "finite"),
    ],
)
def test_a_share_outside_its_bounds_is_refused(
    message: Callable[[str | bytes], str], entry: str, rule: str
) -> None:
    said = message(with_share(entry))
    assert "parameters.resolve.share_firm" in said
    assert rule in said


def test_a_path_that_never_reaches_the_capital_is_refused(
    message: Callable[[str | bytes], str],
) -> None:
    start, end = LIBRARY_TEXT.index("  - name: Moscow"), LIBRARY_TEXT.index("parameters:\n")
    said = message(LIBRARY_TEXT[:start] + LIBRARY_TEXT[end:])
    assert "places[3].capital: the path must end at the capital" in said.replace(" = false", "")


def test_a_torn_file_is_refused_wherever_it_tears(message: Callable[[str | bytes], str]) -> None:
    for tenth in range(10):
        assert message(LIBRARY_TEXT[: len(LIBRARY_TEXT) * tenth // 10])


def test_laughing_aliases_are_refused_at_the_first(message: Callable[[str | bytes], str]) -> None:
    levels = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert message("\n".join(levels)).startswith("2: a1[0]: alias; write the value out")


def test_an_alias_of_itself_is_refused(message: Callable[[str | bytes], str]) -> None:
    assert "alias" in message("a: &a [*a]\n")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "is empty"),
        (b"\x00" * 1000, "control character"),
        (bytes(range(128, 256)) * 40, "is not UTF-8"),
        (b"PK\x03\x04\x14\x00", "control character"),
        ("a: 1".encode("utf-32"), "is not UTF-8"),
        (b"a:" + b" [" * 100_000, "nests deeper"),
        (b"a: {" * 1_000, "nests deeper"),
        (b"- " * 100_000, "nests deeper"),
        (b"? " * 100_000, "a key must be a word"),
        (b"x: 'never closed\n" * 3, "not YAML 1.2"),
        (b"a: 1\na: 1\n", "duplicate key"),
        (b"scenario:\n\tname: x\n", "not YAML 1.2"),
        (b"<<: {a: 1}\n", "unknown key"),
        (b"a: !!binary aGVsbG8=\n", "tag"),
        (b"a: @x\n", "not YAML 1.2"),
        (b"'': 1\n", "unknown key"),
        (b"x" * 1_000_001, "larger than"),
    ],
)
def test_what_is_no_scenario_is_refused(
    message: Callable[[str | bytes], str], content: bytes, rule: str
) -> None:
    assert rule in message(content)


def test_a_word_that_older_yaml_took_for_false_stays_a_word(tmp_path: Path) -> None:
    path = tmp_path / "norway.yaml"
    path.write_text(LIBRARY_TEXT.replace("Republic of Adygea", "NO").replace("20000\n", "2e4\n"))
    scenario = load_scenario(path)
    assert scenario.regions.rows[0].name == "NO"
    assert scenario.force.private_army.value == 20000.0


HEAD = "scenario: a\ntitle: b\nsummary: c\n"


@pytest.mark.parametrize(
    ("base", "rule"),
    [
        (b"", "is empty"),
        (b"\x00" * 10, "control character"),
        (b"a: [1, 2\n", "not YAML 1.2"),
        (b"a: &a [*a]\n", "alias"),
        (b"x" * 1_000_001, "larger than"),
        (b"extends: hostile.yaml\n", "extends hostile.yaml"),
        (b"horizont: 3\n", "unknown key; did you mean horizon?"),
    ],
)
def test_a_base_that_is_no_scenario_is_refused_by_its_own_name(
    tmp_path: Path, base: bytes, rule: str
) -> None:
    (tmp_path / "base.yaml").write_bytes(base)
    (tmp_path / "hostile.yaml").write_text(f"{HEAD}extends: base.yaml\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "hostile.yaml")
    said = str(caught.value)
    assert said.startswith(f"{tmp_path / 'base.yaml'}:")
    assert rule in said.replace(f"{tmp_path}/", "")
    assert "\n" not in said


@pytest.mark.parametrize("name", ["/dev/zero", "../" * 2000, "x" * 5000, '"a\\0b"', "~", "."])
def test_a_base_that_cannot_be_read_is_refused(
    message: Callable[[str | bytes], str], name: str
) -> None:
    assert message(f"{HEAD}extends: {name}\n")


def test_a_circle_through_a_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(f"{HEAD}extends: link.yaml\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    with pytest.raises(ScenarioError, match="extends itself"):
        load_scenario(tmp_path / "real.yaml")


@pytest.mark.parametrize(
    "setting",
    ["=", "a", "\x00=1", "a.b.c=1", "=1;" * 50, "places=[]", "regions.rows=[1]", "a=" + "[" * 9999],
)
def test_a_hostile_environment_is_one_line(setting: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("mutiny-2023", environment={"INTERREGNUM_SET": setting})
    assert "INTERREGNUM_SET" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        ("country: 3", "mapping"),
        ("country: {seed: .nan}", "valid integer"),
        ("country: {regions: {value: 1e300, range: [2, 1e301], source: x}}", "must not exceed 99"),
        ("country: {population: {value: .inf, source: x}}", "finite"),
        ("country: null", "places: is missing"),
    ],
)
def test_a_hostile_country_is_refused(
    message: Callable[[str | bytes], str], block: str, rule: str
) -> None:
    assert rule in message(f"{HEAD}extends: synthetic\n{block}\n")
