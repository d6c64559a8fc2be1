"""Effects by thirds of parameters: what is put in is found, and chance is not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from interregnum.experiments.thirds import Third, thirds

RUNS = 3000
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def table(removed: Mask, parameters: dict[str, Floats], treated: float) -> pa.Table:
    columns = {
        "outcome": pa.array(np.where(removed, "insider", "survives")),
        "day": pa.array(np.full(RUNS, 5), mask=~removed),
        "mode": pa.array(np.full(RUNS, 5)),
        "violence": pa.array(np.full(RUNS, 1)),
        "result.contested": pa.array(np.zeros(RUNS, bool)),
        "switch.own": pa.array(np.full(RUNS, treated)),
        **{name: pa.array(values) for name, values in parameters.items()},
    }
    return pa.table(columns)


def found(seed: int) -> list[Third]:
    """Return the thirds of an effect that one parameter of 21 carries."""
    random = np.random.default_rng(seed)
    parameters = {f"some.noise_{k}": random.uniform(size=RUNS) for k in range(20)}
    parameters["some.carrier"] = random.uniform(size=RUNS)
    base = random.uniform(size=RUNS) < 0.2
    extra = random.uniform(size=RUNS) < 0.5 * parameters["some.carrier"]
    return thirds(table(base | extra, parameters, 1.0), table(base, parameters, 0.0), 365)


def test_the_parameter_that_carries_the_effect_comes_first() -> None:
    rows = found(4)
    assert len(rows) == 21
    assert rows[0].parameter == "some.carrier"
    assert rows[0].lower.estimate < rows[0].upper.estimate
    assert rows[0].difference.low > 0.0


def test_chance_alone_is_hardly_ever_sure() -> None:
    wrong = 0
    for seed in range(40):
        rest = [row.difference for row in found(seed) if row.parameter != "some.carrier"]
        wrong += any(row.low > 0.0 or row.high < 0.0 for row in rest)
    # 5 % of 40 tables; more than seven come with a chance below 1 in 1,000.
    assert wrong <= 7
