"""Lines about rival structures: no sign is averaged."""

from __future__ import annotations

import io

from rich.console import Console

from interregnum.experiments.pairing import Effect
from interregnum.experiments.structures import Rival, Structure
from interregnum.report.rival_lines import rival_parts, sign_line


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


def test_no_number_is_cut_off_at_the_width_of_a_page() -> None:
    wide = [Effect("", name, "1", -0.111, -0.222, -0.333, None) for name in ("removed", "collapse")]
    wide.append(Effect("", "exit_day", "d", -1127.3, -1143.3, -1111.3, None))
    longest = Structure("mutiny_onset.resistance_by_strength", 0.0)
    console = Console(file=io.StringIO(), width=120)
    for part in rival_parts([Rival(longest, tuple(wide), tuple(wide))], []):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "…" not in text
    assert "resistance_by_strength=0.0 -11.1 (-22.2 to -33.3) -11.1" in text
    assert "-1127 (-1143 to -1111)" in text
