"""A missing library is named, with the command that installs it."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from interregnum.calibration.libraries import library, one_thread
from interregnum.errors import UsageError


def test_a_missing_library_is_told_with_the_way_out() -> None:
    with pytest.raises(UsageError, match=r"no_such_thing is missing; pip install .*calibration"):
        library("no_such_thing")


def test_sums_run_on_one_thread_inside_and_as_before_outside() -> None:
    np.ones((2, 2)) @ np.ones((2, 2))
    library("scipy.linalg")
    before = [pool["num_threads"] for pool in threadpool_info()]
    with one_thread():
        with one_thread():
            pass
        assert {pool["num_threads"] for pool in threadpool_info()} == {1}
    assert [pool["num_threads"] for pool in threadpool_info()] == before
