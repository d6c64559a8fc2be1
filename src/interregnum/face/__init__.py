"""What ``import interregnum as ir`` gives: a case that runs, and a study that can be read.

>>> import interregnum as ir
>>> ir.load("mutiny-2023").name
'mutiny-2023'
"""

from __future__ import annotations

from interregnum.face.calibrating import Calibration, calibrate, compare_placebos
from interregnum.face.case import DEFAULT_RUNS, Case, load, read
from interregnum.face.claiming import JudgedLedger, ledger
from interregnum.face.clusters import cluster
from interregnum.face.discovering import Boxes, discover
from interregnum.face.forking import Futures, fork
from interregnum.face.hindcasting import Hindcast, hindcast
from interregnum.face.keeping import Keeping
from interregnum.face.later import score_later
from interregnum.face.replaying import replay
from interregnum.face.scoring import Scoreboard, scoreboard
from interregnum.face.sensing import Sensitivity, sensitivity
from interregnum.face.splitting import Splitting, split
from interregnum.face.study import Study
from interregnum.face.surfacing import EffectSurface, surface
from interregnum.face.sweeping import Sweep, sweep
from interregnum.face.switching import switch_off
from interregnum.face.twinning import Twins, twins

__all__ = [
    "DEFAULT_RUNS",
    "Boxes",
    "Calibration",
    "Case",
    "EffectSurface",
    "Futures",
    "Hindcast",
    "JudgedLedger",
    "Keeping",
    "Scoreboard",
    "Sensitivity",
    "Splitting",
    "Study",
    "Sweep",
    "Twins",
    "calibrate",
    "cluster",
    "compare_placebos",
    "discover",
    "fork",
    "hindcast",
    "ledger",
    "load",
    "read",
    "replay",
    "score_later",
    "scoreboard",
    "sensitivity",
    "split",
    "surface",
    "sweep",
    "switch_off",
    "twins",
]
