"""Columns that matter pass the screen, and noise seldom does."""

from __future__ import annotations

import numpy as np

from interregnum.experiments.screening import telling_columns


def test_numbers_and_words_that_matter_pass() -> None:
    draw = np.random.default_rng(7)
    columns: dict[str, np.ndarray] = {f"noise {k}": draw.random(900) for k in range(50)}
    columns["x"] = draw.random(900)
    columns["word"] = draw.choice(["a", "b"], 900)
    columns["same"] = np.full(900, "a")
    interest = draw.random(900) < 0.2 + 0.3 * columns["x"] + 0.3 * (columns["word"] == "a")
    assert set(telling_columns(columns, interest)) == {"x", "word"}


def test_among_a_hundred_columns_of_noise_one_passes_about_as_often_as_said() -> None:
    draw = np.random.default_rng(8)
    passed = 0
    for _ in range(60):
        columns = {str(k): draw.random(200) for k in range(100)}
        passed += bool(telling_columns(columns, draw.random(200) < 0.4))
    # At most 5 % of tables: 3 of 60 are expected, 9 lie beyond three standard errors.
    assert passed < 9
