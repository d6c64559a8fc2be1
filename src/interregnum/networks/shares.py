"""Thresholds on shares as whole numbers: needs and pulls in a common unit."""

from __future__ import annotations

from typing import Any

from interregnum.kernels.arrays import array_of
from interregnum.kernels.scalar import Target
from interregnum.networks.network import Network

_UNIT = 1 << 60
_WIDEST = 4.0


def share_pulls(network: Network, near: float, target: Target = Target.CPU) -> tuple[int, Any]:
    """Return the pulls for a weighted share of neighbours and of everybody.

    Parameters
    ----------
    network
        Its largest degree says how long the list of pulls is.
    near
        Weight of the share of one's neighbours; the rest is that of the share of everybody [1].
    target
        Whose array is made.

    Returns
    -------
    tuple
        ``pull`` and ``pull_near`` of a :class:`Crowd` whose needs are those of
        :func:`share_need`.

    Notes
    -----
    Whoever has no neighbours sees a share of 0 of them.

    >>> from interregnum.networks.network import complete
    >>> share_pulls(complete(4, Target.PYTHON), 0.0, Target.PYTHON)[0] == 2**58
    True
    """
    weight = int(near * _UNIT)
    pulls = [weight] + [weight // degree for degree in range(1, max(network.most, 1) + 1)]
    return (_UNIT - weight) // network.nodes, array_of(target, "int64", pulls)


def share_need(threshold: float) -> int:
    """Return the need of one who joins at a weighted share: see :func:`share_pulls`.

    A billionth less, so that a share that misses the threshold by rounding alone meets it.
    Beyond -4 and 4 a threshold is cut off: nobody or everybody joins there anyway.

    >>> share_need(0.5) < 2**59 <= share_need(0.5) * 1.000000002
    True
    """
    return int(max(-_WIDEST, min(threshold, _WIDEST)) * _UNIT * (1.0 - 1e-9))
