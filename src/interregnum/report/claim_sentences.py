"""A claim's two tests in plain sentences, made from the numbers of its results and nothing else.

Every number stands with its interval. Nothing is computed here and nothing heavy is imported.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

NOT_RUN = "not run"
_VERDICTS = {
    "supported": "{road} supports the claim.",
    "contradicted": "{road} contradicts the claim.",
    "too weak to matter": "{road} says that the effect is too weak to matter either way.",
    "depends": "It depends: {road} supports the claim in one part and contradicts it in another.",
    "undecided": "{road} does not decide the claim.",
    "not testable": "{road} cannot test the claim.",
    "assumed": "{road} cannot be asked: the sign follows from the set-up, it is not a finding.",
}
ASSOCIATION = "What the record shows is an association, not a cause."


def number_told(value: float | None, unit: str) -> str:
    """Return a number of some unit for a reader.

    >>> number_told(0.2609, "share"), number_told(0.1071, "difference of shares")
    ('26.1 %', '+10.7 points')
    >>> number_told(math.log(2.5), "log ratio"), number_told(1.25, "ratio")
    ('2.5 times', '1.25 times')
    """
    if value is None:
        return "not known"
    if unit in ("share", "probability"):
        return f"{100.0 * value:.1f} %"
    if unit in ("difference of shares", "difference"):
        return f"{100.0 * value:+.1f} points"
    if unit == "log ratio":
        return f"{math.exp(value):.3g} times"
    if unit == "ratio":
        return f"{value:.3g} times"
    return f"{value:.3g}" if unit in ("skill", "number") else f"{value:.3g} {unit}"


def with_interval(row: Row, unit: str, level: str = "95 %") -> str:
    """Return an estimate with the ends of its interval.

    >>> with_interval({"estimate": 0.26, "low": 0.165, "high": 0.346}, "share")
    '26.0 % (95 % interval 16.5 % to 34.6 %)'
    """
    low, high = number_told(row["low"], unit), number_told(row["high"], unit)
    return f"{number_told(row['estimate'], unit)} ({level} interval {low} to {high})"


def model_unit(claim: Row) -> str:
    """Return the unit in which a claim's model number is told."""
    if claim["measure"] == "probability" and claim["kind"] in ("contrast", "rank"):
        return "difference of shares"
    return str(claim["measure"])


def chance_told(probability: float) -> str:
    """Return a probability in words that do not pretend to certainty.

    >>> chance_told(0.9999), chance_told(0.123), chance_told(0.0)
    ('over 99 %', '12 %', 'under 1 %')
    """
    if probability > 0.99:
        return "over 99 %"
    return "under 1 %" if probability < 0.01 else f"{100.0 * probability:.0f} %"


def verdict_told(judgement: Row | None, road: str) -> str:
    """Return the sentence that says the verdict of a road, as "The model".

    >>> verdict_told({"verdict": "supported"}, "The model")
    'The model supports the claim.'
    >>> verdict_told(None, "The model")
    'The model was not run for this claim.'
    """
    if judgement is None:
        return f"{road} was not run for this claim."
    told = _VERDICTS[judgement["verdict"]].format(road=road)
    return told[:1].upper() + told[1:]


def model_sentences(claim: Row) -> list[str]:
    """Return what the model says of a claim, sentence by sentence."""
    model, judgement = claim["model"], claim["model_judgement"]
    told = [verdict_told(judgement, "The model")]
    if model is None:
        return told
    if not model["testable"] or model["pooled"] is None:
        return [*told, f"{_sentence(model['reason'])}"]
    pooled = model["pooled"]
    unit = model_unit(claim)
    told.append(
        f"{_sentence(claim['quantity'])} The model's number is {with_interval(pooled, unit)}."
    )
    told.append(_against(claim, pooled, unit))
    told += _why(judgement)
    if judgement["verdict"] == "depends":
        told.append(f"For the claim: {judgement['parts'][0]}. Against: {judgement['parts'][1]}.")
    told += [_region(region) for region in model["regions"]]
    if model["deciding"]:
        names = ", ".join(f"{d['name']} ({100 * d['share']:.0f} %)" for d in model["deciding"])
        told.append(f"What decides it, with its share of the variance: {names}.")
    told += _search(model)
    if model["number_c"] is not None:
        told.append(_number_c(claim, model["number_c"]))
    return told


def record_sentences(claim: Row) -> list[str]:
    """Return what the record says of a claim, sentence by sentence."""
    record, judgement = claim["record"], claim["record_judgement"]
    told = [verdict_told(judgement, "The record")]
    if not record["testable"]:
        return [*told, _sentence(record["reason"])]
    for test in record["tests"]:
        told.append(_test(test))
        told.append(_against_test(test))
    told += [f"Among {row['stratum']}: {_bare(row['test'])}." for row in record["strata"]]
    told += _why(judgement)
    if judgement["verdict"] == "depends":
        told.append(f"For the claim: {judgement['parts'][0]}. Against: {judgement['parts'][1]}.")
    grades = {
        "A": "The record measures the same quantity (grade A).",
        "B": "The record measures a named proxy of the quantity (grade B).",
        "C": "The record gives the direction only (grade C), so it can decide nothing.",
    }
    return [*told, grades[record["grade"]], ASSOCIATION]


def ledger_sentences(results: Row) -> list[str]:
    """Return what is said of a ledger before any claim."""
    told = []
    for road in ("model", "record"):
        decisive, false = results["decisive"][road], results["expected_false"][road]
        told.append(
            f"On the {road}'s road {decisive} verdicts are decisive; {false:.2f} of them are "
            "expected to be false."
        )
    if results["deviations"]:
        told.append(f"Not as registered: {'; '.join(results['deviations'])}.")
    return told


def _against(claim: Row, chances: Row, unit: str) -> str:
    """Return how likely the model finds each of the three bands."""
    return (
        f"It lies on the claim's side of {number_told(claim['reference'], unit)}, beyond the "
        f"band in which it would not matter, with a probability of "
        f"{chance_told(chances['p_plus'])}; within the band with {chance_told(chances['p_zero'])}; "
        f"on the other side with {chance_told(chances['p_minus'])}."
    )


def _test(test: Row) -> str:
    """Return one effect of the record in a sentence."""
    events = "" if test["events"] is None else f", {test['events']:,} with the event"
    return (
        f"{_sentence(test['words'])} It is {_bare(test)} (n = {test['n']:,}{events}; "
        f"{test['period']}; {test['source']})."
    )


def _against_test(test: Row) -> str:
    """Return how likely the record finds each of the three bands."""
    unit = "log ratio" if test["scale"] == "ratio" else test["scale"]
    how = (
        "over draws of whole countries"
        if test["basis"] == "draws"
        else "derived from the ends of its interval, which is an approximation"
    )
    chances = test["chances"]
    return (
        f"Beyond the band around {number_told(test['reference'], unit)} on the claim's side: "
        f"{chance_told(chances['plus'])}; within it {chance_told(chances['zero'])}; on the other "
        f"side {chance_told(chances['minus'])} ({how})."
    )


def _bare(test: Row) -> str:
    return with_interval(test, test["scale"])


def _why(judgement: Row) -> list[str]:
    """Return why a verdict is less than its probabilities alone would make it."""
    if not judgement["reasons"] or judgement["verdict"] in ("not testable", "assumed"):
        return []
    return [
        f"By its probabilities alone it would be called {judgement['uncapped']}, but: "
        f"{'; '.join(judgement['reasons'])}."
    ]


def _region(region: Row) -> str:
    """Return a region in a sentence."""
    held = "holds on draws that did not find it" if region["confirmed"] else "was not confirmed"
    side = f"for it {chance_told(region['p_plus'])}, against it {chance_told(region['p_minus'])}"
    return f"Where {region['words']}: {side}; this {held}."


def _search(model: Row) -> list[str]:
    """Return what the search for the opposite sign found."""
    search = model["assumed_search"]
    if search is None:
        return []
    both = search["positive_found"] and search["negative_found"]
    found = "points of both signs were found" if both else "no point of the other sign was found"
    return [f"Among {search['points']:,} admissible points, {found}."]


def _number_c(claim: Row, number: Row) -> str:
    """Return the record's estimator on simulated cases in a sentence."""
    tests = [test for test in claim["record"]["tests"] if test["effect"] == number["effect"]]
    unit = tests[0]["scale"] if tests else model_unit(claim)
    return (
        f"Counted as the record counts, over {number['n']:,} simulated cases, it would be "
        f"{with_interval(number, unit)}."
    )


def _sentence(text: str) -> str:
    """Return text as a sentence.

    >>> _sentence("no data speak to it")
    'No data speak to it.'
    """
    words = text.strip()
    end = "" if words.endswith((".", "?", "!")) else "."
    return f"{words[:1].upper()}{words[1:]}{end}"


def sources_of(claim: Row) -> Sequence[str]:
    """Return the sources behind the record's numbers of a claim, each once."""
    rows = [*claim["record"]["tests"], *claim["record"]["shown"]]
    return list(dict.fromkeys(f"{row['source']} ({row['period']})" for row in rows))
