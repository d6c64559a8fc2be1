"""How a crowd grows: buckets of those who wait, rounds of those who join, and the plain sweep."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import NamedTuple

from interregnum.kernels.scalar import inlined, scalar
from interregnum.networks.network import Network, degree_of, neighbours_into

NOBODY = -1


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
