"""The reference case, forecast twice although its end is known: ``ir.hindcast()``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interregnum.calibration.reference_case import Parameters
    from interregnum.experiments.hindcast import Lived, Order
    from interregnum.experiments.support import Support
    from interregnum.face.case import Case
    from interregnum.report.canvas import Drawing

DEFAULT_NAME = "mutiny-2023"
DEFAULT_RUNS = 2000
# About one ordinary run in a thousand agrees with what was known.
PASTS_A_RUN = 100
# Pairs of runs from which support is told.
PAIRS = 400
Progress = Callable[[str, int, int], None]


@dataclasses.dataclass(frozen=True)
class Hindcast:
    """Two forecasts of a case whose end is known, in numbers, as JSON and as a figure.

    Parameters
    ----------
    order
        What was asked for.
    lived
        Runs by the forecast's name, ``forward`` and ``condition``; None where no past agrees.
    support
        What became of expressed support, by the forecast's name.
    parameters
        Where they come from, and what they may be called.
    """

    order: Order
    lived: Mapping[str, Lived | None]
    support: Mapping[str, Support | None]
    parameters: Parameters

    def content(self) -> dict[str, Any]:
        """Return everything as one JSON object; what is not known is None."""
        from interregnum.calibration.hindcasts import hindcast_content

        return hindcast_content(self)

    def curves(self) -> dict[str, Any]:
        """Return by forecast a data frame: day [d], probability of removal, low, high [1]."""
        import pandas as pd

        from interregnum.experiments.hindcast import families, is_enough, removal_days
        from interregnum.experiments.two_levels import forecast_of

        found = {}
        horizon = int(self.order.scenario.horizon.value)
        for name, lived in self.lived.items():
            if lived is None:
                continue
            days = removal_days(lived)
            shown = sorted({*range(0, horizon + 1, 14), *range(15), horizon})
            rows = [(day, *forecast_of(days < day, families(lived))) for day in shown]
            heads = ["day", "probability", "low", "high", "parameter_sd", "monte_carlo_error"]
            frame = pd.DataFrame(rows, columns=heads)
            if not is_enough(lived):
                frame[["low", "high"]] = float("nan")
            found[name] = frame
        return found

    def drawing(self) -> Drawing:
        """Return the figure: cumulative removal in both forecasts, and the reference classes."""
        from interregnum.report.hindcast_plots import hindcast_figure

        return hindcast_figure(self.content(), self.curves())

    def plot(self, *files: str | Path) -> Drawing:
        """Draw the figure, and write it to files, PNG or SVG.

        Raises
        ------
        UsageError
            If a name ends in neither.
        StudyError
            If a file cannot be written.
        """
        drawing = self.drawing()
        drawing.write(files)
        return drawing

    def save(self, folder: str | Path) -> Path:
        """Write numbers, tables of runs and the figure into a new folder.

        Raises
        ------
        StudyError
            If the folder exists or cannot be written; nothing is left behind.
        """
        import pyarrow as pa

        from interregnum.experiments.store import StudyWriter

        place = Path(folder)
        drawing = self.drawing()
        text = json.dumps(self.content(), indent=2, ensure_ascii=False, allow_nan=False)
        with StudyWriter(place) as writer:
            for name, lived in self.lived.items():
                if lived is not None:
                    frame = lived.runs.assign(row=lived.rows)
                    writer.table(f"{name}.parquet", pa.Table.from_pandas(frame))
            writer.raw("hindcast.json", f"{text}\n".encode())
            writer.raw("hindcast.png", drawing.png())
            writer.raw("hindcast.svg", drawing.svg())
            writer.finish()
        return place

    def __repr__(self) -> str:
        return f"<Hindcast {self.order.scenario.scenario}: {self.order.runs} runs a forecast>"


def hindcast(
    case: Case | str | Path = DEFAULT_NAME,
    *,
    runs: int = DEFAULT_RUNS,
    pasts: int | None = None,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Hindcast:
    """Forecast a case from its onset, and from what was known after it: ``ir.hindcast()``.

    Parameters
    ----------
    case
        A case whose timeline marks what was known, or its name; its horizon is set to three years.
    runs
        Of each forecast: rows of parameters times five runs each.
    pasts
        Short runs among which those that agree with what was known are looked for; by default a
        hundred a run.
    seed, workers
        As for :meth:`Case.run`. Results do not depend on the workers.
    progress
        Called with a word, runs landed and runs in all.

    Raises
    ------
    ScenarioError
        If a number is out of range, or nothing was marked as known.
    """
    from interregnum.calibration.reference_case import parameters_of
    from interregnum.experiments import hindcast as two
    from interregnum.experiments.dates_ahead import dates_ahead
    from interregnum.face.case import Case as Loaded
    from interregnum.face.case import load
    from interregnum.kernels.scalar import chosen_target

    plain = case if isinstance(case, Loaded) else load(case)
    long = plain.with_settings({"horizon": dates_ahead(plain.scenario)[-1].days})
    whole = PASTS_A_RUN * runs if pasts is None else pasts
    order = two.Order(long.scenario, runs, whole, seed, chosen_target(), workers)
    two.check_order(order)
    # Before anything is lived, so that a torn manifest is told at once.
    told = parameters_of(long.scenario.posterior)
    lived = {"forward": two.forward(order, progress), "condition": two.conditioned(order, progress)}
    support = {key: None if one is None else _support(order, one) for key, one in lived.items()}
    return Hindcast(order, lived, support, told)


def _support(order: Order, lived: Lived) -> Support:
    """Return what becomes of expressed support in the first run of some rows."""
    from interregnum.engine.mean_field import Lives
    from interregnum.engine.plan import plan_of
    from interregnum.experiments.hindcast import INNER, without_mutiny
    from interregnum.experiments.support import paths_of, support_of

    step = max(len(lived.rows) // PAIRS // INNER, 1) * INNER
    lives, fork = lived.lives, lived.lives.fork
    given = {key: values[::step] for key, values in lives.given.items()}
    plan = plan_of(order.scenario.model_copy(update={"contrast": None}))
    pair = []
    for arm in (plan, without_mutiny(order.scenario)):
        own = None
        if fork is not None:
            own = fork._replace(plan=arm, day=fork.day[::step], numbers=fork.numbers[::step])
        some = Lives(lives.numbers[::step], given, own)
        pair.append(paths_of(arm, order.seed, some, order.target))
    return support_of(*pair)
