"""A hindcast as its reader meets it: label, words and refusals in every output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import interregnum as ir
from interregnum.calibration.reference_case import LABEL
from interregnum.cli.main import main
from interregnum.face.hindcasting import Hindcast
from interregnum.report.hindcast_lines import hindcast_parts
from made_posterior import made_posterior


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Hindcast:
    """Return a small hindcast that draws from a posterior of two rows."""
    path = made_posterior(tmp_path_factory.mktemp("posterior"))
    case = ir.load("mutiny-2023", parameters=path)
    return ir.hindcast(case, runs=20, pasts=400, seed=7, workers=1)


def test_the_label_stands_in_every_output(found: Hindcast, tmp_path: Path) -> None:
    content = found.content()
    assert content["label"] == LABEL
    lines = [part for part in hindcast_parts(content) if isinstance(part, str)]
    assert lines[0] == LABEL
    folder = found.save(tmp_path / "hindcast")
    told = json.loads((folder / "hindcast.json").read_text(encoding="utf-8"))
    assert told["label"] == LABEL
    # Text of a figure is drawn as outlines; its own notes are words of the figure object.
    notes = found.drawing().figure.get_supxlabel()
    assert " ".join(LABEL.split()) in " ".join(notes.split())


def test_nothing_is_called_calibrated_without_a_gate(found: Hindcast) -> None:
    content = found.content()
    assert content["called"] == "not calibrated"
    text = json.dumps(content, ensure_ascii=False)
    assert text.count("calibrated") == text.count("not calibrated")


def test_few_effective_rows_give_no_interval(found: Hindcast) -> None:
    for one in found.content()["forecasts"].values():
        assert one["effective_rows"] < 30.0
        for row in one["removal"] or []:
            assert row["low"] is None
            assert row["high"] is None


def test_probabilities_grow_with_the_date(found: Hindcast) -> None:
    rows = found.content()["forecasts"]["forward"]["removal"]
    values = [row["probability"] for row in rows]
    assert values == sorted(values)


def test_runs_of_a_row_share_its_row_of_the_posterior(found: Hindcast) -> None:
    lived = found.lived["forward"]
    assert lived is not None
    assert set(lived.runs["start.type_mean"]) <= {0.4, 0.6}


def test_a_horizon_of_ones_own_and_a_case_that_says_nothing_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["hindcast", "--set", "horizon=30"])
    assert left.value.code == 2
    assert "horizon is three years here" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["hindcast", "quiet-personalist", "--parameters", "prior"])
    assert left.value.code == 3
    assert "nothing to condition on" in capsys.readouterr().err
