"""Squared norms of d(line at t)/d(line at k) for all steps t and k, several k at a time.

Where more travels than the line has units (the c beside an LSTM's h), most of a step-by-step product is only needed to
go on. So steps are put into groups. What leads from a group's last step to each of its steps is multiplied first, for
all groups at once; then a row of the panel meets one wide matrix per group: for every step the columns of the line,
and once those of all states.
"""

from __future__ import annotations

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.maps.jacobian import JacobianBlock

GROUP = 10
"""Steps of a group, at most."""
TILE = 200_000
"""Bytes of results that are worked on at a time."""


def grouped_squares(block: JacobianBlock, span: slice, size: int) -> tuple[Array, Array]:
    """[k, t] of all steps of a block: squares of Frobenius norms in units of 4**powers, 1 where t <= k; powers.

    span: the line's place among the states, where it is one.
    """
    steps, width = block.step.shape[:2]
    count = -(-steps // GROUP)
    length = -(-steps // count)
    idle = count * length - steps  # zeros before the first step
    step, of_line = _in_groups(block.step, count, idle), _in_groups(block.of_line, count, idle)
    # what is read after the step before: row i is about k = i - 1
    read = None if block.upon is None else _in_groups(np.roll(block.upon, 1, axis=0), count, idle)
    squares = np.ones((count * length, count * length))
    powers = np.zeros(squares.shape, np.int64)
    rows, onward = _within(step, of_line, read, span, squares)
    _across(rows, onward, _columns(length, size, width, span if read is None else None), squares, powers)
    squares[: idle + 1], powers[: idle + 1], squares[:, :idle] = 1.0, 0, 1.0  # row idle is about what was before step 0
    return np.roll(squares, -1, axis=0)[idle:, idle:], np.roll(powers, -1, axis=0)[idle:, idle:]


def _in_groups(array: Array, count: int, idle: int) -> Array:
    """(steps, m, n) as (count, length, m, n)."""
    if idle:
        array = np.concatenate([np.zeros((idle, *array.shape[1:])), array])
    return array.reshape(count, -1, *array.shape[1:])


def _within(step: Array, of_line: Array, read: Array | None, span: slice, squares: Array) -> tuple[Array, Array]:
    """Pairs of steps of one group, for all groups at once.

    Returns d(line at t)/d(states before the group) for all t of each group (count, length * size, width), and how the
    states at its last step depend on the line at each of its steps, and on all states before it.
    """
    (count, length, size, width), whole = of_line.shape, of_line.shape[1] * of_line.shape[2]
    panel, spare = np.empty((2, count, whole + width, width))
    onward = np.empty((count, width, whole + width))
    panel[:, whole - size : whole], panel[:, whole:] = of_line[:, -1], step[:, -1]
    own = squares.reshape(count, length, count, length)
    for i in range(length - 1, -1, -1):
        live = panel[:, i * size :]
        seen = live[:, :, span] if read is None else live @ read[:, i]
        blocks = seen[:, : whole - i * size].reshape(count, length - i, size, size)
        np.einsum("gigt->git", own)[:, i, i:] = np.einsum("gtij,gtij->gt", blocks, blocks)
        onward[:, :, i * size : (i + 1) * size] = seen[:, whole - i * size :]
        if i:
            np.matmul(live, step[:, i - 1], out=spare[:, i * size :])
            panel, spare = spare, panel
            panel[:, (i - 1) * size : i * size] = of_line[:, i - 1]
    onward[:, :, whole:] = panel[:, whole:]
    if read is None:  # the line before the group stands among the states there
        onward = np.ascontiguousarray(onward[:, :, size:])
    return panel[:, :whole], onward


def _columns(length: int, size: int, width: int, span: slice | None) -> Array:
    """Which columns of a group's results belong to which of its steps: (columns, length) of 0 and 1."""
    chosen = np.zeros((length * size + width, length))
    for i in range(length):
        chosen[i * size : (i + 1) * size, i] = 1.0
    if span is None:
        return chosen
    chosen[length * size + span.start : length * size + span.stop, 0] = 1.0
    return chosen[size:]


def _across(rows: Array, onward: Array, columns: Array, squares: Array, powers: Array) -> None:
    """Pairs of steps of two groups: later groups' rows meet one group's matrix after the other."""
    (count, whole, width), length = rows.shape, columns.shape[1]
    size = whole // length
    tile = max(1, TILE // (8 * len(columns) * size)) * size
    panel, room = np.empty((count * whole, width)), np.empty((tile, len(columns)))
    exponent = np.zeros(count * length, np.int64)
    for group in range(count - 1, -1, -1):
        here = slice(group * length, (group + 1) * length)
        for begin in range((group + 1) * whole, len(panel), tile):
            live = panel[begin : begin + tile]
            found = np.dot(live, onward[group], room[: len(live)])
            live[...] = found[:, -width:]
            np.multiply(found, found, found)
            sums = np.add.reduce(found.reshape(-1, size, len(columns)), axis=1) @ columns
            squares[here, begin // size : begin // size + len(sums)] = sums.T
        powers[here, here.stop :] = exponent[here.stop :]
        panel[group * whole : (group + 1) * whole] = rows[group]
        rescale(panel[group * whole :].reshape(-1, size, width), exponent[here.start :])


def rescale(panel: Array, exponent: Array) -> None:
    """Bring blocks (t, n, m) that have become very large or small near 1, and keep the power of two in `exponent`."""
    largest = np.maximum(panel.max(axis=(1, 2)), -panel.min(axis=(1, 2)))
    far = np.isfinite(largest) & (largest > 0) & ((largest > 1e30) | (largest < 1e-30))
    if far.any():
        power = np.frexp(largest[far])[1]
        panel[far] = np.ldexp(panel[far], -power[:, None, None])
        exponent[far] += power
