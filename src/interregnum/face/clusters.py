"""Workers beyond this process: what ``ir.cluster`` gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interregnum.experiments.cluster import Cluster


def cluster(
    address: str | None = None,
    *,
    workers: int | None = None,
    tell: Callable[[str], None] | None = None,
) -> Cluster:
    """Return workers that can be given wherever a number of threads can.

    Parameters
    ----------
    address
        Of a dask scheduler, such as ``tcp://10.0.0.5:8786``; by default processes of this machine
        are started.
    workers
        How many to start here; by default the cores at hand.
    tell
        Called with a line when a worker has left, or none is there.

    Raises
    ------
    UsageError
        If dask is not installed, or both an address and a number are given.

    Notes
    -----
    Use it in a ``with`` block, and in a script below ``if __name__ == "__main__":``, since each
    worker reads the script anew.
    """
    from interregnum.errors import UsageError
    from interregnum.experiments.cluster import Cluster

    if address is not None and workers is not None:
        msg = f"cluster: {address} has its own workers; leave out --workers, or the address"
        raise UsageError(msg)
    return Cluster(address, workers, tell)
