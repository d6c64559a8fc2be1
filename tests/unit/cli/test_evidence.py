"""`interregnum evidence` lists, shows and computes effects, and refuses what it cannot do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from interregnum.cli.main import main
from interregnum.evidence import computing
from interregnum.evidence.shipping import shipped_table, table_of
from made_tables import MadeTables, rows

Capture = pytest.CaptureFixture[str]
KEYS = {
    *("name", "estimate", "low", "high", "n", "definition"),
    *("source", "vintage", "period", "scale", "grade", "caveat"),
}


def call(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """Run a command and return exit code, stdout and stderr."""
    with pytest.raises(SystemExit) as caught:
        main(["evidence", *words])
    told = capsys.readouterr()
    return int(caught.value.code or 0), told.out, told.err


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let tables come from frames; return an empty folder of datasets."""
    frame = rows(
        "gw EYEAR SUCCESS ONGOING VIOL REGCHANGE FSELFDET SECESSION",
        (2, 1955, 1, 0, 0, 1, 0, 0),
        (20, 1965, 0, 0, 1, 1, 0, 0),
    )

    class Made(MadeTables):
        def __init__(self, folder: object) -> None:
            super().__init__({"navco.campaigns": frame})
            self.files = {"navco/x.csv": "0" * 64}

    monkeypatch.setattr(computing, "TablesOf", Made)
    return tmp_path


@pytest.mark.parametrize("verb", [[], ["list"], ["show"], ["compute"]])
def test_every_help_shows_an_example(capsys: Capture, verb: list[str]) -> None:
    code, out, err = call(capsys, *verb, "--help")
    assert (code, err) == (0, "")
    assert re.search(r"\n +interregnum evidence", out.partition("Example")[2])


def test_the_list_is_one_json_object_an_effect(capsys: Capture) -> None:
    code, out, err = call(capsys, "list", "--json")
    listed = json.loads(out)
    assert (code, err, len(listed)) == (0, "", len(shipped_table().effects))
    assert all(set(entry) >= KEYS for entry in listed)
    assert all(isinstance(entry["n"], int) for entry in listed)


def test_the_readable_list_has_a_line_an_effect(capsys: Capture) -> None:
    code, out, _ = call(capsys, "list")
    assert (code, len(out.splitlines())) == (0, 1 + len(shipped_table().effects))
    assert "protest.exit_1y.episode" in out
    assert "not known" in out


def test_a_claim_shows_the_effects_that_speak_to_it(capsys: Capture) -> None:
    code, out, _ = call(capsys, "show", "C08", "--json")
    assert code == 0
    assert {"C08"} <= set.intersection(*(set(entry["claims"]) for entry in json.loads(out)))


def test_one_effect_is_shown_in_full(capsys: Capture) -> None:
    code, out, _ = call(capsys, "show", "campaign_totals.success_difference")
    assert code == 0
    for told in ("95 % interval", "n 560", "Arms:", "Bias factor", "association", "1900-2019"):
        assert told in out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["show", "C77"], 2, "no effect speaks to C77"),
        (["show", "campains"], 2, "did you mean campaigns?"),
        (["compute", "campains"], 2, "did you mean campaigns?"),
        (["compute", "--until", "1989-02-30"], 2, "not a day"),
        (["compute", "--until", "9999-01-01"], 2, "no year from 1850"),
        (["compute", "--out", "x.csv"], 2, ".parquet or .jsonl"),
        (["compute", "--plot", "x.pdf"], 2, ".png or .svg"),
        (["compute", "--out", "nowhere/x.parquet"], 2, "no folder nowhere"),
        (["compute", "--draws", "10"], 2, "100"),
    ],
)
def test_a_wrong_command_is_refused_in_one_line(
    capsys: Capture, words: list[str], code: int, told: str
) -> None:
    found, out, err = call(capsys, *words)
    assert (found, out) == (code, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_computed_effects_are_written_whole_with_what_they_came_from(
    capsys: Capture, made: Path
) -> None:
    words = ("compute", "campaign_totals", "--from", str(made), "--draws", "100")
    lines, parquet = made / "e.jsonl", made / "e.parquet"
    code, out, err = call(capsys, *words, "--json", "--out", str(lines))
    assert (code, err) == (0, "")
    table = table_of(lines.read_text(encoding="utf-8"), "e")
    assert [entry["name"] for entry in json.loads(out)] == [e.name for e in table.effects]
    assert (dict(table.files), table.draws) == ({"navco/x.csv": "0" * 64}, 100)
    assert call(capsys, *words, "--out", str(parquet))[0] == 0
    read = pq.read_table(parquet)
    assert read.column("n").to_pylist() == [1, 1, 2]
    assert json.loads(read.schema.metadata[b"files"]) == {"navco/x.csv": "0" * 64}
    assert sorted(path.name for path in made.iterdir()) == ["e.jsonl", "e.parquet"]


def test_a_forest_plot_is_written_and_named(capsys: Capture, made: Path) -> None:
    picture = made / "f.png"
    words = ("compute", "campaign_totals", "--from", str(made), "--draws", "100")
    code, _, err = call(capsys, *words, "--plot", str(picture))
    assert (code, err) == (0, f"{picture}\n")
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("words", [["list"], ["show", "C08"], ["list", "--json"]])
def test_listing_and_showing_import_neither_pandas_nor_numpy(words: list[str]) -> None:
    script = (
        "import sys\nfrom interregnum.cli.main import main\n"
        f"try:\n    main(['evidence', *{words!r}])\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "heavy = {'numpy', 'pandas', 'pyarrow', 'matplotlib', 'scipy', 'statsmodels'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, stdout=subprocess.DEVNULL)


def test_a_file_of_a_known_name_that_is_another_file_is_noted(
    capsys: Capture, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "navco/navco_1.3_campaigns_1900_2019.csv"
    whole = computing.TablesOf

    def other(folder: object) -> MadeTables:
        tables = whole(folder)  # type: ignore[arg-type]
        tables.files = {name: "0" * 64}  # type: ignore[misc]
        return tables  # type: ignore[return-value]

    monkeypatch.setattr(computing, "TablesOf", other)
    words = ("compute", "campaign_totals", "--from", str(made), "--draws", "100")
    code, _, err = call(capsys, *words)
    assert code == 0
    assert f"{name} is not the file known by this name" in err
