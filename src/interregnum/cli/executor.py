"""Who does the runs: threads of this process, or the workers of a cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.errors import UsageError

if TYPE_CHECKING:
    from interregnum.experiments.ensemble import Workers


class Executor(StrEnum):
    """Who does the runs."""

    THREADS = "threads"
    DASK = "dask"


Which = Annotated[
    Executor, typer.Option(help="Who does the runs; dask alone starts processes of this machine.")
]
Address = Annotated[
    str | None,
    typer.Option(help="Of a dask scheduler whose workers do the runs: tcp://10.0.0.5:8786."),
]


def check_executor(executor: Executor, address: str | None, *, dry_run: bool) -> None:
    """Refuse options that say nothing together.

    Raises
    ------
    UsageError
        Naming the one that has to go.
    """
    if address is not None and executor is not Executor.DASK:
        raise UsageError("run: --address names a dask scheduler; add --executor dask")
    if dry_run and executor is Executor.DASK:
        raise UsageError("run: --dry-run is for threads of this machine; leave out --executor")


def hands(
    executor: Executor, address: str | None, workers: int | None, tell: Callable[[str], None]
) -> contextlib.AbstractContextManager[Workers]:
    """Return who does the runs, to be used in a ``with`` block.

    Raises
    ------
    UsageError
        If dask is not installed, or both an address and a number of workers are given.
    """
    if executor is Executor.THREADS:
        return contextlib.nullcontext(workers)
    from interregnum import face

    cluster: Any = face.cluster(address, workers=workers, tell=tell)
    return contextlib.closing(cluster)
