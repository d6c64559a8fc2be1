"""Settings by dotted key fix what they set, and wrong ones are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.document import parse_document
from interregnum.scenario.load import load_scenario
from interregnum.scenario.parameters import parameter_table
from interregnum.scenario.setting import with_settings


def row_of(path: Path, name: str, *settings: tuple[str, Any]) -> Any:
    return next(r for r in parameter_table(load_scenario(path, settings)) if r.name == name)


@pytest.mark.parametrize(
    ("key", "value", "name"),
    [
        ("coordination.precision_units", 50, "coordination.precision_units"),
        ("parameters.coordination.precision_units", 50, "coordination.precision_units"),
        ("attempts.rate", 0.9, "attempts.rate"),
        ("force.private_army", 150, "force.private_army"),
        ("place.South.garrison", 60, "place.South.garrison"),
        ("place.Seat.leg", 95.5, "place.Seat.leg"),
    ],
)
def test_a_parameter_that_is_set_is_drawn_no_more(
    small_path: Path, key: str, value: float, name: str
) -> None:
    before = row_of(small_path, name)
    after = row_of(small_path, name, (key, value))
    assert (after.value, after.draw) == (value, "fixed")
    assert (after.low, after.high, after.unit) == (before.low, before.high, before.unit)
    assert after.source == "assumed: set on request"


def test_options_can_be_set(small_path: Path) -> None:
    settings: list[tuple[str, Any]] = [
        ("horizon", 365), ("mutiny.happens", False), ("selection", "largest"),
        ("mechanisms.off", ["silent"]), ("force.capital_guard", {"range": [200, 400]}),
    ]  # fmt: skip
    scenario = load_scenario(small_path, settings)
    assert scenario.horizon.value == 365.0
    assert scenario.mutiny.happens is False
    assert scenario.selection == "largest"
    assert scenario.mechanisms.off == ("silent",)
    assert scenario.force.capital_guard.range == (200.0, 400.0)


def test_a_later_setting_wins(small_path: Path) -> None:
    assert load_scenario(small_path, [("horizon", 5), ("horizon", 6)]).horizon.value == 6.0


@pytest.mark.parametrize(
    ("key", "value", "parts"),
    [
        ("horizon", 0, ["--set horizon=0: horizon.value = 0", "[1, 3652]"]),
        ("horizon", 5000, ["[1, 3652]"]),
        ("horizon", 2.5, ["whole number of days"]),
        ("horizon", float("nan"), ["NaN", "finite"]),
        ("horizon", "long", ['"long"', "number"]),
        ("horizon", None, ["null", "number"]),
        ("horizn", 3, ["did you mean horizon?"]),
        ("coordination.precision_unit", 5, ["did you mean coordination.precision_units?"]),
        ("coordination.precision_units", 500, ["[10, 80]", "mechanisms/coordination.py"]),
        ("coordination.precision_units", True, ["true", "number"]),
        ("coordination.weight_units", 0.6, ["weight_elites", "together"]),
        ("place.South.lag", 5, ["did you mean place.South.leg?"]),
        ("place.South.leg", -5, ["-5", "[5, 20]"]),
        ("mutiny.hapens", False, ["did you mean happens?"]),
        ("mutiny.happens", "no", ['"no"', "boolean"]),
        ("selection", "larger", ["did you mean largest?"]),
        ("mode", "replay", ["replay needs a row", "use forward"]),
        ("mode", "repaly", ["must be one of forward, replay, condition; did you mean replay?"]),
        ("war", "haz", ["must be one of none, hazard, lanchester"]),
        ("channels.armd", False, ["did you mean armed?"]),
        ("chanels.armed", False, ["unknown key; did you mean channels.armed?"]),
        ("privat_army.exists", False, ["did you mean private_army.exists?"]),
        ("mutiny.end", "victory", ["must be one of by_rule, stand_down, defeat, win"]),
        ("aftermath", 909, ["aftermath.value = 909", "[910, 3652]"]),
        ("elections", "yes", ['elections = "yes"', "boolean"]),
        ("mechanisms.off", ["silence"], ["did you mean silent?"]),
        ("title.text", "x", ["--set title.text", "cannot be set|no key"]),
        ("places.0.leg", 3, ["no key can be set below a list"]),
        ("force", 3, ["must be a mapping"]),
        ("mutiny..happens", True, ["unknown key"]),
        ("", 1, ["unknown key"]),
    ],
)
def test_a_wrong_setting_is_named(small_path: Path, key: str, value: Any, parts: list[str]) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(small_path, [(key, value)])
    assert f"--set {key}" in str(caught.value)
    for part in parts:
        assert any(choice in str(caught.value) for choice in part.split("|"))


def test_settings_leave_the_document_they_start_from() -> None:
    document = parse_document("horizon: {value: 3, unit: d}\n", "x")
    changed = with_settings(document, [("horizon", 4)])
    assert document.values == {"horizon": {"value": 3, "unit": "d"}}
    assert changed.values["horizon"]["value"] == 4
    assert changed.locate(("horizon", "value")) == "--set horizon=4"


def test_an_unknown_key_is_refused_before_validation() -> None:
    with pytest.raises(ScenarioError, match="did you mean selection"):
        with_settings(parse_document("title: x\n", "x"), [("selektion", "focal")])


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("channels.armed", False, lambda s: s.channels.armed),
        ("ruler.visible", False, lambda s: s.ruler.visible),
        ("private_army.exists", False, lambda s: s.private_army.exists),
        ("mutiny.end", "defeat", lambda s: s.mutiny.end),
        ("mutiny.state_pay", False, lambda s: s.mutiny.state_pay),
        ("war", "lanchester", lambda s: s.war),
        ("sanctions", True, lambda s: s.sanctions),
        ("elections", True, lambda s: s.elections),
        ("structure", "social", lambda s: s.structure),
        ("expectation", "adaptive", lambda s: s.expectation),
        ("private_memory", "accumulated", lambda s: s.private_memory),
        ("aftermath", 1826, lambda s: s.aftermath.value),
    ],
)
def test_an_option_that_the_file_leaves_out_can_be_set(
    small_path: Path, key: str, value: Any, read: Any
) -> None:
    assert read(load_scenario(small_path)) != value
    assert read(load_scenario(small_path, [(key, value)])) == value
