"""What happened after the last day looked at changes no number, in whichever form it comes."""

from pathlib import Path

import pytest

from interregnum.evidence.computing import compute
from interregnum.evidence.folders import DataFolder
from later_years import with_later_years
from written_data import data_at_hand


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, DataFolder]:
    cut = data_at_hand("gwf", "gwf_autocratic_1946_1989.csv")
    root: Path = tmp_path_factory.mktemp("whole")
    return cut, with_later_years(cut, root)


def numbers(folder: DataFolder, family: str) -> dict[str, str]:
    """Return each effect's numbers, spelt out so that what is no number equals itself."""
    found = compute(folder, [family], draws=100).effects
    return {
        effect.name: repr((effect.estimate, effect.low, effect.high, effect.n)) for effect in found
    }


@pytest.mark.parametrize("family", ["attempts", "breakdown", "wars", "regular_exits"])
def test_later_years_change_no_effect(folders: tuple[DataFolder, DataFolder], family: str) -> None:
    cut, whole = folders
    assert numbers(cut, family) == numbers(whole, family)


@pytest.mark.slow
@pytest.mark.parametrize("family", ["after_failure", "conflict", "democracy", "protest", "timing"])
def test_later_years_change_no_slower_effect(
    folders: tuple[DataFolder, DataFolder], family: str
) -> None:
    cut, whole = folders
    assert numbers(cut, family) == numbers(whole, family)


def test_later_years_are_read(folders: tuple[DataFolder, DataFolder]) -> None:
    from interregnum.evidence.sources import archigos, cow_wars, gwf, powell_thyne

    for load in (archigos.load, gwf.load, powell_thyne.load_events, cow_wars.load):
        cut, whole = (load(folder).frame for folder in folders)
        assert len(whole) > len(cut)
        assert whole["year"].max() >= 1990 > cut["year"].max()
