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
:func:`share_pulls` does; with a = 1, b = 0 needs are persons, with a = 0, b = 1 neighbours.

Method
------
Those who would join if so many acted in all wait in a bucket of that number; when the crowd has
grown to it, the bucket is emptied. Whoever joins lowers the need of her neighbours, who move to
another bucket. So each tie is looked at once and each person is moved at most once a neighbour,
instead of once a round. :func:`swept_cascade` is the plain form: everybody looks in every round.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from functools import cache
from typing import Any, NamedTuple

from interregnum.kernels.arrays import array_of, filled_array
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target, inlined, scalar
from interregnum.networks import network as networks
from interregnum.networks.network import Network, degree_of, neighbours_into

NOBODY = -1
_UNIT = 1 << 60
_WIDEST = 4.0


class Crowd(NamedTuple):
    """Who acts, and what moves those who do not.

    Parameters
    ----------
    acts
        1 for whoever acts, also from the start; 0 otherwise.
    need
        What each person must be pulled by; at most 2**62.
    pull
        Of one person anywhere, a.
    pull_near
        Of one neighbour, b, by one's degree: as long as the largest degree and one more.
    """

    acts: MutableSequence[int]
    need: Sequence[int]
    pull: int
    pull_near: Sequence[int]


class Waiting(NamedTuple):
    """Working space: the queue of those who joined, their neighbours who act, and the buckets."""

    queue: MutableSequence[int]
    met: MutableSequence[int]
    degree: MutableSequence[int]
    head: MutableSequence[int]
    after: MutableSequence[int]
    before: MutableSequence[int]
    room: MutableSequence[int]


class Growth(NamedTuple):
    """How many act in the end, and in how many rounds anybody joined."""

    active: int
    rounds: int


@inlined
@scalar
def level_of(crowd: Crowd, person: int, near: int, degree: int) -> int:
    """Return the least crowd at which somebody joins whose ``near`` neighbours act.

    0 if those are enough, and ``NOBODY`` where no crowd of the whole network would be.

    >>> crowd = Crowd([0, 0, 0], [5, 0, 9], 2, [0, 3])
    >>> [level_of(crowd, 0, near, 1) for near in (0, 1)], level_of(crowd, 2, 0, 1)
    ([3, 1], -1)
    """
    left = crowd.need[person] - near * crowd.pull_near[degree]
    if left <= 0:
        return 0
    if crowd.pull <= 0:
        return NOBODY
    level = (left + crowd.pull - 1) // crowd.pull
    return level if level <= len(crowd.acts) else NOBODY


@inlined
@scalar
def put(waiting: Waiting, person: int, level: int) -> int:
    """Put a person into a bucket; return the bucket."""
    next_one = waiting.head[level]
    waiting.after[person] = next_one
    waiting.before[person] = NOBODY
    if next_one >= 0:
        waiting.before[next_one] = person
    waiting.head[level] = person
    return level


@inlined
@scalar
def take(waiting: Waiting, person: int, level: int) -> int:
    """Take a person out of her bucket; return the bucket."""
    earlier = waiting.before[person]
    later = waiting.after[person]
    if earlier >= 0:
        waiting.after[earlier] = later
    else:
        waiting.head[level] = later
    if later >= 0:
        waiting.before[later] = earlier
    return level


@inlined
@scalar
def join(crowd: Crowd, waiting: Waiting, person: int, joined: int) -> int:
    """Let a person join; return how many have."""
    crowd.acts[person] = 1
    waiting.queue[joined] = person
    return joined + 1


@scalar
def begin(network: Network, crowd: Crowd, waiting: Waiting) -> int:
    """Queue those who act from the start and put all others into buckets; return how many act.

    Whoever needs nobody waits in bucket 0.
    """
    joined = 0
    for level in range(len(waiting.head)):
        waiting.head[level] = NOBODY
    for person in range(network.nodes):
        waiting.met[person] = 0
        waiting.degree[person] = 0
        # Of a complete network nobody is listed; her degree pulls nobody.
        if network.most > 0:
            waiting.degree[person] = degree_of(network, person, waiting.room)
        if crowd.acts[person] != 0:
            joined = join(crowd, waiting, person, joined)
        else:
            level = level_of(crowd, person, 0, waiting.degree[person])
            if level >= 0:
                put(waiting, person, level)
    return joined


@inlined
@scalar
def spread(network: Network, crowd: Crowd, waiting: Waiting, person: int, seen: int) -> int:
    """Tell the neighbours of one who has joined; return how many of them join in this round.

    ``seen`` is how many act as all see it in this round. Those who join stand at the end of the
    queue, whose length is the last entry of ``room``.
    """
    count = neighbours_into(network, person, waiting.room)
    last = len(waiting.room) - 1
    before = waiting.room[last]
    for k in range(count):
        other = waiting.room[k]
        if crowd.acts[other] == 0:
            near = waiting.met[other]
            degree = waiting.degree[other]
            old = level_of(crowd, other, near, degree)
            new = level_of(crowd, other, near + 1, degree)
            waiting.met[other] = near + 1
            if new >= 0 and new != old:
                if old >= 0:
                    take(waiting, other, old)
                if new <= seen:
                    waiting.room[last] = join(crowd, waiting, other, waiting.room[last])
                else:
                    put(waiting, other, new)
    return int(waiting.room[last] - before)


@scalar
def grown(network: Network, crowd: Crowd, waiting: Waiting) -> Growth:
    """Let a crowd grow until nothing changes; return how far, and in how many rounds.

    ``waiting.room`` has one place more than anybody has neighbours.
    """
    last = len(waiting.room) - 1
    seen = begin(network, crowd, waiting)
    waiting.room[last] = seen
    first = 0
    emptied = 0
    rounds = 0
    growing = True
    while growing:
        for k in range(first, seen):
            spread(network, crowd, waiting, waiting.queue[k], seen)
        # Levels beyond the last bucket are nobody's.
        end = min(seen + 1, len(waiting.head))
        for level in range(emptied, end):
            person = waiting.head[level]
            while person >= 0:
                later = waiting.after[person]
                waiting.room[last] = join(crowd, waiting, person, waiting.room[last])
                person = later
            waiting.head[level] = NOBODY
        emptied = max(emptied, end)
        first = seen
        seen = waiting.room[last]
        growing = seen > first
        if growing:
            rounds += 1
    return Growth(seen, rounds)


@scalar
def swept(network: Network, crowd: Crowd, waiting: Waiting) -> Growth:
    """Return the same as :func:`grown`: in every round everybody looks at all her neighbours."""
    seen = 0
    for person in range(network.nodes):
        seen += crowd.acts[person]
    rounds = 0
    growing = True
    while growing:
        joined = 0
        for person in range(network.nodes):
            if crowd.acts[person] == 0:
                count = neighbours_into(network, person, waiting.room)
                near = 0
                for k in range(count):
                    near += crowd.acts[waiting.room[k]]
                pulled = crowd.pull * seen + crowd.pull_near[count] * near
                if pulled >= crowd.need[person]:
                    waiting.queue[joined] = person
                    joined += 1
        for k in range(joined):
            crowd.acts[waiting.queue[k]] = 1
        seen += joined
        growing = joined > 0
        if growing:
            rounds += 1
    return Growth(seen, rounds)


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
