"""Datasets that may be passed on are fetched by hash; the others are each user's own copy."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.datasets import DATASETS
from interregnum.evidence.manifest import DataFile, Dataset
from interregnum.evidence.pull import OFFLINE, how_to_get, pull

CONTENT = b"ccode,year\n41,1950\n"


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that writes no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve a folder with one file on this machine."""
    served = tmp_path / "served"
    served.mkdir()
    (served / "table.csv").write_bytes(CONTENT)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(served))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/table.csv"
        server.shutdown()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", OFFLINE):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def know(
    monkeypatch: pytest.MonkeyPatch, url: str | None, sha256: str | None, passed_on: bool = True
) -> None:
    """Put a dataset of one file into the manifest."""
    file = DataFile("rows", "table.csv", sha256, ("ccode", "year"), url=url)
    dataset = Dataset(
        name="made", title="Made", vintage="1", licence="CC0 1.0", redistributable=passed_on,
        citation="us", codebook="none", home="here", covers=(1950, 1950), files=(file,),
    )  # fmt: skip
    monkeypatch.setitem(DATASETS, "made", dataset)


RIGHT = hashlib.sha256(CONTENT).hexdigest()


def test_a_file_of_the_right_hash_is_kept_and_not_fetched_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    know(monkeypatch, address, RIGHT)
    assert pull("made", tmp_path / "cache") == [tmp_path / "cache" / "made" / "table.csv"]
    assert (tmp_path / "cache" / "made" / "table.csv").read_bytes() == CONTENT
    (tmp_path / "served" / "table.csv").unlink()
    monkeypatch.setenv(OFFLINE, "1")
    assert pull("made", tmp_path / "cache")[0].is_file()


def test_a_file_of_another_hash_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    know(monkeypatch, address, "0" * 64)
    with pytest.raises(ScenarioError, match="is not the file known"):
        pull("made", tmp_path / "cache")
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


def test_a_file_that_is_not_served_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    know(monkeypatch, f"{address}.absent", RIGHT)
    with pytest.raises(ScenarioError, match="cannot be read"):
        pull("made", tmp_path / "cache")
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


def test_offline_is_refused_before_anything_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    know(monkeypatch, address, RIGHT)
    monkeypatch.setenv(OFFLINE, "1")
    with pytest.raises(UsageError, match="INTERREGNUM_OFFLINE is set"):
        pull("made", tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_host_that_does_not_answer_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    know(monkeypatch, "http://127.0.0.1:9/table.csv", RIGHT)
    with pytest.raises(ScenarioError, match=r"127\.0\.0\.1 cannot be reached.* use --from"):
        pull("made", tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("url", "sha256", "passed_on", "reason"),
    [
        (None, RIGHT, True, "no address"),
        ("http://127.0.0.1:9/", None, True, "no address of this file with a known hash"),
        ("http://127.0.0.1:9/", RIGHT, False, "its terms do not let it be passed on"),
    ],
)
def test_the_user_s_own_copy_is_never_fetched(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    url: str | None,
    sha256: str | None,
    passed_on: bool,
    reason: str,
) -> None:
    know(monkeypatch, url, sha256, passed_on)
    with pytest.raises(ScenarioError, match=reason) as caught:
        pull("made", tmp_path / "cache")
    assert f"put table.csv into {tmp_path / 'cache' / 'made'}" in str(caught.value)


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_says_how_to_get_it(name: str, tmp_path: Path) -> None:
    told = how_to_get(DATASETS[name], tmp_path)
    assert "\n" not in told
    assert name in told
