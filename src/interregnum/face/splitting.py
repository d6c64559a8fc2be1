"""How much is luck, and can anybody say when: what `interregnum split` and ``ir.split`` give."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.face.sensing import check_statistics, plain, provenance_of, saved
from interregnum.kernels.scalar import chosen_target

if TYPE_CHECKING:
    from interregnum.experiments.kept_values import KeptValues
    from interregnum.experiments.mode_skill import ModeSkill
    from interregnum.experiments.nested_design import Nesting
    from interregnum.experiments.skill import Skill
    from interregnum.experiments.variance_split import Split
    from interregnum.face.case import Case
    from interregnum.report.canvas import Drawing

Progress = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True)
class Splitting:
    """The parts of variances, and the skill of forecasts.

    Parameters
    ----------
    asked
        The nested design.
    pasts, futures
        Of the forecasts.
    splits
        One an outcome.
    skills
        Of a removal: one a day of forecast and number of days ahead.
    modes
        Of the mode of a removal that comes: one a day of forecast.
    """

    asked: Nesting
    pasts: int
    futures: int
    splits: Mapping[str, Split]
    skills: tuple[Skill, ...]
    modes: tuple[ModeSkill, ...] = ()

    def runs(self) -> int:
        """Return how many runs and futures it took."""
        forecast = {row.at: row.pasts for row in self.skills}
        return self.asked.runs() + self.futures * sum(forecast.values())

    def content(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; what has no value is None."""
        from interregnum.scenario.load import scenario_hash
        from interregnum.version import MODEL_VERSION, __version__

        asked = self.asked
        return {
            "kind": "split",
            "package_version": __version__,
            "model_version": MODEL_VERSION,
            "scenario": asked.scenario.scenario,
            "scenario_sha256": scenario_hash(asked.scenario),
            "seed": asked.seed,
            "points": asked.points,
            "rulers": asked.rulers,
            "lives": asked.lives,
            "structures": {key: list(values) for key, values in asked.structures.items()},
            "runs": asked.runs(),
            "pasts": self.pasts,
            "futures": self.futures,
            "splits": {
                name: {key: plain(part) for key, part in split._asdict().items()}
                for name, split in self.splits.items()
            },
            "skills": [
                {**row._asdict(), "oracle": plain(row.oracle), "observer": plain(row.observer)}
                for row in self.skills
            ],
            "modes": [
                {**row._asdict(), "oracle": plain(row.oracle), "observer": plain(row.observer)}
                for row in self.modes
            ],
        }

    def save(self, folder: str | Path) -> Path:
        """Write ``split.json`` into a new folder.

        Raises
        ------
        StudyError
            If the folder exists or cannot be written; nothing is left behind.
        """
        return saved(folder, "split.json", self.content())

    def plot(self, *files: str | Path) -> Drawing:
        """Draw the parts of each variance and skill over days, and write it if files are named."""
        from interregnum.report.split_plots import split_figure

        drawing = split_figure(
            self.splits,
            self.skills,
            title=f"How much is luck, and can anybody say when?\n{self.asked.scenario.title}",
            provenance=provenance_of(self.asked.scenario, self.asked.seed, self.runs()),
        )
        drawing.write(files)
        return drawing

    def __repr__(self) -> str:
        return f"<Split of {self.asked.scenario.scenario}: {', '.join(self.splits)}>"


def split(
    case: Case | str,
    *,
    at: int | Sequence[int] = (0, 30),
    pasts: int = 400,
    futures: int = 10,
    progress: Progress | None = None,
    **options: Any,
) -> Splitting:
    """Return what decides outcomes, and how well they can be foretold: ``ir.split("mutiny-2023")``.

    Parameters
    ----------
    case
        A case or the name of one.
    at
        Days on which forecasts are made [d]; none: no forecasts.
    pasts, futures
        Pasts that are forecast, and futures of each by which the oracle knows its chances.
    progress
        Called with runs of the nested design landed and all of them.
    options
        ``outcomes``, ``structures``, ``points``, ``rulers``, ``lives``, ``seed``, ``workers`` of
        :class:`interregnum.experiments.nested_design.Nesting`.

    Raises
    ------
    ScenarioError
        If an outcome, structure or number is wrong.
    UsageError
        If the statistics libraries are not installed.
    """
    days = (at,) if isinstance(at, int) else tuple(at)
    asked = asked_for(case, **options)
    return split_as_asked(asked, days, (pasts, futures), progress)


def split_as_asked(
    asked: Nesting,
    at: Sequence[int],
    sizes: tuple[int, int],
    progress: Progress | None = None,
    kept: KeptValues | None = None,
) -> Splitting:
    """Return a split of a nested design, with forecasts of so many pasts and futures."""
    # Forecasts come first: what is wrong with their days is told before the long design runs.
    skills, modes = forecasts(asked, at, sizes, kept)
    return Splitting(asked, *sizes, asked.splits(progress, kept), skills, modes)


def identity(asked: Nesting, at: Sequence[int], sizes: tuple[int, int]) -> dict[str, Any]:
    """Return all that the values of a split depend on, for a folder that keeps them."""
    content = Splitting(asked, *sizes, {}, ()).content()
    bare = {key: content[key] for key in content if key not in ("splits", "skills", "modes")}
    return {**bare, "package_version": None, "outcomes": list(asked.outcomes), "at": list(at)}


def asked_for(case: Case | str, **options: Any) -> Nesting:
    """Return a nested design as it is asked for; nothing is run yet, and everything is checked."""
    from interregnum.experiments.nested_design import Nesting
    from interregnum.face.case import load

    given = load(case) if isinstance(case, str) else case
    return Nesting(scenario=given.scenario, target=chosen_target(), **options)


def forecasts(
    asked: Nesting, at: Sequence[int], sizes: tuple[int, int], kept: KeptValues | None = None
) -> tuple[tuple[Skill, ...], tuple[ModeSkill, ...]]:
    """Return the skill of forecasts made on each day, under the case's own structure."""
    if at:
        check_statistics("sklearn")
    from interregnum.experiments.skill import Asked, check_days, skills

    whose = Asked(asked.plan, asked.seed, *sizes, asked.workers, asked.target)
    for day in at:
        check_days(whose, day)
    found = [skills(whose, day, kept) for day in at]
    return tuple(row for day in found for row in day.skills), tuple(day.mode for day in found)
