"""Facts that contradict themselves are refused, with the place of the contradiction."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.load import load_scenario

LAST = "    capital: true\n"
DEFENDED = LAST + "    garrison: {value: 1, unit: persons, range: [0, 2], source: assumed}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    capital: true\n", "", "garrison: is missing"),
        ("    capital: true\n", DEFENDED, "force.capital_guard"),
        ("    hub: true\n", "    hub: maybe\n", 'places[0].hub = "maybe"'),
        ("name: Seat", "name: Se.at", "places[1].name"),
        ("unit: km, range: [80", "unit: h, range: [80", "unit must be km"),
        ("value: 90, unit: km, range: [80", "value: 90, unit: km, range: [0", "above 0 km"),
        (
            "onset_hour: {value: 6.5, unit: h, range: [6, 7]",
            "onset_hour: {value: 24, unit: h, range: [6, 30]",
            "[0, 24)",
        ),
        ("range: [6, 7], draw: fixed", "range: [6, 7]", "draw must be fixed"),
        ("mutiny:\n", "mutiny:\n  service: navy\n", "must be one of private_army"),
        ("2001-01-02T06:30", "tomorrow", "timeline[1].time"),
        ("2001-01-02T06:30", "2001-01-02T06:30+03:00", "leave the zone out"),
        ("event: end,", "event: end, low: 3,", "low, high and unit together"),
        ("event: end,", "event: end, low: 3, high: 2, unit: h,", "low exceeds high"),
        ("NO, 20, Sea", "NO, 21, Sea", "the rows sum to 31"),
        ("NO, 20, Sea", "NO, -20, Sea", "regions.rows[1]"),
        ("NO, 20, Sea", "NO, 2e1, Sea", "regions.rows[1]"),
        ("60.5, 11]", "80.5, 11]", "column's range [50, 70]"),
        ("60.5, 11]", "60.5, 11, 12]", "has 8 items; at most 7 fit"),
        ("[NO-46, Seat", "[NO-03, Seat", "stands twice"),
        ("latitude: {unit: deg", "latitude: {unit: km", "unit must be deg"),
    ],
)
def test_a_contradiction_is_named_with_its_line(
    small_path: Path, old: str, new: str, message: str
) -> None:
    text = small_path.read_text()
    assert old in text
    small_path.write_text(text.replace(old, new, 1))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(small_path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{small_path}:")
    assert str(caught.value).removeprefix(f"{small_path}:").split(":")[0].isdigit()
