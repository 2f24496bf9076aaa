"""Everything a read-out says about a sequence: y = V h + d, p = softmax(y), the targets, losses, and what goes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.engine.networks.target import log_softmax
from rnnviz.engine.training.predict import tempered
from rnnviz.model.setup.setup import Setup

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Of one sequence of T steps in its own order, for n answers and a last layer that hands on m numbers.

    kind: "softmax" or "identity"; asked: the kind of the loss; names: of the answers. heard: (T, m), what is read;
    v: (n, m), d: (n,). y: (T, n), V h + d. p: (T, n), what is said: softmax(y), or y itself. wanted: (T, n), what is
    right, a class as a 1 among zeros, NaN where there is no target. losses: (T,), of every step that has one, whether
    it counts or not, else NaN; counted: (T,) bool. slope: (T, n), dL/dy; sent: (T, m), V^T dL/dy: zeros where nothing
    counts. tolerance: how near a number must be to be right; 0 where nobody said. drawn: (T,), the answer that was read
    again at the next step, −1 where none was; temperature: at which the next is drawn; heats: (T,), at which these
    were.
    """

    kind: str
    asked: str
    names: tuple[str, ...]
    heard: Floats
    v: Floats
    d: Floats
    y: Floats
    p: Floats
    wanted: Floats
    losses: Floats
    counted: NDArray[np.bool_]
    slope: Floats
    tolerance: float = 0.0
    drawn: tuple[int, ...] = ()
    temperature: float = 1.0
    heats: tuple[float, ...] = ()

    def heat_at(self, step: int) -> float:
        """The temperature at which the answer of a step was drawn."""
        return self.heats[step] if step < len(self.heats) else self.temperature

    def drawn_at(self, step: int) -> int | None:
        """The answer that was drawn at a step; None where none was."""
        return self.drawn[step] if step < len(self.drawn) and self.drawn[step] >= 0 else None

    def said(self, step: int) -> int:
        """The answer that was drawn, else the likeliest."""
        drawn = self.drawn_at(step)
        return self.likeliest(step) if drawn is None else drawn

    def offered(self, step: int) -> Floats:
        """(n,): what the next word is drawn by, softmax(y / T)."""
        p = self.p[step]
        known = self.classes and self.temperature != 1.0 and bool(np.isfinite(p).all())
        return np.asarray(tempered(p, self.temperature)) if known else p

    @property
    def steps(self) -> int:
        return len(self.y)

    @property
    def classes(self) -> bool:
        """Whether one of several is said."""
        return self.kind == "softmax"

    @property
    def sent(self) -> Floats:
        """What leaves the read-out on the way back: (T, m)."""
        with np.errstate(all="ignore"):
            return np.asarray(self.slope @ self.v)

    def likeliest(self, step: int) -> int:
        """The answer with the largest p, the first of several."""
        return int(np.argmax(np.nan_to_num(self.p[step], nan=-np.inf)))

    def has_target(self, step: int) -> bool:
        return not np.isnan(self.wanted[step]).any()

    def target(self, step: int) -> int | None:
        """The right class; None where there is no target, or numbers are asked for."""
        return int(np.argmax(self.wanted[step])) if self.classes and self.has_target(step) else None

    def right(self, step: int) -> bool | None:
        """Whether what is said is right; None where nobody can say."""
        if not self.has_target(step) or not np.isfinite(self.p[step]).all():
            return None
        if self.classes:
            return self.said(step) == self.target(step)
        return self.off(step) < self.tolerance if self.tolerance else None

    def off(self, step: int) -> float:
        """How far what is said is from the target, at its worst number."""
        return float(np.abs(self.p[step] - self.wanted[step]).max())

    @property
    def total(self) -> float:
        """L: the losses that count."""
        return float(self.losses[self.counted].sum())


def answers_of(setup: Setup, run: NetworkRun) -> Answers | None:
    """What the read-out of a setup says in its run; None for a setup without one."""
    readout = setup.readout
    if readout is None:
        return None
    y, p, wanted = run.logits, run.outputs, _wanted(setup)
    counted = np.zeros(setup.steps, bool)
    counted[list(setup.loss.counted(setup.steps))] = True
    return Answers(
        readout.kind, setup.loss.kind, readout.answers, run.heard, run.network.params["V"], run.network.params["d"],
        y, p, wanted, _losses(setup, y, p, wanted), counted, run.logit_grad,
        setup.learned.tolerance if setup.learned else 0.0, _drawn(setup), setup.prediction.temperature, _heats(setup),
    )  # fmt: skip


def _drawn(setup: Setup) -> tuple[int, ...]:
    """Which answer became the next word, for every step; () where nothing was written."""
    assert setup.readout is not None
    prediction, names = setup.prediction, setup.readout.answers
    if not prediction.made or setup.readout.kind != "softmax":
        return ()
    said = [*setup.sequence.words[setup.typed :], *([prediction.ended] if prediction.ended else [])]
    found = [-1] * (setup.typed - 1) + [names.index(word) if word in names else -1 for word in said]
    return (*found, *[-1] * (setup.steps - len(found)))


def _wanted(setup: Setup) -> Floats:
    assert setup.readout is not None
    answers = setup.readout.answers
    wanted = np.full((setup.steps, len(answers)), np.nan)
    for target in setup.targets:
        if target.answer in answers:
            wanted[target.step] = [name == target.answer for name in answers]
        elif len(target.values) == len(answers):
            wanted[target.step] = target.values
    return wanted


def _losses(setup: Setup, y: Floats, p: Floats, wanted: Floats) -> Floats:
    """(T,): the loss of every step by itself; NaN where there is no target to compare with."""
    with np.errstate(all="ignore"):
        if setup.loss.kind == "sum":
            return np.asarray(p.sum(axis=-1) / np.sqrt(p.shape[-1]))
        if setup.loss.kind == "squared":
            return np.asarray(0.5 * ((p - wanted) ** 2).sum(axis=-1))
        known = ~np.isnan(wanted).any(axis=-1)
        chosen = np.argmax(np.nan_to_num(wanted), axis=-1)
        return np.where(known, -np.take_along_axis(log_softmax(y), chosen[:, None], axis=-1)[:, 0], np.nan)


def _heats(setup: Setup) -> tuple[float, ...]:
    """At which temperature each answer was drawn, for every step; () where that is the present one."""
    return (1.0,) * (setup.typed - 1) + setup.prediction.heats if setup.prediction.heats else ()
