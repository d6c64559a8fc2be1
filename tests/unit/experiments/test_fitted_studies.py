"""Studies that draw from a posterior: kept, resumed, verified, paired and swept."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine import posterior
from interregnum.engine.plan import plan_of
from interregnum.errors import InterregnumError, ScenarioError, StudyError
from interregnum.experiments.dimensions import declared_dimensions
from interregnum.experiments.manifest import read_manifest
from interregnum.experiments.uncertain_inputs import inputs_named, moved_parameters
from interregnum.experiments.verification import verify
from interregnum.face.case import Case
from made_posterior import COLUMNS, RATE, made_posterior, ship

SHORT = {"horizon": 3, "aftermath": 910}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "made"
    folder.mkdir()
    return made_posterior(folder)


def case(parameters: str | Path) -> Case:
    return ir.load("quiet-personalist", SHORT, parameters=str(parameters))


def test_a_kept_study_is_that_of_memory_and_names_its_posterior(made: Path, tmp_path: Path) -> None:
    of = case(made)
    kept = of.into(tmp_path / "study").run(runs=30, seed=5, workers=2)
    assert kept.digests() == of.run(runs=30, seed=5, workers=1).digests()
    manifest = read_manifest(tmp_path / "study")
    assert of.scenario.posterior is not None
    assert manifest["posterior_sha256"] == of.scenario.posterior.sha256
    assert set(kept.runs[RATE]) == set(COLUMNS[RATE])
    assert f"3 parameters from posterior {of.scenario.posterior.sha256[:12]}" in kept.provenance


def test_a_resumed_study_goes_on_with_the_same_rows(made: Path, tmp_path: Path) -> None:
    of, folder = case(made), tmp_path / "study"
    of.into(folder).run(runs=20, seed=5)
    longer = of.into(folder, resume=True).run(runs=30, seed=5)
    assert longer.digests() == of.run(runs=30, seed=5).digests()
    assert verify(folder, sample=None).faults == ()


@pytest.mark.parametrize("begun", ["prior", "posterior"])
def test_a_study_does_not_go_on_with_another_posterior(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    folder = tmp_path / "study"
    ship(monkeypatch, made)
    case(begun).into(folder).run(runs=5)
    other = {"prior": "posterior", "posterior": "prior"}[begun]
    with pytest.raises(StudyError, match=f"another posterior: .* with --parameters {begun}"):
        case(other).into(folder, resume=True).run(runs=10)
    assert case(begun).into(folder, resume=True).run(runs=10).digests()


def test_a_study_is_not_verified_by_another_posterior(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    case(made).into(folder).run(runs=5)
    made_posterior(made.parent, (1.0, 1.0))
    posterior._table_of.cache_clear()  # as another process would find it
    with pytest.raises(ScenarioError, match="holds another posterior"):
        verify(folder, sample=2)
    # What it says can be read all the same.
    assert len(ir.read(folder).runs) == 5


def test_a_plan_travels_with_its_draws(made: Path) -> None:
    plan = plan_of(case(made).scenario)
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_paired_branches_take_the_same_rows(made: Path) -> None:
    twins = ir.twins(case(made), switch={"sanctions": [True, False]}, runs=40, seed=3)
    first, second = (np.asarray(lived.runs[RATE]) for lived in twins.branches)
    assert np.array_equal(first, second)
    assert set(first) == set(COLUMNS[RATE])


def test_a_sweep_draws_from_the_posterior_what_its_file_does_not_move(
    made: Path, tmp_path: Path
) -> None:
    file = tmp_path / "news.yaml"
    file.write_text(
        "experiment: news\ntitle: News\nscenario: quiet-personalist\nsettings: {horizon: 3}\n"
        "design: monte_carlo\npoints: 8\nreplicates: 2\nseed: 1\n"
        "uncertainties:\n  opportunity.attempt_rate: {}\n"
        "policies: {as-it-is: {}}\noutcomes: [removed]\n",
        encoding="utf-8",
    )
    asked = ir.sweep(file, {"posterior": str(made)})
    assert asked.resolved.dimensions[0].law == "uniform"
    made_runs = asked.run(workers=1)
    assert made_runs.runs[RATE].nunique() == 8
    scenario = asked.resolved.policies[0].scenario
    assert scenario.posterior is not None
    assert asked.resolved.content()["posterior_sha256"] == [scenario.posterior.sha256]
    assert "posterior_sha256" not in ir.sweep(file, {}).resolved.content()


def test_what_was_fitted_together_is_not_moved_alone(made: Path) -> None:
    plan = plan_of(case(made).scenario)
    assert RATE not in [row.name for row in moved_parameters(plan)]
    with pytest.raises(InterregnumError, match=r"drawn from the posterior together .*pawn"):
        inputs_named(plan, [RATE])
    (named,) = declared_dimensions(plan, [RATE])
    assert (named.low, named.high) == (0.3, 1.5)
