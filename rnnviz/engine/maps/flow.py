"""How one step depends on an earlier one: norms of products of one-step Jacobians, for many pairs of steps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.language.ops import Array
from rnnviz.engine.maps.grouped import grouped_squares, rescale
from rnnviz.engine.maps.jacobian import Jacobians
from rnnviz.engine.passes.lognorm import LOG10_2, log10_norm

CALM = 1e20
"""One-step Jacobians between 1/CALM and CALM are multiplied eight at a time before the product is rescaled."""


def check_norm(norm: str) -> None:
    """Refuse what is no norm of a matrix here."""
    if norm not in ("frobenius", "spectral", "rms"):
        raise ExperimentError("norm.unknown", norm=norm)


def flow(jacobians: Jacobians, at: Array, norm: str) -> Array:
    """log10 ||d(line at t)/d(line at k)|| for t, k in `at` (rising): (n, n), -inf where k > t.

    norm: "spectral", "frobenius", or "rms": Frobenius / sqrt(n), the root mean square of a unit vector's stretch.
    """
    check_norm(norm)
    with np.errstate(all="ignore"):
        logs = _quick_logs(jacobians, at) if norm != "spectral" else None
        if logs is not None and norm == "rms":
            logs -= of_identity(jacobians.size, "frobenius")
        if logs is None:
            logs = np.full((len(at), len(at)), -np.inf)
            for column, first, blocks, exponent in _products(jacobians, at):
                logs[first:, column] = norms(blocks, exponent, norm)
    np.fill_diagonal(logs, of_identity(jacobians.size, norm))
    return logs


def of_identity(size: int, norm: str) -> float:
    """log10 of the norm of an identity."""
    return float(np.log10(size)) / 2 if norm == "frobenius" else 0.0


def _quick_logs(jacobians: Jacobians, at: Array) -> Array | None:
    """log10 of Frobenius norms from sums of squares in float64; None where such a sum would leave its range."""
    squares, powers = _squares(jacobians, at)
    if squares.size and not (squares.min() > 1e-250 and squares.max() < 1e250):
        return None
    logs = 0.5 * np.log10(squares) + powers * LOG10_2
    reached = np.tri(len(at), dtype=bool) if jacobians.width else False
    return np.where(reached, logs.T, -np.inf)


def _squares(jacobians: Jacobians, at: Array) -> tuple[Array, Array]:
    """[k, t]: sums of squares in units of 4**powers, 1 where t <= k; powers."""
    size = jacobians.size
    if 1 < len(at) <= jacobians.at_once and at[-1] - at[0] + 1 == len(at) and jacobians.wide:
        block = jacobians.block(slice(int(at[0]), int(at[-1]) + 1))
        return grouped_squares(block, jacobians.span or slice(0), size)
    squares, powers = np.ones((len(at), len(at))), np.zeros((len(at), len(at)))
    for column, first, blocks, exponent in _products(jacobians, at):
        if blocks.flags.c_contiguous:
            flat = blocks.reshape(-1, size * size)
            np.vecdot(flat, flat, out=squares[column, first:])
        else:
            np.einsum("tij,tij->t", blocks, blocks, out=squares[column, first:])
        powers[column, first:] = exponent
    return squares, powers


Product = tuple[int, int, Array, Array]


def _products(jacobians: Jacobians, at: Array) -> Iterator[Product]:
    """For every k in `at` but the last: its place, the place of the first later t, and d(name at t)/d(name at k) for
    all those t as blocks (t, n, n) times 2**exponent (t,).

    A panel holds d(line at t)/d(states at k) for every chosen t >= k and is multiplied on the way back by the Jacobians
    of the steps down to the next chosen one; each t has a power of two of its own, so that nothing under- or overflows.
    """
    count, size, width = len(at), jacobians.size, jacobians.width
    if count == 0 or width == 0:
        return
    place = {int(t): i for i, t in enumerate(at)}
    panel, spare = np.empty((2, count * size, width))
    exponent = np.zeros(count, np.int64)
    first, span = count, jacobians.span
    through: Array | None = None  # the steps the panel has still to be multiplied with
    fresh: Array | None = None  # the row of a chosen step that is not in the panel yet
    for rows, block in jacobians.blocks(int(at[0]), int(at[-1])):
        largest = np.abs(block.step).max(initial=0.0)
        every = 8 if 1 / CALM < largest < CALM else 1
        for k in range(rows.stop - 1, rows.start - 1, -1):
            row, live = k - rows.start, panel[first * size :]
            if first < count:
                if k in place:
                    part = live[:, span] if block.upon is None else live @ block.upon[row]
                    yield place[k], first, part.reshape(-1, size, size), exponent[first:]
                through = block.step[row] if through is None else through @ block.step[row]
            if fresh is not None:
                fresh = fresh @ block.step[row]
            if k in place:
                fresh, coming = block.of_line[row], place[k]
            if k - 1 not in place and k % every:
                continue
            if through is not None:
                np.dot(live, through, spare[first * size :])
                panel, spare, through = spare, panel, None
            if fresh is not None:
                first, panel[coming * size : (coming + 1) * size], fresh = coming, fresh, None
            if k % every == 0 and first < count:
                rescale(panel[first * size :].reshape(-1, size, width), exponent[first:])


def norms(blocks: Array, exponent: Array, norm: str) -> Array:
    """log10 norms of blocks (t, n, m) times 2**exponent (t,)."""
    if norm != "spectral":
        logs = log10_norm(blocks.reshape(len(blocks), -1), exponent)
        return logs - of_identity(blocks.shape[-1], "frobenius") if norm == "rms" else logs
    clean = np.asarray(np.isfinite(blocks).all(axis=(1, 2)))
    largest = np.linalg.norm(np.where(clean[:, None, None], blocks, 0.0), ord=2, axis=(1, 2))
    logs = np.where(largest > 0, np.log10(np.where(largest > 0, largest, 1.0)), -np.inf) + exponent * LOG10_2
    return np.where(clean, logs, np.nan)
