"""What the reference case may be called, and the classes of the record beside it."""

from __future__ import annotations

import json
from pathlib import Path

from interregnum.calibration.reference_case import LABEL, parameters_of, reference_classes
from interregnum.scenario.posterior import manifest_path, posterior_of
from made_posterior import made_posterior


def test_the_classes_are_the_records_own_numbers() -> None:
    found = {row.title: row.effect for row in reference_classes()}
    counts = {title: (effect.events, effect.n) for title, effect in found.items()}
    assert counts == {
        "officers' coup": (193, 348),
        "dissident group within the state": (18, 111),
        "organised armed group": (15, 24),
    }
    assert {effect.period for effect in found.values()} == {"1950-1989"}


def test_declared_ranges_are_not_calibrated() -> None:
    assert parameters_of(None).word == "not calibrated"
    assert "no evidence" in LABEL


def test_a_posterior_without_a_gate_is_not_calibrated(tmp_path: Path) -> None:
    posterior = posterior_of(str(made_posterior(tmp_path)))
    found = parameters_of(posterior)
    assert found.word == "not calibrated"
    assert found.sha256 == posterior.sha256


def test_the_manifests_own_word_is_not_believed(tmp_path: Path) -> None:
    path = made_posterior(tmp_path)
    place = manifest_path(path)
    content = json.loads(place.read_text(encoding="utf-8"))
    failed = {"name": "ranks", "passed": False, "asked": "uniform", "found": {}}
    content["gate"] = {"word": "calibrated", "passed": True, "parts": [failed], "parameters": []}
    place.write_text(json.dumps(content), encoding="utf-8")
    assert parameters_of(posterior_of(str(path))).word == "not calibrated"
    content["gate"]["parts"][0]["passed"] = True
    place.write_text(json.dumps(content), encoding="utf-8")
    assert parameters_of(posterior_of(str(path))).word == "calibrated"
