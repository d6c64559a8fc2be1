r"""Noisy contagion: everybody chooses anew in each step, with a chance that neighbours decide.

Equations
---------
In a step, one with d neighbours of whom m act does so next with the chance that a table gives for
d and m: logistic, or any other. All look at the state of the step before.

Method
------
A run's state is one bit a person. Persons are numbered by degree, so that a loop over neighbours
is as long as the last one. Random words are looked up for 256 persons at a time, one of 32 bits
each. In an ensemble, 64 runs advance together: one 64-bit word a person, a bit a run, so that a
look at a neighbour serves all; neighbours who act are counted in binary, a word a digit. Each run
has its own words, so it is bit for bit the run that it would be alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from interregnum.errors import ScenarioError
from interregnum.kernels.arrays import array_of, filled_array
from interregnum.kernels.launch import load_entry
from interregnum.kernels.random import Address, Blocks
from interregnum.kernels.scalar import Target
from interregnum.networks.given_networks import by_region
from interregnum.networks.network import Network
from interregnum.networks.steps import LANES, Sheet, step_bits, step_lanes

_CHUNK = 1 << 14
_WORDS = 1 << 32
# Digits of a count of neighbours: up to 31 of them.
MOST_NEIGHBOURS = 31


def sheet_of(network: Network, chance: Callable[[int, int], float]) -> tuple[Sheet, list[int]]:
    """Return a stored network's persons by degree with their chances, and their former numbers.

    Parameters
    ----------
    network
        Stored, with at most ``MOST_NEIGHBOURS`` neighbours a person.
    chance
        Of acting next, by how many neighbours one has and how many of them act [1].

    Raises
    ------
    ScenarioError
        If somebody has more neighbours.
    """
    if network.most > MOST_NEIGHBOURS:
        msg = (
            f"networks: somebody has {network.most} neighbours; noisy contagion counts up to "
            f"{MOST_NEIGHBOURS}: give a network of a smaller degree"
        )
        raise ScenarioError(msg)
    target = Target.PYTHON if isinstance(network.start, list) else Target.CPU
    degrees = [int(d) for d in _differences(network.start)]
    by_degree, former = by_region(network, degrees)
    offsets: dict[int, int] = {}
    table: list[int] = []
    for degree in sorted(set(degrees)):
        offsets[degree] = len(table)
        table += [int(chance(degree, m) * _WORDS) for m in range(degree + 1)]
    base = [offsets[degrees[node]] for node in former]
    return Sheet(
        by_degree.start,
        by_degree.neighbour,
        array_of(target, "int64", base),
        array_of(target, "int64", table),
    ), former


def _differences(values: Sequence[int]) -> Any:
    import numpy as np

    return np.diff(np.asarray(values))


_SOURCE = """
def NAME(seed, run, day, first, end, start, neighbour, base, chance, state, out, w0, w1, w2, w3):
    sheet = Sheet(start, neighbour, base, chance)
    words = Blocks(w0, w1, w2, w3)
    return rule(sheet, state, out, words, Address(seed, run, day), (first, end))
"""
_LONG = "int64[::1]"
_SIGNATURE = f"int64({', '.join(['int64'] * 5)}, {_LONG}, int32[::1], {', '.join([_LONG] * 8)})"


@cache
def _entry(lanes: bool, target: Target) -> Any:
    name = "contagion_lanes" if lanes else "contagion_bits"
    bindings = {
        "Sheet": Sheet,
        "Blocks": Blocks,
        "Address": Address,
        "rule": step_lanes if lanes else step_bits,
    }
    return load_entry(name, _SOURCE.replace("NAME", name), bindings, _SIGNATURE, target)


class Contagion:
    """One run, or 64 together, of noisy contagion on a sheet.

    Parameters
    ----------
    sheet
        From :func:`sheet_of`.
    place
        Where draws are looked up; 64 runs are those from ``place.run`` on, and days count from
        ``place.day``.
    lanes
        Whether 64 runs advance together.
    threads
        How many; the states are the same.
    target
        Whose arrays the sheet has.

    Notes
    -----
    Nobody acts in the first state. Memory: two bits a person, or 16 bytes a person for 64 runs,
    beside the sheet.
    """

    def __init__(
        self,
        sheet: Sheet,
        place: Address,
        *,
        lanes: bool = False,
        threads: int = 1,
        target: Target = Target.CPU,
    ) -> None:
        self._sheet, self._place, self._lanes, self._target = sheet, place, lanes, target
        self._people = len(sheet.base)
        words = self._people if lanes else (self._people + 63) // 64
        self._state = filled_array(target, "int64", words, 0)
        self._next = filled_array(target, "int64", words, 0)
        self._day = place.day
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def step(self) -> None:
        """Let everybody choose once."""
        run = _entry(self._lanes, self._target)
        at = (self._place.seed, self._place.run, self._day)

        def stretch(first: int) -> None:
            words = [filled_array(self._target, "int64", LANES, 0) for _ in range(4)]
            end = min(first + _CHUNK, self._people)
            run(*at, first, end, *self._sheet, self._state, self._next, *words)

        starts = range(0, self._people, _CHUNK)
        if self._pool is None:
            for first in starts:
                stretch(first)
        else:
            list(self._pool.map(stretch, starts))
        self._state, self._next = self._next, self._state
        self._day += 1

    def acting(self, lane: int = 0) -> list[int]:
        """Return who acts in one run: 1 or 0 a person."""
        if self._lanes:
            return [(int(self._state[i]) >> lane) & 1 for i in range(self._people)]
        return [(int(self._state[i >> 6]) >> (i & 63)) & 1 for i in range(self._people)]

    def close(self) -> None:
        """Let go of the threads."""
        if self._pool is not None:
            self._pool.shutdown()
