"""From a study into futures, in Python and by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import interregnum as ir
from interregnum.cli.main import main
from interregnum.errors import ScenarioError


@pytest.fixture(scope="module")
def study() -> ir.Study:
    return ir.load("mutiny-2023").run(runs=30, seed=7, series=False)


def stayed(study: ir.Study) -> list[int]:
    """Return the runs whose ruler never fell."""
    fell = set(study.events.loc[study.events["event"] == "removed", "run"])
    runs = study.runs.loc[study.runs["outcome"] == "survives", "run"]
    return [int(run) for run in runs if run not in fell]


def test_futures_share_the_log_of_their_past(study: ir.Study) -> None:
    run = stayed(study)[0]
    made = ir.fork(study, run=run, at=200).run(runs=5)
    events = made.events
    past = study.events[(study.events["run"] == run) & (study.events["day"] < 200)]
    for future in range(5):
        mine = events[(events["future"] == future) & (events["day"] < 200)]
        same = mine.drop(columns=["future"]).reset_index(drop=True)
        assert same.equals(past.reset_index(drop=True))


def test_a_change_is_compared_draw_for_draw(study: ir.Study) -> None:
    run = stayed(study)
    made = ir.fork(study, run=run, at=10, settings={"opportunity.attempt_rate": 1.5}).run(runs=10)
    assert made.moved() is True
    same = ir.fork(study, run=run[0], at=10, settings={"mutiny.happens": False}).run(runs=5)
    assert same.moved() is False


def test_a_ruler_who_fell_and_won_the_contest_has_no_days_after_his_aftermath(
    study: ir.Study,
) -> None:
    contested = study.runs.loc[study.runs["result.contested"], "run"]
    made = ir.fork(study, run=int(contested.iloc[0]), at=30).run(runs=3)
    assert len(made.runs) == 3
    with pytest.raises(ScenarioError, match="was over at 2000"):
        ir.fork(study, run=int(contested.iloc[0]), at=2000).run(runs=3)


def test_a_day_after_the_horizon_is_refused(study: ir.Study) -> None:
    run = stayed(study)[0]
    with pytest.raises(ScenarioError, match="horizon of 730"):
        ir.fork(study, run=run, at=730).run(runs=2)


def test_an_event_that_no_run_had_is_refused(study: ir.Study) -> None:
    with pytest.raises(ScenarioError, match="was over at 5000"):
        ir.fork(study, run=0, at=5000).run(runs=2)


def test_the_command_prints_and_keeps_futures(
    study: ir.Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = study.save(tmp_path / "study"), tmp_path / "futures"
    words = ["fork", str(folder), "--every", "--at", "mutiny_begins", "--runs", "2"]
    with pytest.raises(SystemExit) as left:
        main([*words, "--out", str(out), "--json"])
    assert left.value.code == 0
    content = json.loads(capsys.readouterr().out)
    shares = {row["outcome"]: row["share"]["estimate"] for row in content["outcomes"]}
    assert sum(share for name, share in shares.items() if name != "removed") == pytest.approx(1.0)
    assert sorted(path.name for path in out.iterdir()) == [
        "events.parquet", "futures.parquet", "manifest.json"
    ]  # fmt: skip
    with pytest.raises(SystemExit) as left:
        main([*words, "--run", "3"])
    assert left.value.code == 2
