r"""Cascades: who acts because others do, until nothing changes, whatever the order.

Equations
---------
Person i, of whose neighbours m act while S act in all, joins once

.. math:: a\,S + b_{d_i}\,m \ge n_i

with whole numbers only: her need n, the pull a of everybody, and the pull b of a neighbour, which
may depend on her degree d. Pulls are not negative and nobody leaves, so the crowd only grows, and
its end is the least fixed point above those who began, in any order. It is found in rounds, in each
of which all see the crowd of the round before; ``rounds`` counts those in which somebody joined.

A share of everybody and a share of neighbours are put together with a common unit, as
:func:`.shares.share_pulls` does; with a = 1, b = 0 needs are persons, with a = 0, b = 1 neighbours.

Method
------
Those who would join if so many acted in all wait in a bucket of that number; when the crowd has
grown to it, the bucket is emptied. Whoever joins lowers the need of her neighbours, who move to
another bucket. So each tie is looked at once and each person is moved at most once a neighbour,
instead of once a round. :func:`swept_cascade` is the plain form: everybody looks in every round.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from interregnum.kernels.arrays import filled_array
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target
from interregnum.networks import network as networks
from interregnum.networks.growth import NOBODY, Crowd, Growth, Waiting, grown, swept
from interregnum.networks.network import Network

_SOURCE = """
def NAME(kind, nodes, most, start, neighbour, keys, bits, kept, acts, need, pull, pull_near,
         queue, met, degree, head, after, before, room, found):
    network = Network(kind, nodes, most, start, neighbour, keys, bits, kept)
    crowd = Crowd(acts, need, pull, pull_near)
    growth = rule(network, crowd, Waiting(queue, met, degree, head, after, before, room))
    found[0] = growth.active
    found[1] = growth.rounds
    return 0
"""
_LONG, _SHORT = "int64[::1]", "int32[::1]"
_SIGNATURE = "int64({})".format(
    ", ".join(
        (*networks.SIGNATURE, "int8[::1]", _LONG, "int64", _LONG, *[_SHORT] * 6, _LONG, _LONG)
    )
)


@cache
def _entry(name: str, target: Target) -> Any:
    bindings = {
        "Network": Network,
        "Crowd": Crowd,
        "Waiting": Waiting,
        "rule": grown if name == "cascade" else swept,
    }
    return load_entry(name, _SOURCE.replace("NAME", name), bindings, _SIGNATURE, target)


def _run(name: str, network: Network, crowd: Crowd, target: Target) -> Growth:
    """Run one of the two forms, with working space of its own."""
    nodes = network.nodes
    buckets = nodes + 1 if crowd.pull > 0 else 1

    def space(count: int) -> Any:
        return filled_array(target, "int32", count, NOBODY)

    waiting = Waiting(
        queue=space(nodes),
        met=space(nodes),
        degree=space(nodes),
        head=space(buckets),
        after=space(nodes),
        before=space(nodes),
        room=filled_array(target, "int64", network.most + 1, 0),
    )
    found = filled_array(target, "int64", 2, 0)
    _entry(name, target)(*network, *crowd, *waiting, found)
    return Growth(int(found[0]), int(found[1]))


def cascade(network: Network, crowd: Crowd, target: Target = Target.CPU) -> Growth:
    """Let a crowd grow on a network until nothing changes; ``crowd.acts`` then says who acts.

    Parameters
    ----------
    network
        Of any kind. In a complete one, pull with ``crowd.pull``: nobody is listed as a neighbour.
    crowd
        Its arrays are of the target: 8-bit ``acts``, 64-bit ``need`` and ``pull_near``.
    target
        Whose arrays both have.

    Returns
    -------
    Growth
        How many act in the end, those who began included, and in how many rounds anybody joined.

    Notes
    -----
    One thread; the time is that of looking once at the neighbours of everybody who acts. Working
    space is 20 bytes a person, and 4 more for buckets where ``pull`` is not 0.

    >>> from interregnum.networks.network import complete
    >>> ladder = Crowd([0, 0, 0, 0], [0, 1, 2, 4], 1, [0])
    >>> cascade(complete(4, Target.PYTHON), ladder, Target.PYTHON), ladder.acts
    (Growth(active=3, rounds=3), [1, 1, 1, 0])
    """
    return _run("cascade", network, crowd, target)


def swept_cascade(network: Network, crowd: Crowd, target: Target = Target.CPU) -> Growth:
    """Return the same as :func:`cascade` by plain sweeps: to compare with."""
    return _run("swept_cascade", network, crowd, target)
