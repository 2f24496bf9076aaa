"""What one step does to a gradient, and all of them together: singular values, spectral radii, products, bounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.run import Run


@dataclass(frozen=True, eq=False)
class Spectra:
    """Of the Jacobian of every step, d(NAME at t)/d(NAME at t - 1), of a state or of all states together.

    singular: (T, n), largest first; radius: (T,), largest modulus of an eigenvalue. Both NaN where an entry is not
    finite. product: (T,), log10 of the spectral norm of d(NAME at T)/d(NAME at k), 0 at the last step. factor: (T,),
    log10 of what the step before each one has of the norm of dL/d(NAME) against it; NaN at step 0 and where a norm is
    no number. per_step: log10 of the mean factor from the step where the loss comes in last, NaN without one. bound:
    beta_f, beta_w of Pascanu, Mikolov & Bengio 2013, where they hold.
    """

    singular: Array
    radius: Array
    product: Array
    factor: Array
    per_step: float
    bound: tuple[float, float] | None


def spectra(run: Run, name: str | None = None, sample: int = 0) -> Spectra:
    """Of a state, or (None) of all states stacked."""
    jacobians = np.stack([run.jacobian(name, t, sample) for t in range(run.steps)])
    singular, radius = _singular(jacobians)
    norms = run.norms(name)
    norms = norms[:, sample] if norms.ndim == 2 else norms
    with np.errstate(invalid="ignore"):
        factor = np.concatenate([[np.nan], norms[:-1] - norms[1:]])
    return Spectra(singular, radius, _products(jacobians), locked(factor), _mean(norms), run.bound_factors())


def _singular(jacobians: Array) -> tuple[Array, Array]:
    usable = np.isfinite(jacobians).all(axis=(1, 2))
    singular = np.full(jacobians.shape[:2], np.nan)
    radius = np.full(len(jacobians), np.nan)
    if usable.any() and jacobians.shape[1]:
        singular[usable] = np.linalg.svd(jacobians[usable], compute_uv=False)
        radius[usable] = np.abs(np.linalg.eigvals(jacobians[usable])).max(axis=1)
    return locked(singular), locked(radius)


def _products(jacobians: Array) -> Array:
    """log10 ||J_T ... J_{k+1}||, with a power of ten kept aside."""
    found, product, power = np.zeros(len(jacobians)), np.eye(jacobians.shape[1]), 0.0
    with np.errstate(all="ignore"):
        for k in range(len(jacobians) - 2, -1, -1):
            product = product @ jacobians[k + 1]
            size = np.abs(product).max(initial=0.0)
            if not np.isfinite(size) or size == 0:
                found[: k + 1] = np.nan if not np.isfinite(size) else -np.inf
                break
            product, power = product / size, power + np.log10(size)
            found[k] = np.log10(np.linalg.norm(product, 2)) + power
    return locked(found)


def _mean(norms: Array) -> float:
    there = np.flatnonzero(np.isfinite(norms))
    last = int(there[-1]) if there.size else 0
    return float((norms[0] - norms[last]) / last) if last and np.isfinite(norms[0]) else float("nan")
