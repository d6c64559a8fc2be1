r"""What the record says of poorer models: each fitted in the same way, compared on the same facts.

Two measures, both with their error. The *evidence* is the marginal likelihood of all facts under
the uniform prior, by importance sampling; it punishes priors that waste room. The *expected log
predictive density* leaves one fact out at a time and predicts it from the others,

.. math:: \sum_f \log \int p(y_f \mid y_{-f}, u)\, p(u \mid y_{-f})\, du

and asks the prior for less.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.importance import Weighted, prior_pool, weighted_posterior
from interregnum.calibration.libraries import one_thread
from interregnum.calibration.likelihood import LOG_TWO_PI, Likelihood
from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Compared:
    """One model beside the reference.

    Parameters
    ----------
    name
        Of the model.
    log_evidence, evidence_error
        Logarithm of the marginal likelihood and its Monte Carlo standard error.
    log_predictive
        Expected log predictive density, facts left out one at a time.
    evidence_gain, evidence_gain_error
        Of the reference over this model; 0 for the reference. Above 0 speaks for the reference.
    predictive_gain, predictive_gain_error
        The same of the log predictive density; the error is that of a sum over facts.
    effective
        The smallest effective number of draws behind a left-out fact: below about 50 the log
        predictive density is not to be trusted.
    """

    name: str
    log_evidence: float
    evidence_error: float
    log_predictive: float
    evidence_gain: float
    evidence_gain_error: float
    predictive_gain: float
    predictive_gain_error: float
    effective: float


def compared(
    models: Mapping[str, Likelihood], *, reference: str, seed: int = 0, enough: float = 4_000.0
) -> tuple[Compared, ...]:
    """Return models compared on the same facts.

    Parameters
    ----------
    models
        Likelihoods of the same record, each with its own emulator, by name.
    reference
        The name of the model that the others are compared with.
    seed
        Of the draws.
    enough
        Effective number of draws asked of each posterior.

    Raises
    ------
    ScenarioError
        If the reference is missing, or the models have different facts or data.

    References
    ----------
    A. Vehtari, A. Gelman and J. Gabry, Practical Bayesian model evaluation using leave-one-out
    cross-validation and WAIC, Statistics and Computing 27 (2017),
    doi:10.1007/s11222-016-9696-4. Smoothing of the weights is not used; their effective number
    is printed.
    """
    if reference not in models:
        msg = f"comparison: no model {reference}; it has {', '.join(models)}"
        raise ScenarioError(msg)
    against = models[reference].observed
    for name, model in models.items():
        if model.observed.names != against.names or not np.array_equal(
            model.observed.values, against.values
        ):
            msg = f"comparison: {name} has other facts than {reference}; compare on the same ones"
            raise ScenarioError(msg)
    with one_thread():
        found = {name: _measured(model, seed, enough) for name, model in models.items()}
    best, best_facts, _ = found[reference]
    rows = []
    for name, (posterior, facts, effective) in found.items():
        same = name == reference
        error = float(np.hypot(best.evidence_error, posterior.evidence_error))
        gain = best_facts - facts
        rows.append(
            Compared(
                name=name,
                log_evidence=posterior.log_evidence,
                evidence_error=posterior.evidence_error,
                log_predictive=float(facts.sum()),
                evidence_gain=best.log_evidence - posterior.log_evidence,
                evidence_gain_error=0.0 if same else error,
                predictive_gain=float(gain.sum()),
                predictive_gain_error=float(np.sqrt(len(gain)) * gain.std(ddof=1)),
                effective=effective,
            )
        )
    return tuple(rows)


def _measured(model: Likelihood, seed: int, enough: float) -> tuple[Weighted, Floats, float]:
    """Return a posterior, the log predictive density of each fact, and the least effective."""
    posterior = weighted_posterior(
        model, prior_pool(model, seed=seed), seed=seed, enough=enough, most_turns=40, turn=1024
    )
    # Draws of no weight say nothing of the posterior, nor of one without a fact.
    kept = posterior.weights > 1e-12 * posterior.weights.max()
    weights = posterior.weights[kept]
    density = left_out_density(model, posterior.places[kept])
    logs = np.log(weights)[:, None] - density
    top = logs.max(axis=0)
    raw = np.exp(logs - top)
    facts = np.log(weights.sum()) - (top + np.log(raw.sum(axis=0)))
    effective = raw.sum(axis=0) ** 2 / (raw * raw).sum(axis=0)
    return posterior, facts, float(effective.min())


def left_out_density(model: Likelihood, places: Floats) -> Floats:
    """Return the log density of each fact given the other facts and the parameters.

    Parameters
    ----------
    model
        The likelihood.
    places
        In the unit cube, shape (n, parameters).

    Returns
    -------
    Shape (n, facts).

    Notes
    -----
    With the precision matrix K and the residual r, fact f given the others has variance 1/K_ff
    and misses by (K r)_f / K_ff.
    """
    mean, variance = model.predict(places)
    found = np.empty_like(mean)
    for start in range(0, len(mean), 256):
        rows = slice(start, start + 256)
        precision = np.linalg.inv(model.covariance(variance[rows]))
        off = np.einsum("nfg,ng->nf", precision, model.observed.values - mean[rows])
        own = np.einsum("nff->nf", precision)
        found[rows] = 0.5 * (np.log(own) - LOG_TWO_PI - off * off / own)
    return found
