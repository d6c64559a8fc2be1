"""Lines about rival structures: no sign is averaged."""

from __future__ import annotations

from interregnum.experiments.pairing import Effect
from interregnum.experiments.structures import Rival, Structure
from interregnum.report.rival_lines import sign_line


def rival(value: str, low: float, high: float) -> Rival:
    effect = Effect("", "collapse", "1", (low + high) / 2.0, low, high, None)
    structure = Structure("selection", value) if value else Structure("", None)
    return Rival(structure, (effect,), ())


def test_structures_under_which_signs_differ_are_named_side_by_side() -> None:
    rivals = [rival("", 0.1, 0.2), rival("largest", -0.2, -0.1), rival("smallest", -0.1, 0.1)]
    line = sign_line(rivals, "collapse")
    assert "above 0 under 1 (as in the scenario)" in line
    assert "below 0 under 1 (selection=largest)" in line
    assert "not told from 0 under 1 (selection=smallest)" in line


def test_one_sign_under_all_is_said_at_once() -> None:
    line = sign_line([rival("", 0.1, 0.2), rival("largest", 0.3, 0.4)], "collapse")
    assert line.endswith("above 0 under all 2.")
