"""What travels to a worker and back: a piece of a job, and the batch that comes of it.

A worker that is not what the client is does nothing: another version could give other numbers.
"""

from __future__ import annotations

import pickle
import platform
import time
from functools import cache
from typing import Any, NamedTuple

from interregnum.engine.agents import Hand, run_lives_of_persons
from interregnum.engine.mean_field import Batch, run_lives
from interregnum.errors import ClusterError
from interregnum.experiments.ensemble import (
    Gap,
    Job,
    Landed,
    lives_of,
    load_entries,
)
from interregnum.kernels.launch import source_digest
from interregnum.version import MODEL_VERSION, __version__


class Packed(NamedTuple):
    """Anything as bytes that travel well, and their length before they were packed [B]."""

    content: bytes
    length: int


class Task(NamedTuple):
    """A piece with its own lives only, and the batch's name in the tables."""

    job: Job
    first: int


def packed(value: Any) -> Packed:
    """Return a value as compressed bytes.

    A batch with daily series is 17 MB, nearly all of it zeros, and 0.7 MB when packed, which takes
    8 ms where computing it took 1.6 s.

    >>> unpacked(packed([1, 2]))
    [1, 2]
    """
    import pyarrow as pa

    content = pickle.dumps(value, protocol=5)
    codec = pa.Codec("zstd", compression_level=1)
    return Packed(codec.compress(content, asbytes=True), len(content))


def unpacked(word: Packed) -> Any:
    """Return the value that was packed."""
    import pyarrow as pa

    content = pa.Codec("zstd").decompress(word.content, decompressed_size=word.length)
    return pickle.loads(content)


@cache
def identity() -> dict[str, str]:
    """Return everything in which two machines must agree to give the same bits.

    >>> identity()["model version"] == MODEL_VERSION
    True
    """
    from importlib import metadata

    return {
        "interregnum": __version__,
        "model version": MODEL_VERSION,
        "compiled sources": source_digest()[:12],
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "numba": metadata.version("numba"),
        "NumPy": metadata.version("numpy"),
    }


def do_task(told: dict[str, str], word: Packed) -> tuple[Packed, float]:
    """Return a task's batch, packed, and how long it took [s]; this is what a worker does.

    Parameters
    ----------
    told
        The client's :func:`identity`.
    word
        The task, packed.

    Raises
    ------
    ClusterError
        If this process is not what the client is.
    """
    for name, there in told.items():
        here = identity().get(name)
        if here != there:
            msg = (
                f"cluster: {name} is {here} on the worker on {platform.node()}, {there} here; "
                "install the same version in both places"
            )
            raise ClusterError(msg)
    job, first = unpacked(word)
    load_entries(job)  # from the cache or compiled once, and no part of the pace
    begun = time.perf_counter()
    if job.persons is None:
        batch = run_lives(job.plan, job.seed, job.lives, job.target, first=first, series=job.series)
    else:
        hand = Hand(job.target, first, job.series)
        batch = run_lives_of_persons(job.plan, job.seed, job.lives, job.persons, hand)
    return packed(tuple(batch)), time.perf_counter() - begun


def task_of(job: Job, piece: Gap) -> Packed:
    """Return a piece of a job, with no more lives than its own, packed."""
    return packed(Task(job._replace(lives=lives_of(job, piece)), piece.first))


def landed_of(word: Packed, seconds: float) -> Landed:
    """Return what a worker sent as a batch that has landed."""
    return Landed(Batch(*unpacked(word)), seconds)
