"""The whole calibration, step by step, in one folder: interrupted, it goes on where it was.

Wave 1 fills the prior; a first posterior says where to look; wave 2 fills that neighbourhood; the
second posterior is the one. Worlds simulated at its draws, without any emulator, are what the
scoreboard shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.bank import Setting, bank_of, design, run_points
from interregnum.calibration.fitting import Checked, Fit, check, fit, observed_of
from interregnum.calibration.gate import with_part
from interregnum.calibration.libraries import library
from interregnum.calibration.shipping import direct_part, facts_of
from interregnum.experiments.whole_file import write_whole

if TYPE_CHECKING:
    from interregnum.calibration.material import Bank, Observed

Floats: TypeAlias = NDArray[np.float64]

FIRST_STEPS = 3_000
"""Of the first chain at most: it only says where to look, and the second wave hangs on it."""
WIDENED = 1.5
"""How much wider than the first posterior the second wave is, on the scale of normal scores."""
SECOND, DIRECT = 100_000, 200_000  # where the numbers of wave 2 and of direct worlds begin


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much is simulated and sampled.

    Parameters
    ----------
    first, second
        Design points of the two waves.
    direct
        Worlds simulated at posterior draws.
    steps
        Of each start of the last chain; 3,000 left its starts with unequal spreads.
    seed
        Of everything.
    """

    first: int = 512
    second: int = 256
    direct: int = 240
    steps: int = 12_000
    seed: int = 1989


def second_wave(places: Floats, points: int, seed: int) -> Floats:
    """Return design points in the neighbourhood of posterior draws.

    Parameters
    ----------
    places
        Draws in the unit cube, shape (n, parameters).
    points
        How many.
    seed
        Of the choice.

    Returns
    -------
    Shape (points, parameters): draws spread around their mean on normal scores, so that the
    neighbourhood is a little wider than what it is to pin down.
    """
    ndtri, ndtr = library("scipy.special").ndtri, library("scipy.special").ndtr
    chosen = np.random.default_rng(seed).choice(len(places), points, replace=len(places) < points)
    scores = ndtri(np.clip(places, 1e-6, 1.0 - 1e-6))
    centre = scores.mean(axis=0)
    found: Floats = ndtr(centre + WIDENED * (scores[chosen] - centre))
    return np.clip(found, 1e-6, 1.0 - 1e-6)


@dataclass(frozen=True)
class Course:
    """A calibration in its folder.

    Parameters
    ----------
    folder
        Where design points, chains and draws are kept.
    effort
        How much is done.
    setting
        What is the same at every design point.
    workers
        Points simulated at once.
    told
        Called with a step's name, what is done of it, and all of it.
    """

    folder: Path
    effort: Effort = Effort()
    setting: Setting = field(default_factory=Setting)
    workers: int = 2
    told: Callable[[str, int, int], None] = lambda step, done, of: None

    def wave(self, name: str, places: Floats, first: int) -> None:
        """Simulate the points of a wave that have not landed."""
        run_points(
            self.folder / name,
            places,
            self.setting,
            first=first,
            workers=self.workers,
            told=lambda done, of: self.told(name, done, of),
        )

    def bank(self, names: tuple[str, ...], *waves: str) -> Bank:
        """Return the bank of some waves."""
        return bank_of([self.folder / wave for wave in waves], names)

    def run(self) -> tuple[Fit, Checked]:
        """Return the fit and what the gate says of it, every step done or taken up."""
        observed = self.observed()
        effort = self.effort
        self.wave("wave-1", design(effort.first, effort.seed), 0)
        some_steps = min(effort.steps, FIRST_STEPS)
        first = self._fit("chain-1", self.bank(observed.names, "wave-1"), observed, some_steps)
        places = self._kept("wave-2", first.posterior.places)
        self.wave("wave-2", places, SECOND)
        both = self.bank(observed.names, "wave-1", "wave-2")
        found = self._fit("chain-2", both, observed, effort.steps)
        draws = found.posterior.places
        some = draws[np.linspace(0, len(draws) - 1, effort.direct).astype(int)]
        self.wave("direct", some, DIRECT)
        self.told("gate", 0, 1)
        checked = check(found, observed, seed=effort.seed)
        self.told("gate", 1, 1)
        return found, self._with_worlds(checked)

    def _with_worlds(self, checked: Checked) -> Checked:
        """Return the checks with what the worlds at posterior draws say, without any emulator."""
        from interregnum.calibration.record import record_facts
        from interregnum.calibration.targets import TARGETS

        worlds = self.direct_worlds(tuple(target.name for target in TARGETS))
        part = direct_part(facts_of(record_facts(), worlds), len(worlds.places))
        return replace(checked, gate=with_part(checked.gate, part))

    def observed(self) -> Observed:
        """Return the facts of the record that are fitted."""
        from interregnum.calibration.record import record_facts

        return observed_of(record_facts())

    def direct_worlds(self, names: tuple[str, ...]) -> Bank:
        """Return the facts of the worlds simulated at posterior draws."""
        return self.bank(names, "direct")

    def _fit(self, name: str, bank: Bank, observed: Observed, steps: int) -> Fit:
        chain = self.folder / name
        chain.mkdir(parents=True, exist_ok=True)
        self.told(name, 0, 1)
        found = fit(
            bank,
            observed,
            seed=self.effort.seed,
            workers=self.workers,
            steps=steps,
            checkpoints=chain,
        )
        self.told(name, 1, 1)
        return found

    def _kept(self, name: str, draws: Floats) -> Floats:
        """Return the places of the second wave, chosen once: a later look does not move them."""
        path = self.folder / f"{name}.json"
        if not path.exists():
            places = second_wave(draws, self.effort.second, self.effort.seed)
            content: dict[str, Any] = {"places": places.tolist()}
            text = json.dumps(content).encode()
            write_whole(path, lambda stream: stream.write(text))
        found: Floats = np.array(json.loads(path.read_text(encoding="utf-8"))["places"])
        return found[: self.effort.second]
