"""`interregnum claims` lists, shows, judges, reports, registers and validates ledgers."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from interregnum.cli.main import main

Capture = pytest.CaptureFixture[str]
LIGHT = """
import sys
from interregnum.cli.main import main
try:
    main({words!r})
except SystemExit:
    pass
heavy = {{"pandas", "xarray", "numpy", "numba", "matplotlib", "ruamel"}} & set(sys.modules)
print("heavy:", sorted(heavy))
"""


def call(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """Run a command and return exit code, stdout and stderr."""
    with pytest.raises(SystemExit) as caught:
        main(["claims", *words])
    told = capsys.readouterr()
    return int(caught.value.code or 0), told.out, told.err


@pytest.fixture
def mine(tmp_path: Path, capsys: Capture) -> Path:
    """Return a ledger of one's own, from the template."""
    assert call(capsys, "new", str(tmp_path / "mine"))[0] == 0
    return tmp_path / "mine"


@pytest.mark.parametrize("words", [["claims", "list"], ["claims", "show", "C01", "C14"]])
def test_listing_and_showing_load_nothing_heavy(words: list[str]) -> None:
    code = LIGHT.format(words=words)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.splitlines()[-1] == "heavy: []"


def test_the_list_has_24_claims_with_both_verdicts_and_effects(capsys: Capture) -> None:
    code, out, _ = call(capsys, "list", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["id"] for row in rows] == [f"C{place:02d}" for place in range(1, 25)]
    for row in rows:
        for key in ("model_verdict", "record_verdict", "model_effect", "record_effect"):
            assert key in row
        for road in ("model", "record"):
            if row[f"{road}_effect"] is not None:
                low, high = row[f"{road}_interval"]
                assert low <= row[f"{road}_effect"] <= high


def test_the_list_tells_parts_below_their_claim(capsys: Capture) -> None:
    rows = {row["id"]: row for row in json.loads(call(capsys, "list", "--json")[1])}
    assert [part["id"] for part in rows["C14"]["parts"]] == ["C14a", "C14b"]
    assert " C14b" in call(capsys, "list")[1]


def test_a_claim_is_shown_in_sentences(capsys: Capture) -> None:
    code, out, _ = call(capsys, "show", "c08")
    assert code == 0
    assert "The record supports the claim." in out
    assert "95 % interval" in " ".join(out.split())
    assert "interregnum evidence show democracy.within_5y.successful_coup" in out


def test_an_unknown_claim_is_refused_with_the_nearest(capsys: Capture) -> None:
    code, out, err = call(capsys, "show", "C99")
    assert (code, out) == (2, "")
    assert "did you mean" in err


def test_a_ledger_that_was_never_run_has_no_results(capsys: Capture, mine: Path) -> None:
    code, _, err = call(capsys, "list", "--ledger", str(mine))
    assert code == 2
    assert "claims run" in err


def test_the_template_is_valid_and_can_be_judged(
    capsys: Capture, mine: Path, tmp_path: Path
) -> None:
    assert call(capsys, "validate", str(mine))[1].startswith("valid 1 claims ")
    out = tmp_path / "judged"
    words = ("run", "--ledger", str(mine), "--record-only", "--unregistered", "--out", str(out))
    code, told, err = call(capsys, *words)
    assert code == 0
    assert "undecided" in told
    assert "Not as registered" in err
    code, told, _ = call(capsys, "list", "--ledger", str(out), "--json")
    assert [row["record_verdict"] for row in json.loads(told)] == ["undecided"]


def test_a_run_refuses_an_unregistered_ledger_and_leaves_nothing(
    capsys: Capture, mine: Path, tmp_path: Path
) -> None:
    out = tmp_path / "judged"
    code, _, err = call(capsys, "run", "--ledger", str(mine), "--record-only", "--out", str(out))
    assert code == 3
    assert "--unregistered" in err
    assert not out.exists()


def test_a_registered_ledger_runs(capsys: Capture, mine: Path) -> None:
    code, out, _ = call(capsys, "register", "--ledger", str(mine), "--json")
    assert code == 0
    assert json.loads(out)["claims"].keys() == {"C01"}
    code, _, err = call(capsys, "run", "--ledger", str(mine), "--record-only")
    assert code == 0
    assert "Not as registered" not in err
    assert call(capsys, "register", "--ledger", str(mine))[0] == 3


def test_a_folder_with_something_in_it_is_not_overwritten(
    capsys: Capture, mine: Path, tmp_path: Path
) -> None:
    assert call(capsys, "new", str(mine))[0] == 2
    words = ("run", "--record-only", "--unregistered", "--ledger", str(mine), "--out")
    code, _, err = call(capsys, *words, str(mine))
    assert code == 2
    assert "--resume" in err


def test_a_wrong_effect_is_told_with_the_nearest(capsys: Capture, mine: Path) -> None:
    file = mine / "C01.yaml"
    text = file.read_text("utf-8").replace("_difference.failed", "_difference.faild")
    file.write_text(text, "utf-8")
    code, _, err = call(capsys, "validate", str(mine))
    assert code == 3
    assert "did you mean after_failure.irregular_exit_2y_difference.failed?" in err


def test_the_report_opens_offline_and_shows_the_scoreboard_first(
    capsys: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "ledger.html"
    assert call(capsys, "report", "--out", str(file))[0] == 0
    page = file.read_text("utf-8")
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert "<script" not in page
    assert page.index('id="scoreboard"') < page.index('id="glance"') < page.index('id="c01"')
    for place in (*range(1, 14), *range(15, 25)):
        assert f'id="c{place:02d}"' in page
    assert 'id="left-out"' in page


def test_the_report_comes_as_markdown_json_and_a_table(capsys: Capture) -> None:
    markdown = call(capsys, "report", "--markdown", "--out", "-")[1]
    assert markdown.startswith("# Claims of")
    assert "## What the text leaves out" in markdown
    table = list(csv.DictReader(io.StringIO(call(capsys, "report", "--csv", "--out", "-")[1])))
    assert {row["id"] for row in table} >= {"C01", "C14a", "C24"}
    whole = json.loads(call(capsys, "report", "--json", "--out", "-")[1])
    assert whole["expected_false"].keys() == {"model", "record"}
    assert call(capsys, "report", "--csv", "--json")[0] == 2


def test_the_schema_is_printed(capsys: Capture) -> None:
    assert json.loads(call(capsys, "schema")[1])["title"] == "Claim"


@pytest.mark.parametrize(
    "verb", ["list", "show", "run", "report", "register", "validate", "new", "schema"]
)
def test_every_verb_has_help_with_an_example(capsys: Capture, verb: str) -> None:
    code, out, _ = call(capsys, verb, "--help")
    assert code == 0
    assert f"interregnum claims {verb}" in out
