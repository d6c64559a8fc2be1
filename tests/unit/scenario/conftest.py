"""A small registry and a small case, so that these tests do not depend on real mechanisms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import pytest

from interregnum.declare import Mechanism, Param
from interregnum.scenario import parameters, posterior


class Nothing(NamedTuple):
    """No reads, no writes."""


class CoordinationParams(NamedTuple):
    """Two precisions and two weights of one simplex."""

    precision_units: Annotated[float, Param("1", 10.0, 80.0, "assumed", "β_u")] = 40.0
    weight_elites: Annotated[float, Param("1", 0.0, 1.0, "Singh 2014", "w_e", "dirichlet:w:4")] = (
        0.4
    )
    weight_units: Annotated[float, Param("1", 0.0, 1.0, "Singh 2014", "w_u", "dirichlet:w:6")] = 0.6


class AttemptParams(NamedTuple):
    """A rate, a share and a shift of either sign."""

    rate: Annotated[float, Param("1/yr", 0.3, 1.5, "fit", "λ", "log_uniform")] = 0.5
    share_citizens: Annotated[float, Param("1", 0.0, 1.0, "assumed", "χ_c")] = 0.4
    shift: Annotated[float, Param("1", -1.0, 1.0, "assumed", "s")] = 0.0


def mechanism(name: str, params: type) -> Mechanism:
    """Return a mechanism without a rule."""
    return Mechanism(
        name=name, equation="E0", title=name, params=params, reads=Nothing, writes=Nothing,
        rule=lambda: None,
    )  # fmt: skip


REGISTRY = (
    mechanism("coordination", CoordinationParams),
    mechanism("attempts", AttemptParams),
    mechanism("silent", Nothing),
)

SMALL = """\
scenario: small
title: A small case
summary: Two places and two regions.
start: 2001-01-01T00:00
horizon: {value: 30, unit: d, range: [1, 3652], draw: fixed, source: assumed}
mutiny:
  happens: true
  onset_day: {value: 0, unit: d, range: [0, 1], draw: fixed, source: record}
  onset_hour: {value: 6.5, unit: h, range: [6, 7], draw: fixed, source: record}
force:
  private_army: {value: 100, unit: persons, range: [50, 200], source: record}
  front_army: {value: 1e3, unit: persons, range: [500, 2000], source: assumed}
  capital_guard: {value: 300, unit: persons, range: [100, 500], source: assumed}
places:
  - name: South
    region: NO-03
    hub: true
    leg: {value: 10, unit: km, range: [5, 20], draw: log_uniform, source: record}
    garrison: {value: 40, unit: persons, range: [0, 80], source: assumed}
  - name: Seat
    region: NO-46
    capital: true
    leg: {value: 90, unit: km, range: [80, 100], source: record}
parameters:
  attempts.rate: {value: 0.6, unit: 1/yr, source: record of the case}
timeline:
  - {time: 2001-01-01T06:30, kind: decision, place: South, event: onset, source: a, role: imposed}
  - {time: 2001-01-02T06:30, kind: deal, place: Seat, event: end, source: a, role: observed}
regions:
  columns:
    population: {unit: persons, range: [0, 1000], source: census}
    latitude: {unit: deg, range: [50, 70], source: map}
    longitude: {unit: deg, range: [0, 30], source: map}
  total: {value: 30, unit: persons, range: [30, 30], draw: fixed, source: census}
  rows:
    - [NO-03, South, NO, 10, Southtown, 59, 10]
    - [NO-46, Seat, NO, 20, Seattown, 60.5, 11]
"""


@pytest.fixture(autouse=True)
def _registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the small registry in the place of the real one."""
    monkeypatch.setattr(parameters, "declared_mechanisms", lambda: REGISTRY)
    # What comes with the package was fitted to the real one.
    monkeypatch.setattr(posterior, "SHIPPED", Path("none") / "posterior.parquet")


@pytest.fixture
def small_path(tmp_path: Path) -> Path:
    """Return the file of the small case."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path
