"""A judged ledger as one JSON file: written whole, read in an instant, the same bytes again.

Whoever lists or shows claims reads this file and nothing else, so that neither frames nor arrays
are loaded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from interregnum.claims.location import REFERENCE
from interregnum.errors import StudyError, UsageError, nearest

SHIPPED = Path(__file__).with_name("shipped")
FORM = "interregnum claims 1"
NAME = "ledger.json"
_DIGITS = 12


def shipped_file(name: str = REFERENCE) -> Path:
    """Return where the results of a library ledger lie; those of the reference bear no name.

    >>> shipped_file().name
    'ledger.json'
    """
    return SHIPPED / (NAME if name == REFERENCE else f"{name}.json")


def results_file(name_or_path: str | Path) -> Path:
    """Return the results of a library ledger, of a run's folder, or a results file itself.

    Raises
    ------
    UsageError
        If there is none.
    """
    named = shipped_file(str(name_or_path))
    path = Path(name_or_path)
    for file in (named, path / NAME, path):
        if file.is_file():
            return file
    shipped = [REFERENCE, *(f.stem for f in SHIPPED.glob("*.json") if f.stem != "draws")]
    hint = nearest(str(name_or_path), shipped)
    msg = f"{name_or_path}: no results of a ledger; {hint}, or name the folder of a `claims run`"
    raise UsageError(msg)


def read_results(name_or_path: str | Path = REFERENCE) -> dict[str, Any]:
    """Return a judged ledger.

    Raises
    ------
    UsageError
        If there is none.
    StudyError
        If the file is torn or of another form.
    """
    file = results_file(name_or_path)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{file}: is no judged ledger ({error}); run `interregnum claims run` anew"
        raise StudyError(msg) from None
    if not isinstance(content, dict) or content.get("form") != FORM:
        raise StudyError(f"{file}: is no judged ledger; its form is not {FORM!r}")
    return content


def text_of(results: Mapping[str, Any]) -> str:
    """Return a judged ledger as the text of its file.

    Numbers are rounded to twelve significant digits, so that machines whose last bits differ
    write the same.

    >>> text_of({"a": 0.1 + 0.2})
    '{\\n "a": 0.3\\n}\\n'
    """
    plain = rounded(results)
    return json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def rounded(value: Any) -> Any:
    """Return plain values with numbers of twelve significant digits; no number becomes None."""
    if isinstance(value, float):
        short = float(f"{value:.{_DIGITS}g}")
        return short if short - short == 0.0 else None
    if isinstance(value, Mapping):
        return {str(key): rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    return value


def claim_rows(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return one row a claim, parts gathered under the claim that they are parts of.

    A row has ``id``, both verdicts, both effects with their intervals and units, and ``parts``
    where the claim has some; a claim that was not run has None for the model.
    """
    rows: dict[str, dict[str, Any]] = {}
    for claim in results["claims"]:
        row = _row(claim)
        whole = claim["part_of"]
        if whole is None:
            rows[row["id"]] = row
        else:
            rows.setdefault(whole, {"id": whole, "parts": []})["parts"].append(row)
    for name, row in rows.items():
        if "parts" in row:
            rows[name] = _whole(row, results["wholes"][name])
    return list(rows.values())


def claims_named(results: Mapping[str, Any], words: Iterable[str]) -> list[dict[str, Any]]:
    """Return claims by their ids; a whole claim's id stands for its parts.

    Raises
    ------
    UsageError
        If there is none of an id; the nearest is told.
    """
    found: list[dict[str, Any]] = []
    for word in words:
        name = re.sub(r"^[a-z]", lambda start: start.group().upper(), word)
        some = [c for c in results["claims"] if name in (c["id"], c["part_of"])]
        if not some:
            known = {c["id"] for c in results["claims"]}
            ledger = results["ledger"]["ledger"]
            raise UsageError(f"claims: {word} is no claim of {ledger}; {nearest(name, known)}")
        found += some
    return found


def _row(claim: Mapping[str, Any]) -> dict[str, Any]:
    """Return a claim's line of the list."""
    model, record = claim["model"], claim["record"]
    pooled = (model or {}).get("pooled") or {}
    first = record["tests"][0] if record["tests"] else {}
    return {
        "id": claim["id"],
        "title": claim["title"],
        "model_verdict": (claim["model_judgement"] or {}).get("verdict"),
        "record_verdict": claim["record_judgement"]["verdict"],
        "model_effect": pooled.get("estimate"),
        "model_interval": _ends(pooled),
        "model_unit": _unit(claim) if pooled else None,
        "record_effect": first.get("estimate"),
        "record_interval": _ends(first),
        "record_unit": first.get("scale"),
    }


def _unit(claim: Mapping[str, Any]) -> str:
    """Return the unit of a claim's model number; contrasts of probabilities are differences."""
    if claim["measure"] == "probability" and claim["kind"] in ("contrast", "rank"):
        return "difference of shares"
    return str(claim["measure"])


def _ends(values: Mapping[str, Any]) -> list[float | None] | None:
    return [values["low"], values["high"]] if values else None


def _whole(row: dict[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a claim of several parts: their verdict together, the first's numbers."""
    first = row["parts"][0]
    return {
        **first,
        "id": row["id"],
        "title": "; ".join(part["title"] for part in row["parts"]),
        "model_verdict": told["model"],
        "record_verdict": told["record"],
        "parts": row["parts"],
    }
