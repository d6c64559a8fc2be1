"""The parts of a report that tell: single runs as chains of events, words, how to run it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from interregnum.experiments.chains import ALIKE, Chain
from interregnum.report.page import (
    Form,
    Section,
    code_block,
    data_address,
    paragraph,
    table,
)
from interregnum.report.sentences import (
    ENDS,
    Road,
    date_text,
    ending_sentence,
    pivot_sentence,
    sentence,
    told_moments,
    when_text,
)

WORDS = {
    "ruler": "whoever holds the highest office at the start.",
    "column": "armed persons who leave their posts and march on the capital.",
    "garrison": "armed persons of the state at a place; part of them may stand aside.",
    "logistics hub": "a place from which an army is supplied.",
    "elite, patronage network": "those whom the ruler pays for loyalty, and the pyramid through "
    "which they are paid.",
    "strength of the regime": "how large an attack it can survive: 0 falls at a touch, 1 only if "
    "everybody who counts attacks. People do not see it; they see events and draw conclusions.",
    "news of exposure": "what an event, such as a city taken with ease, shows about that strength. "
    "Its precision τ_e says how clearly.",
    "legitimacy": "the share of people who think that the ruler should rule, from 0 to 1.",
    "removed": "the ruler loses power otherwise than by death, succession or a lost election.",
    "interval": "a range that is made so that, in 95 of 100 such studies, it holds the share that "
    "endless runs of the same model would give.",
}


class Again(NamedTuple):
    """What is needed to make the study again.

    Parameters
    ----------
    commands
        To type, in order.
    scenario
        The resolved scenario as a file, to be saved from the page; None where a name suffices.
    versions, hashes
        Of everything that a result depends on, and of what came out.
    """

    commands: tuple[str, ...]
    scenario: bytes | None
    versions: Mapping[str, str]
    hashes: Mapping[str, str]


def _told(chain: Chain, road: Road) -> str:
    """Return one run as a list of sentences, its pivotal event marked."""
    lines = []
    date = ""
    for index, moment in told_moments(chain):
        mark = ' class="pivot"' if index == chain.pivot else ""
        words = f"{sentence(moment, road)}."
        name = " <b>Pivotal.</b>" if mark else ""
        today = date_text(moment, road.start)
        day = f' <span class="soft">({escape(today)})</span>' if today != date else ""
        date = today
        when = escape(when_text(moment, road.start))
        lines.append(f"<li{mark}><time>{when}</time>{day}: {escape(words)}{name}</li>")
    if not lines:
        lines.append("<li>Nothing happens that the event log would hold.</li>")
    return f'<ol class="chain">{"".join(lines)}</ol>'


def chains_part(chains: Sequence[Chain], road: Road) -> Section:
    """Return single runs told in sentences."""
    opening = (
        "Shares say how often; single runs say how. Below is, for each of the commonest ends, the "
        "run whose history is the commonest among those that end so, and the run with the most "
        "deaths. Times are counted from the start of day 0. Events without a clock time are "
        "known to the day only."
    )
    method = (
        "How “pivotal” is decided: at each event we take all runs of this study in which the same "
        "events happened in the same order so far, and count in how many of them the ruler was "
        "removed for good, that is, not back within 90 days. The event at which this share moves "
        "furthest towards how the run itself ended is called pivotal. A place that falls counts "
        "as one event if half of its garrison or more stood aside, and as another if less did; "
        "other sizes do not count. What "
        f"the scenario imposes cannot be pivotal. Where fewer than {ALIKE} runs share a history, "
        "nothing is said. The share also moves by what did not happen, so this describes the "
        "model's runs and proves no cause."
    )
    body = paragraph(opening) + paragraph(method, "soft")
    for chain in chains:
        end = ENDS.get(chain.outcome, chain.outcome)
        body += f"<h3>{escape(f'Run {chain.run}: {end}')}</h3>"
        body += paragraph(f"Told because {chain.reason}.", "soft")
        body += _told(chain, road)
        body += paragraph(pivot_sentence(chain, road)) + paragraph(ending_sentence(chain))
    return Section("chains", "Single runs, told", body)


def again_part(again: Again) -> Section:
    """Return how to make the study again and how to check that it is the same."""
    body = paragraph(
        "The same commands on the same versions give the same numbers, to the last digit, on any "
        "number of processors of a Linux machine (x86-64)."
    )
    body += code_block("\n".join(again.commands))
    if again.scenario is not None:
        address = data_address(again.scenario, "application/json")
        body += (
            "<p>The scenario was changed from the library’s, so the page carries it: "
            f'<a download="scenario.yaml" href="{address}">save it as scenario.yaml</a> beside '
            "the commands.</p>"
        )
    rows = [(name, version) for name, version in again.versions.items()]
    body += table(["made with", "version"], rows, Form("Versions"))
    hashes = [(name, value) for name, value in again.hashes.items()]
    form = Form("Hashes (SHA-256); the same study has the same ones", kind="wide", widths=(30, 70))
    body += table(["of", "value"], hashes, form)
    return Section("again", "How to run it again", body)


def words_part() -> Section:
    """Return what the page's words mean."""
    entries = "".join(
        f"<dt>{escape(word)}</dt><dd>{escape(meaning)}</dd>" for word, meaning in WORDS.items()
    )
    return Section("words", "Words", f"<dl>{entries}</dl>")
