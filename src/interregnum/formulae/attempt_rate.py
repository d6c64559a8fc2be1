r"""How often anybody tries: the rate of attempts drifts with the year in which a run starts.

Equations
---------
:math:`\lambda_{att}(year) = \lambda_{att}\,e^{d\,(year - 1989)/25}`: :math:`\lambda_{att}` is the
rate of 1989, where the record that the model is fitted to ends, and d the log-linear drift per 25
years.
"""

from __future__ import annotations

from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

RECORD_ENDS = 1989.0  # [yr]
DRIFT_YEARS = 25.0  # [yr]


@scalar
def drifted_rate(rate: float, drift: float, year: float) -> float:
    """Return the rate of attempts [1/yr] in a year.

    Parameters
    ----------
    rate
        The rate of 1989 [1/yr].
    drift
        Its log-linear drift per 25 years [1].
    year
        The year as a decimal number [yr].

    >>> drifted_rate(0.5, 0.0, 2023.5), drifted_rate(0.5, 0.7, 1989.0)
    (0.5, 0.5)
    """
    return rate * exp(drift * (year - RECORD_ENDS) / DRIFT_YEARS)
