"""A small scoreboard for tests: a fact inside, one outside, one too wide, one that nobody knows."""

from __future__ import annotations

from interregnum.calibration.scoreboard import Fact, Measured, Scoreboard

SHA = "ab" * 32
FACTS = (
    Fact(
        "attempts.success", "success per attempt", "1", Measured(0.5, 0.4, 0.6), 410,
        Measured(0.48, 0.38, 0.58), True, 1.0, "share",
    ),
    Fact(
        "attempts.rate", "attempts a year", "1/yr", Measured(0.1, 0.08, 0.12), 300,
        Measured(0.2, 0.15, 0.3), True, 0.5, "rate", "the hazard is the same in all years",
    ),
    Fact(
        "after_failure.exit", "any exit in year 1 [v. none]", "1", Measured(2.1, 1.4, 3.1), 37,
        Measured(2.0, 0.2, 20.0), False, 1.0, "rate",
    ),
    Fact(
        "breakdown.monarchy", "breakdown of monarchies", "1", Measured(None, None, None), 0,
        Measured(0.2, 0.1, 0.4), False, 0.0, "share",
    ),
)  # fmt: skip
BOARD = Scoreboard(
    FACTS,
    0.9,
    "1989-12-31",
    {"posterior_sha256": SHA, "record_sha256": "cd" * 32},
    {"passed": False, "summary": "5 of 12 parameters are identified."},
)
