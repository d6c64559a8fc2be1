"""What travels to a worker and back is what threads would have done, bit for bit."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import numpy as np
import pytest

from interregnum.engine.mean_field import Batch, Fork, Lives
from interregnum.errors import ClusterError
from interregnum.experiments.ensemble import Gap, Job, batch_of
from interregnum.experiments.tasks import do_task, identity, landed_of, task_of, unpacked
from unit.experiments.kept import SEED, order

PLAN = order().arms[0].plan
NAME = PLAN.parameters[0].name


def given_lives() -> Lives:
    values = np.linspace(PLAN.parameters[0].low, PLAN.parameters[0].high, 12)
    return Lives([3, 3, 7, 7] * 3, {NAME: values.tolist()})


def forked_lives() -> Lives:
    return Lives([3] * 12, fork=Fork([1] * 12, PLAN, SEED + 1, list(range(12))))


def same(one: Batch, other: Batch) -> bool:
    """Say whether two batches hold the same bits."""
    return pickle.dumps(tuple(map(as_bytes, one))) == pickle.dumps(tuple(map(as_bytes, other)))


def as_bytes(value: object) -> object:
    if isinstance(value, np.ndarray):
        return (value.dtype.str, value.shape, value.tobytes())
    return tuple(map(as_bytes, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("made", [lambda: None, given_lives, forked_lives])
@pytest.mark.parametrize("series", [False, True])
def test_a_task_gives_the_batch_that_a_thread_gives(
    made: Callable[[], Lives | None], series: bool
) -> None:
    job, piece = Job(PLAN, SEED, series=series, lives=made()), Gap(4, 9)
    back = landed_of(*do_task(identity(), task_of(job, piece)))
    assert same(back.batch, batch_of(job, piece))
    assert back.batch.first == 4
    assert back.seconds > 0.0


def test_a_task_carries_no_lives_but_its_own() -> None:
    job, _ = unpacked(task_of(Job(PLAN, SEED, lives=given_lives()), Gap(4, 9)))
    assert list(job.lives.numbers) == [3, 3, 7, 7, 3]
    assert len(job.lives.given[NAME]) == 5


@pytest.mark.parametrize("name", list(identity()))
def test_a_worker_of_another_version_does_nothing(name: str) -> None:
    told = {**identity(), name: "another"}
    with pytest.raises(ClusterError, match=f"{name} is .* another here"):
        do_task(told, task_of(Job(PLAN, SEED), Gap(0, 2)))
