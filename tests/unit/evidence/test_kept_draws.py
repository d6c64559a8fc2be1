"""Draws behind effects are kept for whoever asks, and for nobody else."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.kept_draws import kept_draws

FACTS = Facts(source="made up", vintage="1", period="1950-1989", caveat="Made up.")


def found() -> Findings:
    gw = np.repeat([2, 20, 40, 41], 5)
    came = np.tile([True, False, False, True, False], 4)
    came[0] = False
    findings = Findings(gw, 300, 0)
    findings.share("a.one", came, gw, "One.", FACTS)
    findings.share("a.two", ~came, gw, "Two.", FACTS)
    findings.share("a.none", came & ~came, gw, "None.", FACTS)
    findings.difference("a.difference", ("a.one", "a.two"))
    findings.ratio("a.ratio", ("a.one", "a.two"))
    findings.difference("a.certain", ("a.one", "a.none"))
    return findings


def test_kept_draws_give_the_ends_of_the_interval() -> None:
    with kept_draws() as kept:
        effects = {effect.name: effect for effect in found().effects}
    assert set(kept) == {"a.one", "a.two", "a.difference", "a.ratio"}
    for name, draws in kept.items():
        low, high = np.quantile(draws, [0.025, 0.975])
        assert effects[name].low == pytest.approx(low)
        assert effects[name].high == pytest.approx(high)


def test_keeping_changes_no_effect() -> None:
    with kept_draws():
        inside = found().effects
    assert inside == found().effects


def test_nothing_is_kept_afterwards() -> None:
    with kept_draws() as kept:
        pass
    found()
    assert kept == {}
