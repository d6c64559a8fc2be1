"""What a study would cost, printed; nothing is run for keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from interregnum.errors import UsageError

if TYPE_CHECKING:
    from interregnum.experiments.ensemble import Workers as WorkersOf
    from interregnum.face import Case


class Ordered(NamedTuple):
    """The numbers of an ensemble as the command line gives them."""

    runs: int | None
    seed: int | None
    workers: WorkersOf
    series: bool | None


def print_estimate(case: Case, ordered: Ordered, *, as_json: bool) -> None:
    """Print what the study would cost."""
    from interregnum import face
    from interregnum.experiments.estimate import estimate
    from interregnum.kernels.scalar import chosen_target

    if case.persons is not None:
        msg = (
            "run: --dry-run times runs of the mean-field only; leave it out, or --engine agents: "
            "runs that would not fit the memory are refused before they begin"
        )
        raise UsageError(msg)
    runs = face.DEFAULT_RUNS if ordered.runs is None else ordered.runs
    order = case.order(
        runs,
        ordered.seed or 0,
        workers=ordered.workers,
        target=chosen_target(),
        series=ordered.series is not False,
    )
    cost = estimate(order)
    if as_json:
        print(json.dumps(cost._asdict(), indent=2))
        return
    print(
        f"{case.name}: {cost.runs} runs in {cost.arms} arms on {cost.workers} threads\n"
        f"time    about {_duration(cost.seconds)}\n"
        f"memory  about {cost.memory_bytes / 2**20:.0f} MiB\n"
        f"disk    about {cost.disk_bytes / 2**20:.1f} MiB, {cost.disk_peak_bytes / 2**20:.1f} MiB "
        "until the parts are merged\n"
        f"Estimated from {cost.timed_runs} runs, within a factor of two; nothing was written."
    )


def _duration(seconds: float) -> str:
    """Return a time as a reader says it.

    >>> _duration(7500.0)
    '2 h 05 min'
    """
    if seconds < 120.0:
        return f"{max(seconds, 1.0):.0f} s"
    hours, minutes = divmod(round(seconds / 60.0), 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
