"""A world's coups, attempts and plots, in the columns of the record's two lists of them.

The narrower list has attempts by elites and units of the state, a column in state pay among them;
the wider one has columns of armed groups outside the state and plots found out as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.calibration.calendar import placed
from interregnum.calibration.chain import Shape
from interregnum.calibration.happenings import Happenings

if TYPE_CHECKING:
    import pandas as pd

SUCCESS, FAILURE = 2, 1
NOT_IN_PAY = 2
FLAGS = (
    *("military", "dissident", "rebel", "palace", "foreign"),
    *("auto", "resign", "popular", "counter", "other"),
)


def powell_thyne(happened: Happenings, shape: Shape) -> pd.DataFrame:
    """Return the attempts of a world, as Powell and Thyne list them."""
    tried = happened.attempts
    inside = tried[tried["column"] != NOT_IN_PAY].reset_index(drop=True)
    frame = placed(inside, shape.first_year)
    day = frame["date"].dt
    coup = inside["won"].map({True: SUCCESS, False: FAILURE}).astype("Int64")
    frame = frame.assign(ccode=frame["gw"], coup=coup, month=day.month, day=day.day)
    return frame.sort_values(["latest", "gw", "coup"], kind="stable", ignore_index=True)


def cline(happened: Happenings, shape: Shape) -> pd.DataFrame:
    """Return the coups, attempts and plots of a world, as the Cline Center lists them.

    Who acted within the state is not told apart: every attempt and plot from there is marked as
    the military's, and a column of others as rebels'.
    """
    import pandas as pd

    tried = happened.attempts
    kinds = tried["won"].map({True: "coup", False: "attempted"})
    rebels = (tried["column"] == NOT_IN_PAY).astype("int64")
    events = tried[["country", "day"]].assign(event_type=kinds, rebel=rebels)
    plots = happened.plots.assign(event_type="conspiracy", rebel=0)
    both = pd.concat([events, plots], ignore_index=True)
    frame = placed(both, shape.first_year).assign(
        cowcode=lambda rows: rows["gw"], event_type=both["event_type"]
    )
    frame = frame.assign(**dict.fromkeys(FLAGS, 0))
    frame = frame.assign(rebel=both["rebel"], military=1 - both["rebel"])
    frame = frame.sort_values(["latest", "gw", "event_type"], kind="stable", ignore_index=True)
    return frame.assign(coup_id=[str(number) for number in frame.index])
