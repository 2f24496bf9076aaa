"""What is asked of a simulation: a read-out, where a loss counts and of what kind, and the right answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rnnviz.engine import ExperimentError
from rnnviz.engine.errors import suggestion

READOUT_KINDS = ("identity", "softmax")
LOSS_KINDS = ("sum", "squared", "cross_entropy")
LOSS_AT = ("last", "every")


@dataclass(frozen=True, slots=True)
class Readout:
    """y = V h + d with one number for each of `answers`, their names; kind: "identity" or "softmax"."""

    kind: str = "softmax"
    answers: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What the story tells after the cell's own lines."""
        return ("y", "p", "loss") if self.kind == "softmax" else ("y", "loss")


@dataclass(frozen=True, slots=True)
class Loss:
    """kind: "sum" (sum(y) / sqrt(width)), "squared" or "cross_entropy"; at: "last", "every", or 0-based steps."""

    kind: str = "sum"
    at: str | tuple[int, ...] = "last"

    @classmethod
    def of(cls, kind: str, steps: tuple[int, ...], length: int) -> Loss:
        """At these steps of a sequence; the last alone, and all, are called so: they stay so in a longer sequence."""
        if steps == (length - 1,):
            return cls(kind, "last")
        return cls(kind, "every" if len(steps) == length else steps)

    def counted(self, steps: int) -> tuple[int, ...]:
        """The steps of a sequence that count."""
        if isinstance(self.at, str):
            return tuple(range(steps)) if self.at == "every" else (steps - 1,)
        return self.at

    def within(self, steps: int) -> Loss:
        """The same loss on a sequence of another length."""
        if isinstance(self.at, str):
            return self
        return Loss(self.kind, tuple(t for t in self.at if t < steps) or "last")

    def asked(self, targets: Iterable[Target], steps: int) -> Loss:
        """The same loss where something is right at the steps that count; the sum of what is said where it is nowhere.

        A loss that compares can only count where there is a target.
        """
        if self.kind == "sum":
            return self
        known = {target.step for target in targets}
        counted = tuple(t for t in self.within(steps).counted(steps) if t in known)
        return Loss.of(self.kind, counted, steps) if counted else Loss()


@dataclass(frozen=True, slots=True)
class Target:
    """The right answer at a 0-based step: one of the read-out's by name, or as many numbers as an output has."""

    step: int
    answer: str = ""
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a network wrote behind what it was given, and how it draws what comes next.

    temperature: softmax(y / T); 0 takes the likeliest. seed: of the draws. written: how many of the sequence's last
    steps are its own. ended: what it said at last and did not read again, for the text ends there; "" where it goes on.
    heats: the temperature of every draw, where it is not the present one of all.
    """

    temperature: float = 1.0
    seed: int = 0
    written: int = 0
    ended: str = ""
    heats: tuple[float, ...] = ()

    @property
    def made(self) -> int:
        """How often something was drawn."""
        return self.written + bool(self.ended)

    @property
    def unwritten(self) -> Prediction:
        """The same with nothing written: what there is was typed."""
        return replace(self, written=0, ended="", heats=())

    @property
    def drawn_at(self) -> tuple[float, ...]:
        """The temperature of every draw."""
        return self.heats or (self.temperature,) * self.made

    def at_temperature(self, temperature: float) -> Prediction:
        """What is drawn from now on; what was drawn stays as it was."""
        return replace(self, temperature=temperature, heats=self.drawn_at)._plain()

    def having(self, written: int, ended: str) -> Prediction:
        """With more written, or with less."""
        made = written + bool(ended)
        heats = (*self.drawn_at, *[self.temperature] * max(0, made - self.made))[:made]
        return replace(self, written=written, ended=ended, heats=heats)._plain()

    def _plain(self) -> Prediction:
        same = all(heat == self.temperature for heat in self.heats)
        return replace(self, heats=()) if same else self


def engine_targets(loss: Loss, targets: Sequence[Target], readout: Readout | None, steps: int) -> Any:
    """What is right at each step that counts, classes or numbers; None where nothing is compared.

    For a loss at the last step one entry without an axis of steps. Raises ExperimentError where one is missing.
    """
    if loss.kind == "sum":
        return None
    by_step = {target.step: target for target in targets}
    found = [_wanted(loss, by_step.get(step), step, readout) for step in loss.counted(steps)]
    return found[0] if loss.at == "last" else found


def _wanted(loss: Loss, target: Target | None, step: int, readout: Readout | None) -> Any:
    if target is None:
        raise ExperimentError("target.missing", step=step + 1)
    if loss.kind == "squared":
        return target.values
    answers = readout.answers if readout else ()
    if target.answer not in answers:
        raise ExperimentError("target.answer", answer=target.answer, hint=suggestion(target.answer, answers))
    return answers.index(target.answer)
