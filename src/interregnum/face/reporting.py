"""A study becomes a report: one page for a reader who is no programmer, in one file."""

from __future__ import annotations

import json
import shlex
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    from interregnum.calibration.scoreboard import Scoreboard
    from interregnum.experiments.chains import Chain
    from interregnum.face.hindcast_files import Found
    from interregnum.face.study import Study
    from interregnum.report.page import Picture, Section
    from interregnum.report.told import Again
    from interregnum.scenario.schema import Scenario

LARGEST_DRAWING = 350_000  # a longer drawing is kept as an image of dots [B]
# As drawings these would be longer than that: to try takes seconds.
IN_DOTS = ("incidence", "fans")
ONSET = "mutiny_begins"
# The figure of survival speaks of a mutiny: it is drawn where the contrast takes that away.
MUTINY_SWITCHES = ("mutiny.happens", "private_army.exists")
SURVIVAL = "survival"
# What each figure shows, for who cannot see it, and how to read it.
FIGURES = {
    "outcomes": (
        "Bars: share of runs that end in each outcome, with 95 % intervals, with and without the "
        "contrast; the table above holds the numbers.",
        "How rule ends. The bar is the share of runs, the thin line its 95 % interval; where two "
        "intervals overlap widely, the runs do not show which is larger.",
    ),
    SURVIVAL: (
        "Share of runs in which the ruler is not removed, with the mutiny and without it, over the "
        "precision of the news that exposes him; below, the difference of the two.",
        "Does the mutiny shorten his rule? Left: the public learns little from a fallen place; "
        "right: it learns much. Points are shares of runs, bars 90 % intervals. The lower part "
        "shows the difference, run by run: below 0 the mutiny harms him.",
    ),
    "incidence": (
        "Share of runs that have ended by each day, by how they ended.",
        "When rule ends. Each curve climbs to the share of runs that have ended in that way by "
        "that day; a steep part is a time at which many fall.",
    ),
    "fans": (
        "Median and 50 % and 90 % bands of belief, expressed support, legitimacy, war support, "
        "loyalty and hazard, day by day.",
        "How it goes for rulers who are still there. The line is the middle run; half of the runs "
        "lie in the dark band, nine in ten in the light one. Runs that have ended are left out, so "
        "later days show the survivors only.",
    ),
    "march": (
        "Hours at which the first columns came to each place on the road, beside the record.",
        "The march by hours: when columns came to each place in the runs, and when the record "
        "saw the column, if it did.",
    ),
    "timeline": (
        "Strength, support, loyalty and events of one typical and one extreme run over days.",
        "Two single runs, chosen by the rule that stands below them; they need not be among those "
        "told in words further down.",
    ),
    "map": (
        "Two maps of equal tiles, one a region, with the march as a line: who holds each region at "
        "the end, as a bar of shares of runs, and how many came out there on the largest day.",
        "The country as equal tiles, one a region, near where its capital lies; the line is the "
        "march. The bar in a tile divides the runs among those who hold the region at the end. In "
        "this model regions are nearly alike: they differ by how many people live in them, by the "
        "road of the march and by where the capital is.",
    ),
}


def report_html(study: Study, place: str = "study", hindcast: Found | None = None) -> str:
    """Return the report of a study as one HTML page that fetches nothing.

    Parameters
    ----------
    study
        Complete.
    place
        What the study's folder is called in the commands that make it again.
    hindcast
        A saved hindcast of the same case, shown as no evidence; none by default.
    """
    from interregnum.calibration.scoreboard import shipped_scoreboard
    from interregnum.report import numbers, parts, told
    from interregnum.report.page import document
    from interregnum.report.scoreboard_lines import scoreboard_opening
    from interregnum.report.sentences import Road
    from interregnum.scenario.parameters import parameter_table

    scenario, board = study.case.scenario, shipped_scoreboard()
    asked = parts.Asked(scenario, len(study), study.seed)
    outcomes = study.outcomes()
    effect = study.effect() if "contrast" in study.tables else None
    parameters = parameter_table(scenario)
    road = Road(scenario.start, {row.name: row for row in scenario.places})
    pictures = pictures_of(study)
    sections = [
        parts.asked_part(asked),
        numbers.assumed_part(parameters),
        *scoreboard_sections(scenario, board),
        parts.outcome_part(asked, outcomes, effect),
        *([parts.figures_part(pictures)] if pictures else []),
        told.chains_part(chains_of(study), road),
        *([hindcast.section()] if hindcast is not None else []),
        parts.limits_part(parameters, scenario),
        told.again_part(again_of(study, place)),
        told.words_part(),
        numbers.parameters_part(parameters),
    ]
    opening = scoreboard_opening(board, scenario) + parts.answer(asked, outcomes, effect)
    return document(scenario.title, opening, sections, study.provenance)


def scoreboard_sections(scenario: Scenario, board: Scoreboard | None) -> list[Section]:
    """Return the section that holds the model against the record; none without a scoreboard."""
    if board is None:
        return []
    from interregnum.face.scoring import Scoreboard as Shown
    from interregnum.report.page import Picture
    from interregnum.report.scoreboard_lines import scoreboard_part

    words = (
        "Every stylised fact as two points with intervals: record above, model below.",
        "Black is the record, blue the model where it tells the fact, orange where it does not.",
    )
    picture = Picture(".svg", Shown(board).drawing().svg(), *words)
    return [scoreboard_part(board, picture, scenario)]


def write_report(
    study: Study, file: Path, place: str = "study", hindcast: Found | None = None
) -> Path:
    """Write the report of a study; what stood there before is replaced when it is whole.

    Raises
    ------
    StudyError
        If the file cannot be written.
    """
    from interregnum.errors import StudyError
    from interregnum.experiments.whole_file import write_whole

    content = report_html(study, place, hindcast).encode("utf-8")
    try:
        write_whole(file, lambda stream: stream.write(content))
    except OSError as error:
        msg = f"{file}: cannot be written ({error.strerror}); name another file with --out"
        raise StudyError(msg) from None
    return file


def chains_of(study: Study) -> tuple[Chain, ...]:
    """Return the runs of a study that are told."""
    from interregnum.experiments.chains import chains

    columns = ["run", "outcome", "day", "result.deaths"]
    runs = study.runs[columns]
    mutiny = study.case.scenario.mutiny.happens
    return chains(runs, study.events, study.weights(), (ONSET,) if mutiny else ())


def pictures_of(study: Study) -> list[Picture]:
    """Return the figures that a study can draw, each with its words.

    A figure that needs what this study does not have (a paired arm, daily series, a column, a
    table of regions) is left out.
    """
    from interregnum.report.page import Picture

    pictures = []
    contrast = study.case.scenario.contrast
    of_mutiny = contrast is not None and contrast.switch in MUTINY_SWITCHES
    for kind, words in FIGURES.items():
        if kind == SURVIVAL and not of_mutiny:
            continue
        try:
            ending, content = _survival(study) if kind == SURVIVAL else _drawn(study, kind)
        except ScenarioError:
            continue
        pictures.append(Picture(ending, content, *words))
    return pictures


def _drawn(study: Study, kind: str) -> tuple[str, bytes]:
    """Return a figure as a drawing, or as an image of dots if that would be too long."""
    drawing = getattr(study.plot, kind)()
    if kind in IN_DOTS:
        return ".png", drawing.png()
    content = drawing.svg()
    return (".svg", content) if len(content) <= LARGEST_DRAWING else (".png", drawing.png())


def _survival(study: Study) -> tuple[str, bytes]:
    """Return the figure of survival in both arms."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "survival.svg"
        study.plot_survival([file])
        return file.suffix, file.read_bytes()


def again_of(study: Study, place: str) -> Again:
    """Return what is needed to make a study again."""
    from interregnum.report.told import Again

    scenario = study.case.scenario
    in_library = is_of_library(scenario)
    source = scenario.scenario if in_library else "scenario.yaml"
    size = f"--runs {len(study)} --seed {study.seed}"
    folder = shlex.quote(place)
    commands = (
        f"interregnum run {shlex.quote(source)} {size} --out {folder}",
        f"interregnum verify {folder} --sample 20",
        f"interregnum report {folder}",
    )
    hashes = {"scenario": study.case.digest, **study.digests()}
    content = None if in_library else scenario_text(scenario).encode("utf-8")
    return Again(commands, content, versions_of(study), hashes)


def versions_of(study: Study) -> dict[str, str]:
    """Return the versions that made a study: of one on disk those that its manifest tells."""
    from interregnum.experiments.manifest import read_manifest, versions
    from interregnum.experiments.tables import StoredTables

    if isinstance(study.tables, StoredTables):
        told = read_manifest(study.tables.folder)["versions"]
        return {str(name): str(version) for name, version in told.items()}
    return versions()


def is_of_library(scenario: Scenario) -> bool:
    """Return whether a scenario is the one that its name means in this version's library."""
    from interregnum.scenario.load import load_scenario, scenario_hash

    try:
        named = load_scenario(scenario.scenario, environment={})
    except ScenarioError:
        return False
    return scenario_hash(named) == scenario_hash(scenario)


def scenario_text(scenario: Scenario) -> str:
    """Return a resolved scenario as the text of a scenario file.

    Notes
    -----
    JSON, which is YAML 1.2; loading it gives a scenario with the same hash.
    """
    values = scenario.model_dump(mode="json", exclude_none=True)
    # Said aloud: a file that names no posterior draws from the shipped one.
    values.setdefault("posterior", "none")
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"
