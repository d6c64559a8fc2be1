"""A posterior's file is read as something that anybody may have written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interregnum.errors import ScenarioError
from interregnum.mechanisms import MECHANISMS
from interregnum.scenario import parameters
from interregnum.scenario.basis import basis_of, gate_of
from interregnum.scenario.load import changed_scenario, load_scenario, scenario_hash
from interregnum.scenario.parameters import count_sources, parameter_table
from interregnum.scenario.posterior import is_shipped
from interregnum.scenario.schema import Scenario
from made_posterior import GATES, MARGIN, RATE, TYPE_MEAN, made_posterior, ship


@pytest.fixture(autouse=True)
def _real_registry(_registry: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "declared_mechanisms", lambda: tuple(MECHANISMS))


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return made_posterior(tmp_path)


def told(file: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Change a posterior's manifest."""
    manifest = file.with_suffix(".json")
    content = json.loads(manifest.read_text(encoding="utf-8"))
    change(content)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    return file


def loaded(word: str | Path, *settings: tuple[str, Any]) -> Scenario:
    return load_scenario("quiet-personalist", (("posterior", str(word)), *settings), environment={})


def test_without_a_shipped_file_a_case_draws_from_its_ranges() -> None:
    scenario = load_scenario("quiet-personalist", environment={})
    assert scenario.posterior is None
    assert scenario_hash(scenario) == scenario_hash(loaded("none"))


def test_a_shipped_file_is_drawn_from_by_default(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = load_scenario("quiet-personalist", environment={})
    ship(monkeypatch, made)
    scenario = load_scenario("quiet-personalist", environment={})
    assert scenario.posterior is not None
    assert scenario.posterior.file == "shipped"
    assert scenario_hash(scenario) != scenario_hash(plain)
    assert scenario_hash(loaded("none")) == scenario_hash(plain)
    # The same draws under another name are the same case.
    assert scenario_hash(loaded(made)) == scenario_hash(scenario)
    # What was resolved stays: a case of the prior is no case of the posterior when it is changed.
    assert changed_scenario(plain, [("horizon", 9)]).posterior is None
    assert changed_scenario(scenario, [("horizon", 9)]).posterior == scenario.posterior


def test_a_shipped_file_of_another_model_version_is_no_default(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, told(made, lambda content: content.update(model="0")))
    assert load_scenario("quiet-personalist", environment={}).posterior is None
    with pytest.raises(ScenarioError, match="fitted with another model than this version's"):
        loaded("shipped")


def test_a_shipped_file_without_its_manifest_stops_every_load(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.with_suffix(".json").unlink()
    ship(monkeypatch, made)
    with pytest.raises(ScenarioError, match=r"posterior.json: is missing.*--parameters prior"):
        load_scenario("quiet-personalist", environment={})
    assert loaded("none").posterior is None


def test_rows_say_what_they_are_taken_from(made: Path) -> None:
    scenario = loaded(made, (RATE, 0.5))
    rows = {row.name: row for row in parameter_table(scenario)}
    row = rows[TYPE_MEAN]
    assert (row.value, row.low, row.high, row.draw) == (0.4, 0.4, 0.6, "posterior")
    assert (basis_of(row, scenario), gate_of(row, scenario)) == ("fitted", "identified")
    assert basis_of(rows[MARGIN], scenario) == "fitted"
    assert (basis_of(rows[RATE], scenario), gate_of(rows[RATE], scenario)) == ("scenario", None)
    assert basis_of(rows["force.front_army"], scenario) == "scenario"
    assert basis_of(rows["start.credibility"], scenario) == "prior"
    assert count_sources(rows.values()).fitted == 2


def test_a_path_starts_at_the_file_that_says_it(made: Path, tmp_path: Path) -> None:
    text = "extends: quiet-personalist\nscenario: mine\ntitle: t\nsummary: s\n"
    file = tmp_path / "mine.yaml"
    file.write_text(f"{text}posterior: {made.name}\n", encoding="utf-8")
    scenario = load_scenario(file, environment={})
    assert scenario.posterior is not None
    assert scenario.posterior.path == made
    above = tmp_path / "deeper" / "above.yaml"
    above.parent.mkdir()
    above.write_text(text.replace("quiet-personalist", "../mine.yaml"), encoding="utf-8")
    assert load_scenario(above, environment={}).posterior == scenario.posterior


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c.update(format=9), r"format = 9 is not 1"),
        (lambda c: c.update(model="0"), r"model = '0': was fitted with another model"),
        (lambda c: c.update(posterior_sha256="0" * 64), r"is not the 000000000000 of posterior"),
        (lambda c: c.pop("until"), r"until: .*string"),
        (lambda c: c["parameters"][RATE].update(gate="good"), r"gate: .*identified"),
        (lambda c: c["parameters"][RATE].update(unit="1/d"), r"unit is 1/d, the declared one 1/yr"),
        (lambda c: c["parameters"][RATE].update(range=[0.1, 99.0]), r"outside the admitted"),
        (lambda c: c["parameters"].update({"x.y": c["parameters"][RATE]}), r"x.y: is no parameter"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    made: Path, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    with pytest.raises(ScenarioError, match=words):
        loaded(told(made, change))


def test_a_file_that_is_missing_torn_or_another_is_refused(made: Path, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is no file; name a posterior's Parquet file"):
        loaded(tmp_path / "nowhere.parquet")
    with pytest.raises(ScenarioError, match=r"no posterior comes with this version.*prior"):
        loaded("shipped")
    made.write_bytes(made.read_bytes()[:-10])
    with pytest.raises(ScenarioError, match="the file was changed or torn"):
        loaded(made)
    made.with_suffix(".json").write_text("{", encoding="utf-8")
    with pytest.raises(ScenarioError, match="cannot be read"):
        loaded(made)


def test_a_gate_has_a_word_for_every_column() -> None:
    assert set(GATES.values()) == {"identified", "not identified", "fitted"}


def test_the_environment_can_do_without_the_shipped_posterior(
    monkeypatch: pytest.MonkeyPatch, made: Path
) -> None:
    ship(monkeypatch, made)
    assert is_shipped()
    monkeypatch.setenv("INTERREGNUM_POSTERIOR", "none")
    assert not is_shipped()
