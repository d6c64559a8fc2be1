"""The template of a ledger for another text, which is valid as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from interregnum.claims.location import HEAD
from interregnum.errors import UsageError
from interregnum.experiments.whole_file import refusal_told, write_whole

_HEAD = """\
# A ledger: what text it is about, and in which case the model tests it.
# `interregnum claims validate {name}` checks all files; `claims register` fixes them before
# `claims run` judges them.
ledger: {name}
title: The title of the text
author: Its author
publication: Where it appeared
date: "2000-01-01"
status: hypotheses under test
scenario: mutiny-2023
seed: 1
claims: [C01]
# What the text leaves out, by names of `interregnum evidence list`.
counter_evidence:
  - id: K01
    title: Campaigns without and with violence
    words: Why this bears on the text.
    effects: [campaigns.success.nonviolent, campaigns.success.violent]
"""
_CLAIM = """\
# One claim. `interregnum claims schema` prints every key; docs: "Read and write a ledger".
claim: C01
# Where it stands: paragraphs, or for a book `place: chapter 2`.
paragraph: [1]
title: A failed coup is followed by the ruler's fall
# In your own words, neutral; roles, not persons.
paraphrase: Rulers who survive a coup attempt fall soon after.
# contrast, necessity, sufficiency, majority, possible, rank or unpredictable; each brings its
# reference x0 and its band of indifference.
kind: contrast
quantity: >-
  Probability of irregular removal after a mutiny that stands down, less that without one
reference: 0.0
# 1 if a larger quantity speaks for the claim, -1 if a smaller one does.
direction: 1
indifference: 0.05
contrast: The mutiny stands down, against no onset
horizon: {decides: 730, shown: [365]}
# Whether the set-up leaves the sign open. A search of all admissible parameters decides.
sign_open:
  is_open: true
  parameters: [public_signal.exposure_precision]
  why: Surviving is good news for the ruler and how narrowly he survived is bad news.
record:
  testable: true
  # A the same quantity, B a named proxy, C the direction only (decides nothing).
  grade: B
  # The verdict must hold in each. Names of `interregnum evidence list`.
  estimands:
    - effect: after_failure.irregular_exit_2y_difference.failed
      words: Irregular exit within two years of a failed attempt, less that of matched rulers
  shown: [after_failure.irregular_exit_ratio.year_1]
  why: Rulers are attacked where they are weak, so comparable rulers stand beside.
# Arms are settings as `--set` takes them; a quantity is one number a run. Write `testable: false`
# and the reason under reading if the model cannot carry the claim.
model:
  reading: The imposed mutiny that ends in a deal, against the same ruler without its onset.
  settings: {mode: replay}
  arms:
    stand_down:
      words: the march and the deal, imposed
    no_onset:
      settings: {mutiny.happens: false}
      words: no onset
  quantity: {name: removed}
  contrast: {kind: pair, arms: [stand_down, no_onset]}
what_would_change_our_mind: No excess of irregular exits.
cannot_see: What insiders privately learned.
"""


def write_template(folder: Path) -> tuple[Path, ...]:
    """Write the template into a new folder and return its files.

    Raises
    ------
    UsageError
        If the folder holds something already.
    StudyError
        If the disk refuses.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: holds something already; name a new folder")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "ledger"
    files = {HEAD: _HEAD.replace("{name}", name), "C01.yaml": _CLAIM}
    with refusal_told(folder, "nothing was written; name a folder of yours"):
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            _write(folder / file, text)
    return tuple(folder / file for file in files)


def _write(path: Path, text: str) -> None:
    content = text.encode("utf-8")
    write_whole(path, lambda stream: stream.write(content))
