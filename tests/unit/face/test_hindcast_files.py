"""A saved hindcast in a report: only where it is at hand, of the same case, and as no evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import interregnum as ir
from interregnum.errors import StudyError
from interregnum.face.hindcast_files import hindcast_for, read_hindcast
from interregnum.face.reporting import report_html
from interregnum.report.hindcast_part import NO_EVIDENCE


def row(title: str, probability: float, low: float | None) -> dict[str, Any]:
    high = None if low is None else probability + 0.1
    told = {"probability": probability, "low": low, "high": high, "monte_carlo_error": 0.01}
    return {"name": title, "title": title, "days": 30, **told}


CONTENT: dict[str, Any] = {
    "label": "Hindcast: the outcome was known.",
    "called": "not calibrated",
    "parameters": "the posterior <made>",
    "scenario": "mutiny-2023",
    "scenario_sha256": "ab" * 32,
    "seed": 1,
    "runs": 100,
    "pasts": 1000,
    "least_effective_rows": 20.0,
    "package_version": "0",
    "model_version": "4",
    "how": "Intervals are 90 %.",
    "forecasts": {
        "forward": {
            "effective_rows": 20.0,
            "removal": [row("by 31 August 2023", 0.123, 0.05)],
            "regular_exit": [row("by 31 August 2023", 0.01, 0.0)],
            "support": None,
        },
        "condition": {"effective_rows": 0.0, "removal": None},
    },
    "march": {
        "fitted": row("", 0.25, None),
        "classes": [
            {
                "title": "officers' coups",
                "share": 0.5,
                "low": 0.4,
                "high": 0.6,
                "level": 0.95,
                "attempts": 100,
                "successes": 50,
                "period": "1945-1989",
            }
        ],
        "definition": "Success is the capital taken.",
    },
}


def saved(folder: Path, content: dict[str, Any] = CONTENT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hindcast.json").write_text(json.dumps(content))
    return folder


def test_the_section_says_that_it_is_no_evidence_and_tells_both_forecasts(tmp_path: Path) -> None:
    section = read_hindcast(saved(tmp_path)).section()
    assert section.heading == "Hindcast of the case, no evidence"
    assert NO_EVIDENCE in section.body
    assert "12.3 %" in section.body
    assert "no past agrees with what was known" in section.body
    assert "50 of 100" in section.body
    assert "&lt;made&gt;" in section.body


def test_a_figure_that_lies_beside_it_is_shown(tmp_path: Path) -> None:
    saved(tmp_path)
    assert "<img" not in read_hindcast(tmp_path).section().body
    (tmp_path / "hindcast.svg").write_text("<svg/>")
    assert "data:image/svg+xml" in read_hindcast(tmp_path).section().body


def test_one_in_the_folder_of_the_study_is_found_and_another_case_is_passed_over(
    tmp_path: Path,
) -> None:
    assert hindcast_for(tmp_path, "mutiny-2023") is None
    saved(tmp_path / "hindcast")
    assert hindcast_for(tmp_path, "mutiny-2023") is not None
    assert hindcast_for(tmp_path, "quiet-personalist") is None


def test_one_that_is_asked_for_must_be_there_and_of_the_case(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="is no hindcast"):
        hindcast_for(tmp_path, "mutiny-2023", tmp_path / "nowhere.json")
    with pytest.raises(StudyError, match="is not the study's quiet-personalist"):
        hindcast_for(tmp_path, "quiet-personalist", saved(tmp_path))
    (tmp_path / "hindcast.json").write_text('{"label": 1}')
    with pytest.raises(StudyError, match="it has no called"):
        hindcast_for(tmp_path, "mutiny-2023", tmp_path)


def test_a_report_holds_it_after_the_results_and_not_without_one(tmp_path: Path) -> None:
    study = ir.load("mutiny-2023").run(runs=6, seed=1)
    plain = report_html(study)
    assert 'id="hindcast"' not in plain
    page = report_html(study, hindcast=read_hindcast(saved(tmp_path)))
    assert page.index('id="outcomes"') < page.index('id="hindcast"') < page.index('id="again"')
