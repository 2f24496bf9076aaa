"""How numbers look, worked out a second time from the book of the look and nothing else."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtGui import QColor

from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.model.picture.reading import single
from rnnviz.view.look.style import Theme
from tests.view.oracle.story import Moment

SOFT = 5
"""Steps of 255 by which two ways of rounding a colour may differ."""


def close(one: str | QColor, other: str | QColor, by: int = SOFT) -> bool:
    a, b = QColor(one), QColor(other)
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) <= by


def between(a: QColor, b: QColor, share: float) -> QColor:
    """The colour a share of the way from a to b."""
    share = min(max(share, 0.0), 1.0)
    pairs = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(x + (y - x) * share) for x, y in pairs))


def square(theme: Theme, value: float, role: str | None) -> QColor:
    """A gate's square is dark to full in its own hue; others are blue below zero and orange above."""
    ground = between(theme.panel, theme.line, 0.35)
    if role is not None:
        return between(ground, theme.role(role), 0.12 + 0.88 * min(max(value, 0.0), 1.0))
    value = min(max(value, -1.0), 1.0)
    return between(ground, theme.negative if value < 0 else theme.positive, abs(value) ** 0.8)


def log_norm(vector: np.ndarray) -> float:
    size = float(np.linalg.norm(vector))
    return math.log10(size) if size > 0 else -math.inf


class Flow:
    """The gradients in the wires of one run's picture; a hundredth of the largest is no light."""

    def __init__(self, at: Moment, picture: Any) -> None:
        self.at, self.picture, run = at, picture, at.run
        self.node = lambda node: single(run.node_grad(node))
        self.loss = single(run.grad(run.cell.output, into="loss"))
        every = set(run.cell.by_name)
        norms = [
            log_norm(found)
            for piece in picture.pieces
            for t in range(run.steps)
            if (found := self.through(piece, t, every)) is not None
        ]
        self.top = max((n for n in norms if math.isfinite(n)), default=0.0)
        peaks = [np.abs(at.grad(name)).max() for name in run.cell.by_name]
        self.peak = math.log10(max(peak for peak in peaks if peak > 0)) if any(peaks) else 0.0

    def later(self, state: str, t: int) -> np.ndarray | None:
        """What the step after sends back to a state."""
        found = self.at.grad(f"{state}_prev")
        return found[t + 1] if t + 1 < len(found) else None

    def through(self, piece: Any, t: int, known: set[str]) -> np.ndarray | None:
        parts = [self.node(link.wire)[t] for link in piece.links if link.line in known]
        if "next" in piece.exits and (later := self.later(piece.net, t)) is not None:
            parts.append(later)
        if "out" in piece.exits and self.loss[t].any():
            parts.append(self.loss[t])
        return np.sum(parts, axis=0) if parts else None

    def strength(self, vector: np.ndarray | None) -> float | None:
        """0..1 over two decades; None where there is no gradient at all."""
        if vector is None or not np.any(vector):
            return None
        return min(max(1 + (log_norm(vector) - self.top) / 2, 0.0), 1.0)

    def shade(self, value: float) -> float:
        if value == 0:
            return 0.0
        return math.copysign(min(max(1 + (math.log10(abs(value)) - self.peak) / 2, 0.0), 1.0), value)


def carried(at: Moment, picture: Any, source: str) -> np.ndarray:
    """What a wire's source holds: x, a state, a line, or a part within a line."""
    shape = picture.by_name.get(source)
    if shape is not None and source not in shape.lines:
        return single(at.run.node_value(shape.node))[at.step]
    return at.value(source)


def held(at: Moment, node: int) -> bool:
    """Whether a node's line is held at this step."""
    return any(at.cell.by_name[name].root == node and h.mask[at.step] for name, h in at.run.experiment.held.items())


def slope(at: Moment, node: int) -> np.ndarray:
    """The derivative of what a box computes, by differences; what is held follows nothing."""
    found, run = at.cell.nodes[node], at.run
    if held(at, node):
        return np.zeros(run.hidden)
    if found.op not in FUNCTIONS:
        return np.ones(at.run.hidden)
    inner = single(at.run.node_value(found.args[0]))[at.step]
    forward, h = FUNCTIONS[found.op].forward, 1e-6
    return (forward(inner + h) - forward(inner - h)) / (2 * h)
