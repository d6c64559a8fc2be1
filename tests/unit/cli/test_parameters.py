"""`interregnum parameters`: every number with its source, and how many rest on none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.scenario.basis import basis_of
from interregnum.scenario.parameters import (
    count_sources,
    declared_table,
    parameter_table,
    source_kind,
)

README = Path(__file__).parents[3] / "README.md"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the verb and return what it prints."""
    with pytest.raises(SystemExit) as left:
        main(("parameters", *arguments))
    assert not left.value.code
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_every_parameter_of_a_scenario_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    case = ir.load("mutiny-2023")
    table = parameter_table(case.scenario)
    head, *lines = told(capsys, "mutiny-2023").splitlines()
    assert head.split() == ["name", "symbol", "value", "unit", "range", "draw", "basis", "source"]
    assert len(lines) == len(table) + 2
    for row, line in zip(table, lines, strict=False):
        assert line.startswith(f"{row.name} ")
        assert f" {row.value:.6g} " in line
        assert f" {row.low:.6g} to {row.high:.6g} " in line
        assert line.endswith(" ".join(row.source.split()))


def test_without_a_scenario_the_declarations_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads(told(capsys, "--json"))
    assert content["scenario"] is content["scenario_sha256"] is None
    rows = {row["name"]: row for row in content["parameters"]}
    assert list(rows) == [row.name for row in declared_table()]
    assert rows["garrison_stand.column_speed"]["source"].startswith("assumed")


def test_json_says_what_the_table_says(capsys: pytest.CaptureFixture[str]) -> None:
    case = ir.load("mutiny-2023")
    content = json.loads(told(capsys, "mutiny-2023", "--json"))
    assert content["scenario_sha256"] == case.digest
    for row, entry in zip(parameter_table(case.scenario), content["parameters"], strict=True):
        expected: dict[str, Any] = {**row._asdict(), "kind": source_kind(row.source)}
        expected["range"] = [expected.pop("low"), expected.pop("high")]
        expected["basis"] = basis_of(row, case.scenario)
        assert entry == {**expected, "gate": None}


def test_the_counts_add_up_and_filtering_leaves_them(capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(told(capsys, "mutiny-2023", "--json"))
    some = json.loads(told(capsys, "mutiny-2023", "--assumed", "--json"))
    assert some["sources"] == whole["sources"]
    kinds = [row["kind"] for row in whole["parameters"]]
    counts = whole["sources"]
    assert {kind: kinds.count(kind) for kind in ("assumed", "record", "published")} == {
        kind: counts[kind] for kind in ("assumed", "record", "published")
    }
    assert counts["share_assumed"] == counts["assumed"] / len(kinds)
    assumed = [row for row in whole["parameters"] if row["kind"] == "assumed"]
    assert some["parameters"] == assumed
    assert 0 < len(assumed) < len(kinds)


def test_the_last_line_counts_the_sources(capsys: pytest.CaptureFixture[str]) -> None:
    table = parameter_table(ir.load("mutiny-2023").scenario)
    count = count_sources(table)
    last = told(capsys, "mutiny-2023", "--assumed").splitlines()[-1]
    assert last.startswith(
        f"{len(table)} parameters: {count.assumed} assumed, {count.record} from the record, "
        f"{count.published} published; share assumed {count.assumed / len(table):.2f}."
    )


def test_the_readme_states_the_share_assumed(monkeypatch: pytest.MonkeyPatch) -> None:
    """If this fails, a mechanism or the fit changed the count: mend the sentence in the README."""
    monkeypatch.delenv("INTERREGNUM_POSTERIOR", raising=False)
    table = parameter_table(ir.load("mutiny-2023").scenario)
    count = count_sources(table)
    text = " ".join(README.read_text(encoding="utf-8").split())
    stated = re.search(r"(\d+) of the (\d+) parameters of this case \((\d+) %\) are assumed", text)
    assert stated is not None
    share = round(100 * count.assumed / len(table))
    assert [int(number) for number in stated.groups()] == [count.assumed, len(table), share]
