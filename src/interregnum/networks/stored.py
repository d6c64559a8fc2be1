"""From ties that nodes begin to lists of neighbours: in chunks of nodes that threads share."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from interregnum.kernels.arrays import array_of, filled_array
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target
from interregnum.networks.network import Network, listed
from interregnum.networks.wiring import Plan, make_mutual

CHUNK = 1 << 14
_LONG, _SHORT, _NUMBERS = "int64[::1]", "int32[::1]", "float64[::1]"
_ROWS_SIGNATURE = f"int64({', '.join(['int64'] * 5)}, {_LONG}, {_NUMBERS}, {_LONG}, {_SHORT})"
_ROWS = """
def NAME(first, end, write, nodes, seed, whole, numbers, rows, out):
    plan = Plan(nodes, seed, whole, numbers)
    for node in range(first, end):
        count = rule(plan, node, out, rows[node], write)
        if write == 0:
            rows[node + 1] = count
    return 0
"""
_MUTUAL = """
def make_mutual_lists(begun, rows, start, neighbour, cursor):
    return make_mutual(begun, rows, start, neighbour, cursor)
"""


@cache
def _rows(rule: Callable[..., int], target: Target) -> Any:
    name = f"ties_{rule.__name__}"
    source = _ROWS.replace("NAME", name)
    return load_entry(name, source, {"Plan": Plan, "rule": rule}, _ROWS_SIGNATURE, target)


@cache
def _mutual(target: Target) -> Any:
    signature = f"int64({_SHORT}, {_LONG}, {_LONG}, {_SHORT}, {_LONG})"
    return load_entry("make_mutual_lists", _MUTUAL, {"make_mutual": make_mutual}, signature, target)


def _threads() -> int:
    """Return how many threads to use: ``NUMBA_NUM_THREADS`` if set, else the cores at hand."""
    named = os.environ.get("NUMBA_NUM_THREADS", "")
    return int(named) if named.isdigit() and int(named) > 0 else len(os.sched_getaffinity(0))


def _in_chunks(work: Callable[[int, int], Any], nodes: int, target: Target) -> None:
    """Run a piece of work on all nodes, in chunks that threads share."""
    starts = range(0, nodes, CHUNK)
    if target is Target.PYTHON or len(starts) < 2:
        for first in starts:
            work(first, min(first + CHUNK, nodes))
        return
    with ThreadPoolExecutor(max_workers=_threads()) as pool:
        for done in [pool.submit(work, first, min(first + CHUNK, nodes)) for first in starts]:
            done.result()


def stored(begun: Any, rows: Any, target: Target) -> Network:
    """Return the network of the ties that nodes begin; ties are made mutual, and listed once.

    Parameters
    ----------
    begun, rows
        The other ends of node i's ties are ``begun[rows[i]:rows[i + 1]]``; arrays of the target,
        of 32-bit and 64-bit integers. A tie to oneself is left out.
    target
        Whose arrays these are.

    >>> stored([1, 1, 2], [0, 2, 3, 3], Target.PYTHON)[3:5]
    ([0, 1, 3, 4], [1, 0, 2, 1])
    """
    nodes, ties = len(rows) - 1, int(rows[len(rows) - 1])
    start = filled_array(target, "int64", nodes + 1, 0)
    neighbour = filled_array(target, "int32", 2 * ties, 0)
    cursor = filled_array(target, "int64", nodes, 0)
    entries = int(_mutual(target)(begun, rows, start, neighbour, cursor))
    neighbour = neighbour[:entries] if target is Target.PYTHON else neighbour[:entries].copy()
    return listed(start, neighbour, target)


def wired(rule: Callable[..., int], plan: Plan, target: Target) -> Network:
    """Return the network that a rule of :mod:`wiring` makes of a plan."""
    given = (
        plan.nodes,
        plan.seed,
        array_of(target, "int64", plan.whole),
        array_of(target, "float64", plan.numbers),
    )
    rows = filled_array(target, "int64", plan.nodes + 1, 0)
    counts = filled_array(target, "int64", plan.nodes + 1, 0)
    nothing = filled_array(target, "int32", 1, 0)
    run = _rows(rule, target)
    _in_chunks(lambda a, b: run(a, b, 0, *given, counts, nothing), plan.nodes, target)
    total = 0
    if target is Target.PYTHON:
        for node in range(plan.nodes):
            total += counts[node + 1]
            rows[node + 1] = total
    else:
        counts.cumsum(out=rows)
    out = filled_array(target, "int32", int(rows[plan.nodes]), 0)
    _in_chunks(lambda a, b: run(a, b, 1, *given, rows, out), plan.nodes, target)
    return stored(out, rows, target)
