"""Ticks a second of Epstein's run 2 in exact random order, against Mesa and NumPy.

    python benchmarks/bench_epstein.py [--size 40] [--ticks 300] [--repeats 5]

Prints; asserts nothing. Mesa's stock example (its own rules: a diamond, jailed people in the way)
takes part if it is installed, with its collection of data off. NumPy's peer lets all move and
decide at once, which is another model with the same work. All take one thread, so processor time
is compared: a busy machine disturbs it less.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from interregnum.canonical.lattice.ground import disc_of
from interregnum.canonical.shelf import solution_of
from interregnum.kernels.scalar import Target

VISION = 7.0


def median_tick(work: Callable[[int], Any], ticks: int, repeats: int) -> float:
    """Return the median time of a tick, after one that is not counted."""
    work(1)
    times = []
    for _ in range(repeats):
        begun = time.process_time()
        work(ticks)
        times.append((time.process_time() - begun) / ticks)
    return statistics.median(times)


def ours(size: int, ticks: int) -> None:
    """Play run 2."""
    solution_of("epstein", {"run": 2, "size": size, "steps": ticks}, Target.CPU)


class Square:
    """Run 2 with NumPy: everybody looks, then some move, then the cops arrest."""

    def __init__(self, size: int) -> None:
        self.size, self.draw = size, np.random.default_rng(7)
        sites = size * size
        order = self.draw.permutation(sites)
        cops, citizens = round(0.04 * sites), round(0.7 * sites)
        self.cops, self.citizens = order[:cops], order[cops : cops + citizens]
        self.hardship, self.risk = self.draw.random((2, citizens))
        self.active = np.zeros(citizens, bool)
        self.term = np.zeros(citizens, np.int64)
        reach = disc_of(VISION)
        rows = len(reach) // 2
        self.offsets = np.array(
            [(y - rows, x) for y, far in enumerate(reach) for x in range(-far, far + 1)]
        )
        kernel = np.zeros((size, size))
        kernel[self.offsets[:, 0] % size, self.offsets[:, 1] % size] = 1.0
        self.kernel = np.fft.rfft2(kernel)

    def near(self, places: Any) -> Any:
        """Return how many of these places lie within sight of each site."""
        field = np.bincount(places, minlength=self.size**2).reshape(self.size, self.size)
        seen = np.fft.irfft2(np.fft.rfft2(field) * self.kernel, field.shape)
        return np.rint(seen).astype(np.int64).ravel()

    def sites_near(self, places: Any) -> Any:
        """Return one site within sight of each place."""
        step = self.offsets[self.draw.integers(0, len(self.offsets), len(places))]
        row = (places // self.size + step[:, 0]) % self.size
        return row * self.size + (places % self.size + step[:, 1]) % self.size

    def move(self, places: Any, free: Any) -> None:
        """Let whoever names a free site first move there."""
        wanted = self.sites_near(places)
        first = np.zeros(len(places), bool)
        first[np.unique(wanted, return_index=True)[1]] = True
        goes = first & free[wanted]
        free[places[goes]] = True
        places[goes] = wanted[goes]
        free[places] = False

    def tick(self) -> None:
        """Advance by one tick."""
        free = np.ones(self.size**2, bool)
        at_large = self.term <= 0
        free[self.citizens[at_large]] = free[self.cops] = False
        places = self.citizens[at_large]
        self.move(places, free)
        self.citizens[at_large] = places
        self.move(self.cops, free)
        cops, active = self.near(self.cops), self.near(self.citizens[self.active])
        ratio = cops[self.citizens] // np.maximum(active[self.citizens], 1)
        risk = self.risk * (1.0 - np.exp(-2.3 * ratio))
        self.active = at_large & (self.hardship * 0.18 - risk > 0.1)
        holder = np.full(self.size**2, -1)
        holder[self.citizens[self.active]] = np.flatnonzero(self.active)
        for _ in range(2):
            caught = holder[self.sites_near(self.cops)]
            caught = caught[caught >= 0]
            self.active[caught] = False
            self.term[caught] = self.draw.integers(0, 31, len(caught))
        self.term -= 1


def numpy_play(size: int) -> Callable[[int], None]:
    """Return a play of the NumPy peer."""
    square = Square(size)

    def play(ticks: int) -> None:
        for _ in range(ticks):
            square.tick()

    return play


def mesa_play(size: int) -> Callable[[int], None]:
    """Return a play of Mesa's stock example with run 2's numbers."""
    from mesa.examples.advanced.epstein_civil_violence.model import EpsteinCivilViolence

    model = EpsteinCivilViolence(
        width=size, height=size, cop_density=0.04, legitimacy=0.82, max_jail_term=30, seed=7
    )
    model.datacollector.collect = lambda _: None

    def play(ticks: int) -> None:
        for _ in range(ticks):
            model.step()

    return play


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, nargs="*", default=[40, 200])
    parser.add_argument("--ticks", type=int, default=300)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores")
    for size in options.size:
        ticks = max(10, options.ticks * 1600 // size**2)
        # What a play costs before its first tick is not a tick's.
        begin = median_tick(lambda n, size=size: ours(size, 1), 1, options.repeats)
        whole = median_tick(lambda n, size=size: ours(size, n), 10 * ticks, options.repeats)
        mine = whole - begin / (10 * ticks)
        print(f"(b) {size} x {size}: {1e6 * mine:.0f} us a tick")
        theirs = median_tick(numpy_play(size), ticks, options.repeats)
        print(f"  NumPy, all at once: {1e6 * theirs:.0f} us; ratio {theirs / mine:.1f}")
        if importlib.util.find_spec("mesa") is None:
            print("  Mesa: not installed")
            continue
        theirs = median_tick(mesa_play(size), max(2, ticks // 50), options.repeats)
        print(f"  Mesa: {1e6 * theirs:.0f} us; ratio {theirs / mine:.0f}")


if __name__ == "__main__":
    main()
