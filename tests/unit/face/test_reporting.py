"""The report: one file that fetches nothing, says what it must, and tells how to make it again."""

from __future__ import annotations

import base64
import json
import re
import shlex
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from interregnum import face
from interregnum.engine.record import NOT_MODELLED
from interregnum.errors import StudyError
from interregnum.face import reporting
from interregnum.face.reporting import FIGURES, report_html, scenario_text, write_report
from interregnum.face.study import Study
from interregnum.scenario.load import load_scenario
from interregnum.scenario.parameters import count_sources, parameter_table

RUNS = 120
LARGEST = 3_000_000
# What a browser loads by itself when it meets these; a link is followed by a reader only.
LOADED = ("src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href")
HOSTILE = "<script>alert(1)</script><img src='http://example.org/x.png'>"


@pytest.fixture(scope="module")
def study() -> Study:
    return face.load("mutiny-2023").run(runs=RUNS, seed=7)


@pytest.fixture(scope="module")
def page(study: Study) -> str:
    return report_html(study)


class Addresses(HTMLParser):
    """Collects what a page loads, what it links to, its text, and its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.tags: list[str] = []
        self.alternatives: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in LOADED or (name == "href" and tag == "link"):
                self.loaded.append(value or "")
            elif name == "href":
                self.linked.append(value or "")
            elif name == "style":
                assert "url(" not in (value or "")
            elif name == "alt":
                self.alternatives.append(value or "")
            assert not name.startswith("on")


def drawings(found: Addresses) -> list[str]:
    """Return the drawings that a page carries, as text."""
    kind = "data:image/svg+xml;base64,"
    return [
        base64.b64decode(address.removeprefix(kind)).decode()
        for address in found.loaded
        if address.startswith(kind)
    ]


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    found = Addresses(page)
    assert len(found.loaded) >= 1
    assert all(address.startswith("data:image/") for address in found.loaded)
    assert not {"script", "iframe", "link", "object", "embed", "base"} & set(found.tags)
    style = page.split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_drawings_inside_the_page_load_nothing_either(page: str) -> None:
    found = drawings(Addresses(page))
    assert found
    for drawing in found:
        pointed = re.findall(r'(?:xlink:)?href="([^"]*)"', drawing)
        assert all(address.startswith(("#", "data:")) for address in pointed)
        assert re.findall(r"url\((?!#)", drawing) == []
        assert "<script" not in drawing


def test_links_stay_on_the_page(page: str) -> None:
    inside = [link.removeprefix("#") for link in Addresses(page).linked if link.startswith("#")]
    assert inside
    assert all(f'id="{name}"' in page for name in inside)


def test_it_is_under_3_megabytes(page: str) -> None:
    assert len(page.encode()) < LARGEST


def test_what_must_be_said_is_said(study: Study, page: str) -> None:
    text = unescape(re.sub(r"<[^>]+>", " ", page))
    table = parameter_table(study.case.scenario)
    share = count_sources(table).assumed / len(table)
    outcomes = study.outcomes()
    for words in (
        study.case.scenario.title,
        "What was asked",
        "What was assumed",
        "What came out",
        "What this does not say",
        "How to run it again",
        "This is not a forecast",
        "not calibrated",
        f"{100 * share:.1f} % of the {len(table)} numbers are assumed",
        f"{100 * outcomes.removed.share:.1f} % (95 % interval",
        "Effect on not being removed, against “no mutiny”",
        "Day of removal",
        "How “pivotal” is decided",
        *NOT_MODELLED,
    ):
        assert words in text
    for row in table:
        assert row.name in text
    for digest in study.digests().values():
        assert digest in text


def test_shares_in_the_page_are_those_of_the_study(study: Study, page: str) -> None:
    section = page.split('id="outcomes"')[1].split("</section>")[0]
    cells = re.findall(r'<td class="number">([^<]+)</td>', section)
    wanted = []
    for row in study.outcomes().outcomes:
        span = f"{100 * row.low:.1f} to {100 * row.high:.1f} %"
        wanted += [f"{row.runs:,}", f"{100 * row.share:.1f} %", span]
    assert cells[: len(wanted)] == wanted


def test_every_figure_has_words_for_who_cannot_see_it(page: str) -> None:
    found = Addresses(page)
    scoreboard, *rest = found.alternatives
    assert scoreboard.startswith("Every stylised fact as two points")
    assert rest == [words for words, _ in FIGURES.values()]


def test_runs_are_told_with_their_pivotal_events(page: str) -> None:
    section = page.split('id="chains"')[1].split("</section>")[0]
    assert section.count("<h3>") >= 3
    assert section.count("Pivotal event, day") == section.count('class="pivot"') >= 1
    assert "day 0, 21:25" in section
    assert section.count("It ends as:") == section.count("<h3>")


def test_the_command_of_a_library_case_names_it(page: str) -> None:
    command = f"interregnum run mutiny-2023 --runs {RUNS} --seed 7 --out study"
    assert command in page
    assert "scenario.yaml" not in page


def test_a_changed_case_is_carried_by_its_page(tmp_path: Path) -> None:
    case = face.load("mutiny-2023", {"horizon": 90, "contrast.label": "a 'quiet' <arm>"})
    page = report_html(case.run(runs=20, seed=0, series=False), "a folder")
    assert f"--out {shlex.quote('a folder')}" in unescape(page)
    kind = "data:application/json;base64,"
    link = next(x for x in Addresses(page).linked if x.startswith(kind))
    file = tmp_path / "scenario.yaml"
    file.write_bytes(base64.b64decode(link.removeprefix(kind)))
    assert face.load(file).digest == case.digest
    assert "<arm>" not in page


def test_a_scenario_comes_back_from_its_text(tmp_path: Path) -> None:
    for name in ("mutiny-2023", "quiet-personalist", "synthetic"):
        case = face.load(name)
        file = tmp_path / f"{name}.yaml"
        file.write_text(scenario_text(case.scenario), encoding="utf-8")
        assert json.loads(file.read_text(encoding="utf-8"))["scenario"] == name
        assert load_scenario(file, environment={}) == case.scenario


def test_hostile_words_of_a_scenario_stay_words() -> None:
    case = face.load("mutiny-2023", {"title": HOSTILE, "summary": HOSTILE})
    page = report_html(case.run(runs=12, seed=1, series=False))
    found = Addresses(page)
    assert "script" not in found.tags
    assert all(address.startswith("data:image/") for address in found.loaded)
    assert all("example.org" not in d or "href='http" not in d for d in drawings(found))


def test_a_study_without_contrast_and_series_has_a_report_too() -> None:
    study = face.load("quiet-personalist").run(runs=12, seed=1, series=False)
    page = report_html(study)
    assert "What came out" in page
    assert ("Effect on not being removed" in page) == ("contrast" in study.tables)


def test_conditioned_runs_are_told_as_weighed() -> None:
    study = face.load("mutiny-2023", {"mode": "condition"}).run(runs=150, seed=7, series=False)
    page = report_html(study)
    assert "The histories are weighed by what was observed" in page


def test_a_report_is_written_whole_or_refused(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "report_html", lambda *asked: "<html></html>\n")
    file = write_report(study, tmp_path / "page.html")
    assert file.read_text(encoding="utf-8").endswith("</html>\n")
    with pytest.raises(StudyError, match="cannot be written"):
        write_report(study, tmp_path / "absent" / "page.html")


def hosts_asked(page: Path, folder: Path) -> tuple[set[str], str]:
    """Return the hosts that a headless browser asks for while it shows a page, and its DOM."""
    log = folder / "net.json"
    done = subprocess.run(
        [
            shutil.which("chromium") or "chromium",
            *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update"),
            *("--disable-sync", "--disable-default-apps"),
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder / 'profile'}",
            f"--log-net-log={log}",
            "--virtual-time-budget=3000",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    addresses = {str(event.get("params", {}).get("url", "")) for event in events}
    found = {re.sub(r"^(\w+://[^/]*).*", r"\1", x, flags=re.S) for x in addresses}
    return {host for host in found if host.startswith(("http", "ws"))}, done.stdout


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium; .ci/run installs it")
def test_a_browser_that_shows_the_report_asks_no_host(page: str, tmp_path: Path) -> None:
    shown = {}
    for name, text in (
        ("empty", "<!DOCTYPE html><title>nothing</title>"),
        ("caller", "<!DOCTYPE html><img src='http://example.org/x.png'>"),
        ("report", page),
    ):
        folder = tmp_path / name
        folder.mkdir()
        file = folder / "page.html"
        file.write_text(text, encoding="utf-8")
        shown[name] = hosts_asked(file, folder)
    # The browser calls its makers by itself, with any page.
    own = shown["empty"][0]
    assert "http://example.org" in shown["caller"][0]
    assert shown["report"][0] - own - shown["caller"][0] == set()
    assert "http://example.org" not in shown["report"][0]
    assert "What came out" in shown["report"][1]
