"""`interregnum warm` fills the kernel cache and says where it lies."""

from __future__ import annotations

import pytest

from interregnum.cli.main import main
from interregnum.kernels.launch import cache_folder


def test_warm_names_the_cache_and_leaves_kernels_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["warm"])
    assert not left.value.code
    assert str(cache_folder()) in capsys.readouterr().out
    assert list(cache_folder().rglob("simulate.*.nbc"))
    assert list(cache_folder().rglob("loop_global_game.*.nbc"))
