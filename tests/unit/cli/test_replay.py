"""`interregnum replay`: what is printed of a case's timeline, and what is refused."""

from __future__ import annotations

import json

import pytest

from interregnum.cli.main import main

Capture = pytest.CaptureFixture[str]


def call(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """Run a command and return exit code, stdout and stderr."""
    with pytest.raises(SystemExit) as left:
        main(["replay", *words])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def test_rows_stand_with_band_score_and_verdict(capsys: Capture) -> None:
    code, out, err = call(capsys, "egypt-2011", "--runs", "40", "--set", "horizon=60")
    assert (code, err) == (0, "")
    for words in ("250,000 - 2,000,000", "removed within 60 d", "CRPS", "log", "not calibrated"):
        assert words in out
    assert "wounded, Cairo" not in out
    assert "wounded, country: no mechanism produces it" in out
    # A crowd of a week without a campaign is a miss, and is printed as one.
    assert "MISS, above the band" in out
    assert "condition" not in out


def test_marked_rows_are_used_and_not_tested_in_condition(capsys: Capture) -> None:
    code, out, _ = call(capsys, "mutiny-2023", "--runs", "40", "--set", "horizon=3")
    assert code == 0
    assert "forward: nothing but the onset is imposed" in out
    assert "Used to weigh runs, and so no test" in out
    assert "effective" in out


def test_json_is_one_object_of_numbered_rows(capsys: Capture) -> None:
    words = ("protest-2011", "--runs", "8", "--seed", "3", "--set", "horizon=100", "--json")
    code, out, _ = call(capsys, *words)
    content = json.loads(out)
    assert (code, content["seed"], content["calibrated"]) == (0, 3, False)
    assert [one["mode"] for one in content["modes"]] == ["forward"]
    forward = content["modes"][0]
    rows = {number for one in forward["scored"] for number in one["rows"]}
    mute = {one["row"] for one in forward["unspoken"]}
    assert rows | mute == set(range(len(content["timeline"])))
    assert {one["scored_by"] for one in forward["scored"]} == {"CRPS", "log"}
    # The survival of 2013 lies beyond a horizon of a hundred days.
    assert {"row": 8, "reason": "lies outside the horizon"} in forward["unspoken"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("egypt-2012",), 3, "egypt-2011"),
        (("quiet-personalist",), 3, "has no timeline"),
        (("egypt-2011", "--runs", "0"), 2, "--runs"),
        (("egypt-2011", "--seed", "-1"), 2, "--seed"),
        (("egypt-2011", "--set", "horizn=3"), 3, "horizon"),
        ((), 2, "Missing argument"),
    ],
)
def test_a_refused_command_says_why(
    words: tuple[str, ...], code: int, said: str, capsys: Capture
) -> None:
    given, out, err = call(capsys, *words)
    assert (given, out) == (code, "")
    assert said in err
    assert len(err.splitlines()) == 1
