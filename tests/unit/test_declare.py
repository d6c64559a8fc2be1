"""What a mechanism declares can be read back field by field."""

from typing import Annotated, NamedTuple

import pytest

from interregnum.declare import (
    Mechanism,
    Param,
    Parameter,
    Shared,
    State,
    annotations_of,
    parameters_of,
)

MEMORY = Param("1/yr", 0.3, 30.0, "assumed", "κ", draw="log_uniform")


class Params(NamedTuple):
    memory_rate: Annotated[float, MEMORY] = 3.0
    weight: Annotated[float, Param("1", 0.0, 1.0, "assumed", "w")] = 1


class Reads(NamedTuple):
    mean: Annotated[float, State("belief.mean", previous=True)]
    cost: Annotated[float, Shared("costs.elites")]


class Writes(NamedTuple):
    mean: Annotated[float, State("belief.mean")]


class Bare(NamedTuple):
    mean: float


class Twice(NamedTuple):
    mean: Annotated[float, State("belief.mean"), State("belief.other")]


def mechanism() -> Mechanism:
    return Mechanism(
        name="decay",
        equation="E2b",
        title="Belief returns",
        params=Params,
        reads=Reads,
        writes=Writes,
        rule=lambda reads, params, at: Writes(reads.mean),
    )


def test_declarations_are_found_in_the_order_of_the_fields() -> None:
    assert list(annotations_of(Params)) == ["memory_rate", "weight"]
    assert annotations_of(Params)["memory_rate"] == MEMORY
    assert annotations_of(Reads) == {
        "mean": State("belief.mean", previous=True),
        "cost": Shared("costs.elites"),
    }


@pytest.mark.parametrize(("record", "field"), [(Bare, "Bare.mean"), (Twice, "Twice.mean")])
def test_a_field_without_exactly_one_declaration_is_refused(record: type, field: str) -> None:
    with pytest.raises(TypeError, match=field):
        annotations_of(record)


def test_a_record_without_fields_declares_nothing() -> None:
    class Empty(NamedTuple):
        pass

    assert annotations_of(Empty) == {}


def test_parameters_carry_the_mechanism_as_their_group_and_floats_as_defaults() -> None:
    first, second = parameters_of(mechanism())
    assert first == Parameter("decay.memory_rate", 3.0, MEMORY)
    assert second.name == "decay.weight"
    assert isinstance(second.default, float)


def test_a_mechanism_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        mechanism().name = "other"  # type: ignore[misc]


def test_a_scenario_may_leave_the_range_of_ensembles_only_where_a_wider_one_is_declared() -> None:
    assert MEMORY.admissible == (0.3, 30.0)
    assert MEMORY._replace(widest=(0.1, 60.0)).admissible == (0.1, 60.0)
