"""Placebos and other selections: each a bank of its own, fitted in the same way and compared.

A placebo takes away what the argument is about and keeps what remains: no overestimation and no
news (`null`), then only that rulers differ (`frailty_only`), then only that a failure invites the
next attempt (`excitation_only`). A selection plays another equilibrium where there are several.
All have the same design points and the same draws of chance, and the same emulator, sampler and
facts; what a model fixes does not move its facts, and costs it nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interregnum.calibration.bank import Setting, bank_of, design, run_points
from interregnum.calibration.emulator import LEAST_POINTS, fit_emulator, refitted
from interregnum.calibration.fitted import NAMES, PRIOR_SPREAD
from interregnum.calibration.fitting import observed_of
from interregnum.calibration.importance import prior_pool, weighted_posterior
from interregnum.calibration.likelihood import Likelihood, likelihood_of
from interregnum.calibration.placebos import Compared, compared
from interregnum.calibration.predictive import predictive
from interregnum.errors import ScenarioError, nearest
from interregnum.experiments.whole_file import write_whole
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    from interregnum.calibration.material import Bank, Observed

FORMAT = 1
SHIPPED = Path(__file__).with_name("shipped") / "placebos.json"
REFERENCE = "reference"
NO_NEWS = 1e-4
"""Precision of news that says nothing: its noise is a hundred times the regime's strength."""
LEAST_FRAILTY = 41.0
"""Precision of the prior belief at which rulers of a type differ least (s_f = .1, the model's
floor); that they do not differ at all, the model cannot say."""
FEWEST_POINTS = 64
LEAST_EFFECTIVE = 50.0
_NULL = {
    "start.full_overestimation": 0.0,
    "public_signal.exposure_precision": NO_NEWS,
    "public_signal.margin_precision": NO_NEWS,
}
TAU = NAMES.index("public_signal.margin_precision")


class Rival(NamedTuple):
    """A model that is fitted beside the reference.

    Parameters
    ----------
    name
        In tables and folders.
    words
        What it is, for a reader.
    fixed
        Values of parameters that hold instead of what a design point gives.
    settings
        Pairs of a dotted key and a value, as ``--set`` takes them.
    """

    name: str
    words: str
    fixed: Mapping[str, float]
    settings: tuple[tuple[str, Any], ...] = ()


RIVALS: tuple[Rival, ...] = (
    Rival(REFERENCE, "the model, the focal equilibrium where there are several", {}),
    Rival("null", "no overestimation (o = 0) and no news (τ_e, τ_m → 0)", _NULL),
    Rival(
        "frailty_only",
        "null, and no failure invites the next attempt: rulers differ, and that is all",
        {**_NULL, "opportunity.excitation_jump": 0.0, "opportunity.plot_deterrence": 0.0},
    ),
    Rival(
        "excitation_only",
        "null, and rulers of a type differ as little as the model can say (s_f = .1)",
        {**_NULL, "start.public_precision": LEAST_FRAILTY},
    ),
    Rival("largest", "the largest equilibrium attack", {}, (("selection", "largest"),)),
    Rival("smallest", "the smallest equilibrium attack", {}, (("selection", "smallest"),)),
)


class Standing(NamedTuple):
    """How one model stands with the record.

    Parameters
    ----------
    inside, voting
        Facts inside an interval that is not too wide, of those that vote.
    joint_p
        Posterior predictive p-value of the joint chi-squared.
    margin_precision_sd
        Posterior standard deviation of τ_m by its prior's, for the question whether it is
        identified under each selection.
    points
        Design points.
    """

    inside: int
    voting: int
    joint_p: float
    margin_precision_sd: float
    points: int


@dataclass(frozen=True, kw_only=True)
class RivalCourse:
    """The comparison in its folder: interrupted, it goes on where it was.

    Parameters
    ----------
    folder
        Where design points are kept, a folder a model.
    names
        Of the models; the reference is always one of them.
    points
        Design points of each.
    seed
        Of everything; that of the calibration, so that its points can serve.
    reference
        The folder of the calibration's first wave, whose points are those of the reference.
    workers
        Points simulated at once.
    told
        Called with a step's name, what is done of it, and all of it.
    """

    folder: Path
    names: tuple[str, ...] = tuple(rival.name for rival in RIVALS)
    points: int = 128
    seed: int = 1989
    reference: Path | None = None
    workers: int = 2
    told: Callable[[str, int, int], None] = lambda step, done, of: None

    def __post_init__(self) -> None:
        """Refuse names that are none, and too few points for a surface."""
        for name in self.names:
            rival_named(name)
        if self.points < FEWEST_POINTS:
            msg = f"placebos: {self.points} design points are too few for a surface over twelve "
            raise ScenarioError(f"{msg}parameters; give {FEWEST_POINTS} or more")

    @property
    def rivals(self) -> tuple[Rival, ...]:
        """The models, the reference first."""
        return tuple(one for one in RIVALS if one.name in {REFERENCE, *self.names})

    def simulate(self) -> None:
        """Simulate the points that have not landed."""
        places = design(self.points, self.seed)
        for rival in self.rivals:
            if rival.name == REFERENCE and self.reference is not None:
                _taken_over(self.reference, self.folder / REFERENCE, self.points)
            setting = Setting(settings=rival.settings, fixed=rival.fixed, seed=self.seed)
            run_points(
                self.folder / rival.name,
                places,
                setting,
                workers=self.workers,
                told=lambda done, of, name=rival.name: self.told(name, done, of),  # type: ignore[misc]
            )

    def run(self, observed: Observed | None = None) -> dict[str, Any]:
        """Return the comparison as plain values, every point simulated or taken up."""
        if observed is None:
            from interregnum.calibration.record import record_facts

            observed = observed_of(record_facts())
        self.simulate()
        banks = {
            rival.name: bank_of([self.folder / rival.name], observed.names) for rival in self.rivals
        }
        return compared_banks(banks, observed, self)


def rival_named(name: str) -> Rival:
    """Return a model by its name.

    Raises
    ------
    ScenarioError
        If there is none; the nearest name is told.

    Examples
    --------
    >>> rival_named("largest").settings
    (('selection', 'largest'),)
    """
    found = {rival.name: rival for rival in RIVALS}
    if name not in found:
        raise ScenarioError(f"placebos: {name} is no model; {nearest(name, found)}")
    return found[name]


def _taken_over(source: Path, folder: Path, points: int) -> None:
    """Copy the points of a calibration's first wave; those of another model are refused later."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(points):
        there, here = source / f"{number:06d}.json", folder / f"{number:06d}.json"
        if there.is_file() and not here.exists():
            shutil.copyfile(there, here)


def compared_banks(
    banks: Mapping[str, Bank], observed: Observed, course: RivalCourse
) -> dict[str, Any]:
    """Return what the record says of models, each known by its bank.

    Parameters
    ----------
    banks
        By name, the reference among them.
    observed
        The facts of the record that are fitted.
    course
        Seed, workers and whom to tell.
    """
    models, standing = {}, {}
    names = known_in_all(banks)
    left_out = [name for name in observed.names if name not in names]
    observed = observed.only(names)
    for done, (name, whole_bank) in enumerate(banks.items()):
        course.told("fits", done, len(banks))
        bank = whole_bank.only(names)
        emulator = fit_emulator(bank, seed=course.seed, workers=course.workers)
        whole = refitted(emulator, bank, workers=course.workers)
        models[name] = likelihood_of(whole, observed)
        standing[name] = _standing(models[name], len(bank.places), course.seed)
    course.told("fits", len(banks), len(banks))
    rows = compared(models, reference=REFERENCE, seed=course.seed)
    return {
        "format": FORMAT,
        "model": MODEL_VERSION,
        "interregnum": __version__,
        "facts": len(observed.names),
        "left_out": left_out,
        "seed": course.seed,
        "models": [_row(row, standing[row.name]) for row in rows],
    }


def known_in_all(banks: Mapping[str, Bank]) -> tuple[str, ...]:
    """Return the facts of which every model has cases at enough points to be fitted.

    What one model does not tell is left out for all; a fifth of the points is held out of fits.
    """
    names = next(iter(banks.values())).names
    cases = [np.isfinite(bank.facts).sum(axis=0) for bank in banks.values()]
    kept = np.min(cases, axis=0) >= 2 * LEAST_POINTS
    return tuple(name for name, keep in zip(names, kept, strict=True) if keep)


def _standing(likelihood: Likelihood, points: int, seed: int) -> Standing:
    """Return how a model's posterior predicts the record."""
    posterior = weighted_posterior(likelihood, prior_pool(likelihood, seed=seed), seed=seed)
    places = posterior.resampled(1000, seed)
    checked = predictive(likelihood, places, seed=seed)
    voting = [fact for fact in checked.facts if fact.votes]
    inside = sum(fact.counts for fact in voting)
    spread = float(places[:, TAU].std() / PRIOR_SPREAD) if places.shape[1] > TAU else float("nan")
    return Standing(inside, len(voting), checked.joint_p, spread, points)


def _row(row: Compared, standing: Standing) -> dict[str, Any]:
    """Return a model as plain values."""
    fixed = rival_named(row.name)
    told = {"words": fixed.words, "fixed": dict(fixed.fixed), "settings": dict(fixed.settings)}
    found = {**asdict(row), **standing._asdict(), **told}
    found["trusted"] = row.effective >= LEAST_EFFECTIVE
    return {key: _plain(value) for key, value in found.items()}


def _plain(value: Any) -> Any:
    """Return a number to six digits, None where it is none."""
    if isinstance(value, float):
        return float(f"{value:.6g}") if np.isfinite(value) else None
    return value


def write_rivals(path: Path, content: Mapping[str, Any]) -> None:
    """Write a comparison whole.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    write_whole(path, lambda stream: stream.write(text.encode("utf-8")))
