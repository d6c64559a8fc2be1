"""Draws from the posterior by an ensemble of walkers, from two starts, resumable."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.chain_checks import ChainChecks, chain_checks
from interregnum.calibration.checkpoints import Stand, read_stand, write_stand
from interregnum.calibration.libraries import library, one_thread
from interregnum.calibration.likelihood import Likelihood, log_posterior_of_scores
from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Plan:
    """How to sample.

    Parameters
    ----------
    seed
        Of starts and proposals.
    walkers
        Of one ensemble: even, and at least twice the parameters.
    steps
        Of one start, burn-in included.
    burn_share
        Share of the steps that is thrown away, in [0, 1).
    starts
        1, or 2 for a second start from a more dispersed cloud.
    draws
        Wanted in the end.
    chunk
        Steps between two checkpoints.
    """

    seed: int
    walkers: int = 64
    steps: int = 3_000
    burn_share: float = 0.3
    starts: int = 2
    draws: int = 4_000
    chunk: int = 250


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Posterior:
    """Equally weighted draws from the posterior.

    Parameters
    ----------
    places
        In the unit cube, shape (draws, parameters).
    log_likelihood
        At each draw.
    checks
        Of the chain that they come from.
    """

    places: Floats
    log_likelihood: Floats
    checks: ChainChecks


def sampled_posterior(
    likelihood: Likelihood, plan: Plan, *, checkpoints: Path | None = None
) -> Posterior:
    """Return draws from the posterior under a uniform prior on the unit cube.

    Parameters
    ----------
    likelihood
        Of the facts.
    plan
        How to sample.
    checkpoints
        A folder that exists, where each start's chain is kept; a call with the same likelihood
        and plan goes on from there, and gives the draws that an uninterrupted one gives.

    Raises
    ------
    ScenarioError
        If the plan cannot be carried out, or a checkpoint is of something else.
    UsageError
        If the extra ``calibration`` is not installed.
    OSError
        If a checkpoint cannot be written.

    Notes
    -----
    Walkers move on normal scores, where the prior is standard normal, by differences of other
    walkers (four fifths) and by stretches (one fifth). The first start draws its walkers from the
    prior narrowed to a half, the second from the prior widened by a fifth. The snooker move of
    emcee 3.1.6 is not used: its acceptance rule is wrong (corrected upstream after that release),
    and on twelve independent normal laws it makes variances a tenth too small.

    References
    ----------
    D. Foreman-Mackey, D. W. Hogg, D. Lang and J. Goodman, emcee: the MCMC hammer, Publications
    of the Astronomical Society of the Pacific 125 (2013), doi:10.1086/670067.
    """
    _check(plan, likelihood.parameters)
    with one_thread():
        stands = []
        for start in range(plan.starts):
            path = None if checkpoints is None else checkpoints / f"start-{start}.npz"
            stands.append(_run(likelihood, plan, start, path))
        kept = round(plan.burn_share * plan.steps)
        chains = [stand.chain[kept:] for stand in stands]
        accepted = float(np.mean([stand.accepted.mean() / plan.steps for stand in stands]))
        checks = chain_checks(chains, accepted)
        pooled = np.concatenate([each.reshape(-1, likelihood.parameters) for each in chains])
        # An even choice along the chain; the order of chains is kept, so it needs no draw.
        count = min(plan.draws, len(pooled))
        chosen = pooled[np.arange(count) * len(pooled) // count]
        places = library("scipy.special").ndtr(chosen)
        return Posterior(places=places, log_likelihood=likelihood.log(places), checks=checks)


def _run(likelihood: Likelihood, plan: Plan, start: int, path: Path | None) -> Stand:
    """Return one start's whole chain, from its last checkpoint if there is one."""
    emcee = library("emcee")
    key = _key(likelihood, plan, start)
    stand = None if path is None else read_stand(path, key)
    if stand is None:
        stand = _first_stand(likelihood, plan, start)
    moves = [(emcee.moves.DEMove(), 0.8), (emcee.moves.StretchMove(), 0.2)]
    while len(stand.chain) < plan.steps:
        sampler = emcee.EnsembleSampler(
            plan.walkers,
            likelihood.parameters,
            lambda scores: log_posterior_of_scores(likelihood, scores),
            vectorize=True,
            moves=moves,
        )
        state = emcee.State(stand.scores, log_prob=stand.log_density, random_state=stand.random)
        # Chunks end at the same steps whether or not the run was interrupted.
        wanted = min(plan.chunk, plan.steps - len(stand.chain))
        state = sampler.run_mcmc(state, wanted)
        stand = Stand(
            chain=np.concatenate((stand.chain, sampler.get_chain())),
            scores=np.asarray(state.coords),
            log_density=np.asarray(state.log_prob),
            accepted=stand.accepted + sampler.backend.accepted,
            random=state.random_state,
        )
        if path is not None:
            write_stand(path, stand, key)
    return stand


def _first_stand(likelihood: Likelihood, plan: Plan, start: int) -> Stand:
    """Return an ensemble before its first step."""
    random = np.random.default_rng([plan.seed, start])
    spread = (0.5, 1.2)[start]
    scores = spread * random.standard_normal((plan.walkers, likelihood.parameters))
    density = log_posterior_of_scores(likelihood, scores)
    if not np.isfinite(density).all():
        msg = "sampling: a start has no likelihood; check the facts and their covariance"
        raise ScenarioError(msg)
    state: Any = np.random.RandomState(int(random.integers(2**31))).get_state()
    return Stand(
        chain=np.zeros((0, plan.walkers, likelihood.parameters)),
        scores=scores,
        log_density=density,
        accepted=np.zeros(plan.walkers),
        random=state,
    )


def _key(likelihood: Likelihood, plan: Plan, start: int) -> str:
    """Return what tells one chain from another: likelihood at fixed places, facts and plan."""
    import hashlib

    random = np.random.default_rng(0)
    probes = random.random((16, likelihood.parameters))
    told = dataclasses.asdict(dataclasses.replace(plan, draws=0, burn_share=0.0, starts=0))
    parts = (likelihood.log(probes).tobytes(), likelihood.observed.values.tobytes())
    return hashlib.sha256(b"".join(parts) + repr((told, start)).encode()).hexdigest()


def _check(plan: Plan, parameters: int) -> None:
    if plan.walkers % 2 or plan.walkers < 2 * parameters:
        msg = (
            f"sampling: walkers = {plan.walkers} for {parameters} parameters; give an even number "
            f"of at least {2 * parameters}"
        )
        raise ScenarioError(msg)
    if plan.starts not in (1, 2) or plan.chunk < 1 or plan.draws < 1 or plan.steps < 10:
        msg = (
            f"sampling: starts = {plan.starts}, steps = {plan.steps}, chunk = {plan.chunk}, draws "
            f"= {plan.draws}; give 1 or 2 starts, 10 steps or more, and the rest above 0"
        )
        raise ScenarioError(msg)
    if not 0.0 <= plan.burn_share <= 0.9:
        msg = f"sampling: burn_share = {plan.burn_share}; give a share from 0 to 0.9"
        raise ScenarioError(msg)
