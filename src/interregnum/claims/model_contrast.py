"""How arms' numbers become x: components that are averaged first, and what is made of the means.

A difference or a share is one component. A ratio has two, and what is compared with the better of
several arms, or with the largest of several shares, has one a rival, of which the least counts:
the better of two expectations, not the expectation of the better run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from interregnum.claims.model_quantities import read

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.claims.model_block import Contrast, Reading
    from interregnum.claims.model_quantities import Columns

    Floats = npt.NDArray[np.float64]

# A ratio of removals is not told where hardly anybody is removed.
LEAST_SHARE = 0.02


def components(
    contrast: Contrast, reading: Reading, arms: Mapping[str, Columns], within: float
) -> Floats:
    """Return (components, runs): what is averaged; not a number where a run does not count.

    Parameters
    ----------
    contrast, reading
        Of the claim.
    arms
        The columns of each arm, in the same order of runs.
    within
        Days in which quantities are looked for, where the reading names none.
    """
    import numpy as np

    days = float(reading.within or within)

    def of(arm: str, name: str) -> Floats:
        values = read(arms[arm], name, days, None if reading.given_arm else reading.given)
        if reading.given is None or reading.given_arm is None:
            return values
        holds = read(arms[reading.given_arm], reading.given, days) > 0.0
        return np.where(holds, values, np.nan)

    values = [of(arm, reading.name) for arm in contrast.arms]
    if contrast.kind == "pair":
        found = [values[0] - values[1]]
    elif contrast.kind == "better_of":
        found = [values[0] - other for other in values[1:]]
    elif contrast.kind == "interaction":
        found = [values[0] - values[1] - values[2] + values[3]]
    elif contrast.kind == "rank":
        arm = contrast.arms[0]
        found = [values[0] - of(arm, name) for name in contrast.others]
    else:
        found = values
    return np.stack(found)


def combined(contrast: Contrast, means: Floats) -> Floats:
    """Return x from the components' expectations.

    Parameters
    ----------
    contrast
        Of the claim.
    means
        (components, ...).

    Examples
    --------
    >>> import numpy as np
    >>> from interregnum.claims.model_block import Contrast
    >>> better = Contrast(kind="better_of", arms=("both", "one", "other"))
    >>> combined(better, np.array([[0.3], [0.1]]))
    array([0.1])
    """
    import numpy as np

    if contrast.kind == "ratio":
        ratio: Floats = np.clip(means[0], 0.0, 1.0) / np.clip(means[1], LEAST_SHARE, 1.0)
        return ratio
    if contrast.kind == "share":
        share: Floats = np.clip(means[0], 0.0, 1.0)
        return share
    found: Floats = means.min(axis=0)
    return found
