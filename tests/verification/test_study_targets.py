"""A study is the same whatever computes it: target, threads, batches and the number of runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest

import interregnum as ir
from interregnum.engine.mean_field import run_batch
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.record import OUTCOMES
from interregnum.engine.schedule import EVENT_NAMES
from interregnum.kernels.scalar import Target

SEED = 7


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(ir.load("mutiny-2023").scenario)


def study_digests(target: str, runs: int) -> dict[str, str]:
    """Return the digests of a study made by another process with a target."""
    script = (
        "import json, interregnum as ir; "
        f"print(json.dumps(ir.load('mutiny-2023').run(runs={runs}, seed={SEED}).digests()))"
    )
    environment = {**os.environ, "INTERREGNUM_TARGET": target}
    made = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, str] = json.loads(made.stdout)
    return found


def test_python_and_cpu_give_the_same_study() -> None:
    assert study_digests("python", 3) == study_digests("cpu", 3)


def test_python_and_cpu_give_the_same_bits_where_belief_left_the_gaussian(plan: Plan) -> None:
    compiled = run_batch(plan, SEED, 0, 4, Target.CPU)
    plain = run_batch(plan, SEED, 0, 4, Target.PYTHON)
    # A mutiny that failed has put belief on the grid.
    ended = {EVENT_NAMES[int(code)] for code in compiled.events[:, 4]}
    assert ended & {"deal", "surrender", "beaten"}
    assert compiled.events.tobytes() == plain.events.tobytes()
    assert compiled.outcomes.tobytes() == plain.outcomes.tobytes()
    assert compiled.parameters.tobytes() == plain.parameters.tobytes()


def test_threads_do_not_change_a_study() -> None:
    case = ir.load("mutiny-2023")
    one = case.run(runs=200, seed=SEED, workers=1).digests()
    assert case.run(runs=200, seed=SEED, workers=2).digests() == one


def test_a_run_does_not_depend_on_how_many_there_are() -> None:
    case = ir.load("mutiny-2023")
    many = case.run(runs=120, seed=SEED)
    few = case.run(runs=30, seed=SEED)
    assert many.runs.head(30).equals(few.runs)
    events = many.events[many.events["run"] < 30]
    assert events.equals(few.events)


def test_a_batch_does_not_remember_the_one_before(plan: Plan) -> None:
    whole = run_batch(plan, SEED, 0, 24, Target.CPU)
    parts = [run_batch(plan, SEED, first, 1, Target.CPU) for first in range(24)]
    assert np.concatenate([p.outcomes for p in parts]).tobytes() == whole.outcomes.tobytes()
    assert np.concatenate([p.events for p in parts]).tobytes() == whole.events.tobytes()


def test_other_seeds_give_other_studies(plan: Plan) -> None:
    first = run_batch(plan, 0, 0, 8, Target.CPU)
    second = run_batch(plan, 1, 0, 8, Target.CPU)
    assert not np.array_equal(first.parameters, second.parameters)


def test_paired_arms_share_every_parameter() -> None:
    study = ir.load("mutiny-2023").run(runs=20, seed=SEED)
    parameters = [row.name for row in plan_of(study.case.scenario).parameters]
    parameters = [name for name in parameters if not name.startswith("scenario.")]
    assert study.runs[parameters].equals(study.table("contrast")[parameters])
    assert len(parameters) > 150


def test_without_the_onset_nothing_is_scheduled() -> None:
    study = ir.load("mutiny-2023").run(runs=200, seed=SEED)
    begun = study.events[study.events["event"] == "mutiny_begins"]
    assert set(begun["run"]) == set(range(200))
    early = study.table("contrast_events")
    early = early[(early["event"] == "mutiny_begins") & (early["day"] == 0)]
    assert early.empty


@pytest.mark.parametrize(
    "settings",
    [
        {"structure": "social"},
        {"structure": "enforced"},
        {"expectation": "adaptive"},
        {"private_memory": "accumulated"},
        {"war": "lanchester"},
        {"mode": "replay"},
        {"channels.armed": False},
        {"channels.unarmed": False},
        {"private_army.exists": False},
        {"mutiny.end": "stand_down"},
        {"mutiny.end": "defeat"},
        {"mutiny.end": "win"},
        {"mutiny.state_pay": False, "mutiny.end": "win"},
        {"social_influence.hardship_weight": 0.5, "social_influence.risk_weight": 0.5},
        {"ruler.visible": False},
        {"factions.arms_democrats": 0.3, "coordination.stance_democrats": 1.0},
    ],
    ids=lambda settings: " ".join(f"{key}={value}" for key, value in settings.items()),
)
def test_every_structure_gives_the_same_bits_on_both_targets(settings: dict[str, object]) -> None:
    case = ir.load("mutiny-2023", {"horizon": 150, **settings})
    one = run_batch(plan_of(case.scenario), SEED, 0, 3, Target.CPU, series=True)
    other = run_batch(plan_of(case.scenario), SEED, 0, 3, Target.PYTHON, series=True)
    assert one.outcomes.tobytes() == other.outcomes.tobytes()
    assert one.events.tobytes() == other.events.tobytes()
    assert np.array_equal(one.histogram, other.histogram)  # type: ignore[arg-type]
    assert np.array_equal(one.paths, other.paths, equal_nan=True)  # type: ignore[arg-type]


def test_enforced_conformity_leads_elsewhere_than_the_reference() -> None:
    """Citizens whom the norm keeps in are missing: attacks of citizens are smaller on average."""
    sizes = {}
    for structure in ("reference", "enforced"):
        study = ir.load("protest-2011", {"structure": structure}).run(runs=100, seed=SEED)
        attacks = study.events[study.events["event"] == "mass_attack"]
        sizes[structure] = attacks["size"].mean()
        assert len(attacks) > 30
    assert sizes["enforced"] < sizes["reference"]


def test_every_class_of_outcome_occurs_over_the_ranges() -> None:
    found = set(ir.load("mutiny-2023").run(runs=800, seed=SEED, series=False).runs["outcome"])
    assert found == set(OUTCOMES)


@pytest.mark.parametrize(
    ("end", "ending"), [("stand_down", "deal"), ("defeat", "beaten"), ("win", "place_taken")]
)
def test_an_imposed_end_of_the_mutiny_is_the_end_of_every_column(end: str, ending: str) -> None:
    study = ir.load("mutiny-2023", {"mutiny.end": end}).run(runs=60, seed=SEED, series=False)
    first = study.events[study.events["day"] <= 3]
    last = first[first["event"].isin(["deal", "surrender", "beaten", "place_taken"])]
    capital = last["place"] == study.case.capital
    reached = set(last[capital & (last["event"] == "place_taken")]["run"])
    ended = last.groupby("run")["event"].last()
    if end == "win":
        assert set(study.runs.loc[study.runs["day"] > 3, "run"]) <= reached
        assert len(reached) > 30
    else:
        # Where others bring the ruler down while the column is on the road, it has no end.
        alive = study.runs.loc[study.runs["day"].fillna(999) > 3, "run"]
        assert not reached
        assert set(ended[ended.index.isin(alive)]) == {ending}


def test_without_a_private_army_there_is_no_mutiny_of_it() -> None:
    study = ir.load("mutiny-2023", {"private_army.exists": False}).run(runs=60, seed=SEED)
    assert "mutiny_begins" not in set(study.events["event"])


def test_a_non_state_army_that_wins_is_coded_as_such() -> None:
    settings = {"mutiny.state_pay": False, "mutiny.end": "win"}
    runs = ir.load("mutiny-2023", settings).run(runs=60, seed=SEED, series=False).runs
    assert 6 in set(runs["mode"].dropna())
