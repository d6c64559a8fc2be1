"""Arms on the engine: what acts on nothing changes nothing, and late arms share their past."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.claims.interventions import base_case, lived_arm, structures_of, with_ease
from interregnum.claims.model_block import Arm, ModelBlock
from interregnum.claims.model_design import Bench, layout_of
from interregnum.errors import ScenarioError
from interregnum.experiments.structures import Structure

OWN = Structure("", None)
RUNS = 100


def block(**changes: object) -> ModelBlock:
    content: dict[str, object] = {
        "reading": "a test",
        "arms": {"one": {"words": "the case"}},
        "quantity": {"name": "removed"},
        "contrast": {"kind": "share", "arms": ["one"]},
    }
    return ModelBlock.model_validate({**content, **changes})


@pytest.fixture(name="bench", scope="module")
def a_bench() -> Bench:
    return Bench(layout=layout_of(RUNS), seed=3, workers=1)


def test_a_switch_that_acts_on_nothing_has_no_effect_in_any_run(bench: Bench) -> None:
    # The exponent of a channel that is closed: nobody has arms where the armed one is.
    case = base_case(block(settings={"channels.armed": False}), "quiet-personalist", "prior")
    plain = Arm(words="no arms")
    armed = Arm(words="arms in a closed channel", settings={"factions.arms_democrats": 0.5})
    one, two = (bench.columns(case, arm, OWN, RUNS) for arm in (plain, armed))
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_an_arm_from_the_collapse_on_changes_no_fall(bench: Bench) -> None:
    case = base_case(block(), "mutiny-2023", "prior")
    plain = Arm(words="as it is")
    late = Arm(words="arms late", settings={"factions.arms_democrats": 1.0}, stage="collapse")
    one, two = (bench.columns(case, arm, OWN, RUNS) for arm in (plain, late))
    assert np.array_equal(one["day"], two["day"])
    assert np.array_equal(one["outcome.mode"] > 0, two["outcome.mode"] > 0)


def test_an_arm_from_a_day_on_shares_what_came_before(bench: Bench) -> None:
    case = base_case(block(), "mutiny-2023", "prior")
    settings = {"coordination.stance_democrats": 1.0}
    plain, late = Arm(words="as it is"), Arm(words="later", settings=settings, stage=90)
    one, two = (bench.columns(case, arm, OWN, RUNS) for arm in (plain, late))
    early = one["day"] < 90
    assert early.any()
    assert np.array_equal(one["day"][early], two["day"][early])
    assert not np.array_equal(one["day"], two["day"])


def test_lives_of_a_draw_share_parameters_and_not_luck(bench: Bench) -> None:
    case = base_case(block(), "mutiny-2023", "prior")
    days = bench.columns(case, Arm(words="as it is"), OWN, RUNS)["day"]
    draws = bench.layout.draws
    assert not np.array_equal(days[:draws], days[draws : 2 * draws])
    lived = lived_arm(case, Arm(words="as it is"), OWN)
    given = bench._given(lived, range(RUNS))
    assert all(np.array_equal(v[:draws], v[draws : 2 * draws]) for v in given.values())


def test_an_imposed_ease_needs_an_imposed_march() -> None:
    case = base_case(block(), "mutiny-2023", "prior")
    with pytest.raises(ScenarioError, match="mode: replay"):
        with_ease(lived_arm(case, Arm(words="as it is"), OWN), 0.5)


def test_an_unknown_structure_is_refused_with_the_nearest() -> None:
    asked = block(structures=["selection=larges"])
    with pytest.raises(ScenarioError, match="selection=largest"):
        structures_of(asked, base_case(asked, "mutiny-2023", "prior"))


def test_conditioned_cases_are_refused() -> None:
    with pytest.raises(ScenarioError, match="mode = condition"):
        base_case(block(settings={"mode": "condition"}), "mutiny-2023", "prior")
