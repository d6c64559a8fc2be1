"""A scoring of the later record in plain sentences, with the tables that they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

WORDS = {"model": "the model", "logistic": "the logistic regression", "climatology": "climatology"}
SCORES = {"interval": "interval score", "log": "log score"}


def number(value: float | None) -> str:
    """Return a number for a reader.

    >>> number(0.12345), number(None)
    ('0.123', 'not known')
    """
    return "not known" if value is None else f"{value:.3g}"


def between(row: Mapping[str, Any]) -> str:
    """Return an estimate with its interval.

    >>> between({"estimate": 0.5, "low": 0.4, "high": 0.61})
    '0.5 (0.4 to 0.61)'
    """
    if row["estimate"] is None:
        return "not known"
    return f"{number(row['estimate'])} ({number(row['low'])} to {number(row['high'])})"


def later_parts(content: Mapping[str, Any]) -> list[Table | str]:
    """Return tables and sentences of a scoring.

    Parameters
    ----------
    content
        From :func:`interregnum.calibration.later.content.as_content`, and what the log adds.
    """
    until = "the end of each source" if content["until"] is None else str(content["until"])
    parts: list[Table | str] = [
        str(content["label"]),
        f"Years: {content['from']} to {until}. Posterior {content['posterior_sha256'][:12]}, "
        f"fitted to the record until 1989-12-31. Gate: {content['gate']}",
        *looked_before(content),
        "",
    ]
    if content["facts"]:
        parts += [_facts_table(content["facts"]), *fact_sentences(content), ""]
    for one in content["cases"]:
        parts += [_cases_table(one), *case_sentences(one), ""]
    parts += missing_lines(content)
    parts.append(
        f"{content['worlds']} worlds of {content['countries']} countries, {content['draws']} draws "
        f"of whole countries, seed {content['seed']}; interregnum {content['interregnum']}, model "
        f"{content['model']}."
    )
    return parts


def looked_before(content: Mapping[str, Any]) -> list[str]:
    """Return whether the later record had been looked at before this scoring."""
    before = content.get("before")
    if before is None:
        return []
    if not before["scorings"]:
        return ["The log holds no earlier scoring."]
    said = f"The log holds {before['scorings']} earlier scoring(s)"
    if before["other_posteriors"]:
        return [
            f"{said}, of {before['other_posteriors']} other posterior(s): this one may have been "
            "fitted by people who had seen the later record scored."
        ]
    return [f"{said}, all of this posterior."]


def _facts_table(rows: list[dict[str, Any]]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    title = "Fact by fact: later record, model and climatology (the fact to 1989), 90 % intervals"
    made = Table(title=title, title_justify="left", title_style="bold", box=None)
    made.add_column("fact", overflow="fold")
    for head in ("later", "n", "to", "model", "climatology"):
        made.add_column(head, justify="right")
    made.add_column("inside")
    for row in rows:
        held = [word for word in ("model", "climatology") if row[word]["inside"]]
        cells = (number(row["later"]), f"{row['n']:,}", row["until"][:4])
        told = (between(row["model"]), between(row["climatology"]))
        made.add_row(escape(row["title"]), *cells, *told, " and ".join(held) or "NEITHER")
    return made


def fact_sentences(content: Mapping[str, Any]) -> list[str]:
    """Return what the facts come to."""
    voting = [row for row in content["facts"] if row["votes"]]
    held = {word: sum(row[word]["inside"] for row in voting) for word in ("model", "climatology")}
    lines = [
        f"Of {len(voting)} facts that vote, {held['model']} lie inside the model's 90 % interval "
        f"and {held['climatology']} inside climatology's."
    ]
    which = {"all": "all", "fitted": "those fitted to 1989", "not_fitted": "those never fitted"}
    for key, words in which.items():
        for skill in content["fact_scores"][key]:
            lines.append(_skill_sentence(skill, f"{skill['facts']} facts ({words})"))
    return lines


def _skill_sentence(skill: Mapping[str, Any], of: str) -> str:
    """Return a difference of mean scores in words; lower scores are better."""
    low, high = skill["low"], skill["high"]
    if low is None or high is None:
        word = "cannot be told from climatology, for want of an interval"
    elif high < 0.0:
        word = "foretold better than climatology"
    elif low > 0.0:
        word = "foretold worse than climatology"
    else:
        word = "cannot be told from climatology"
    return (
        f"By the mean {SCORES[skill['measure']]} over {of} the model {word}: "
        f"{number(skill['model'])} against {number(skill['climatology'])}, difference "
        f"{number(skill['difference'])} ({number(low)} to {number(high)}; below 0 favours the "
        "model)."
    )


def _cases_table(one: Mapping[str, Any]) -> Table:
    from rich.table import Table

    title = (
        f"Case by case: {one['title']} within a year, {one['events']} in {one['n']:,} ruler-years "
        f"of {one['countries']} countries, {one['first'][:4]} to {one['last'][:4]}"
    )
    made = Table(title=title, title_justify="left", title_style="bold", box=None)
    made.add_column("")
    heads = {
        "brier": "Brier score",
        "log": "log score",
        "auc_roc": "area under ROC",
        "expected_over_observed": "expected / observed",
    }
    for head in heads.values():
        made.add_column(f"{head} (95 %)", justify="right")
    found = {(row["model"], row["measure"]): row for row in one["scores"]}
    for model, words in WORDS.items():
        cells = [between(found[model, key]) if (model, key) in found else "" for key in heads]
        made.add_row(words, *cells)
    return made


def case_sentences(one: Mapping[str, Any]) -> list[str]:
    """Return what the cases of an outcome come to."""
    if not one["events"]:
        return ["No event came, so nothing is said of skill: the scores above tell the chances."]
    lines = []
    pairs = [(row, "climatology") for row in one["scores"] if row["model"] == "model"]
    pairs += [(row, "the logistic regression") for row in one["model_against_logistic"]]
    for row, rival in pairs:
        if row["measure"] not in ("brier_skill", "log_skill"):
            continue
        score = "Brier" if row["measure"] == "brier_skill" else "log"
        low, high = row["low"], row["high"]
        word = "is not told apart from"
        if low is not None and low > 0.0:
            word = "beats"
        elif high is not None and high < 0.0:
            word = "falls short of"
        lines.append(
            f"By the {score} score the model {word} {rival}: skill {between(row)}, 95 % by "
            "countries; above 0 favours the model."
        )
    return lines


def missing_lines(content: Mapping[str, Any]) -> list[str]:
    """Return everything that was not scored, with the reason, those of one reason together."""
    if not content["missing"]:
        return ["Nothing is missing: every fact and every outcome was scored."]
    reasons: dict[str, list[str]] = {}
    for name, why in content["missing"].items():
        reasons.setdefault(why, []).append(name)
    lines = [f"Not scored, {len(content['missing'])} in all:"]
    lines += [f"  {', '.join(names)}: {why}." for why, names in reasons.items()]
    lines += [f"Note: {note}." for note in content["notes"]]
    return lines
