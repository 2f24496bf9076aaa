"""Learning-rate schedules: by what the learning rate is multiplied at each update. Updates are counted from 0."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from rnnviz.engine.training.optimise import TrainingError, made_by_name, positive, whole


class Schedule(Protocol):
    def factor(self, step: int) -> float:
        """What the learning rate of update `step` (0-based) is multiplied by."""


@dataclass(frozen=True, slots=True)
class Constant:
    """Always 1."""

    def factor(self, step: int) -> float:
        return 1.0


@dataclass(frozen=True, slots=True)
class StepDecay:
    """factor ^ floor(step / every)."""

    every: int = 1000
    decay: float = 0.5

    def __post_init__(self) -> None:
        whole("every", self.every)
        positive("decay", self.decay)

    def factor(self, step: int) -> float:
        return float(self.decay ** (step // self.every))


@dataclass(frozen=True, slots=True)
class Exponential:
    """decay ^ step."""

    decay: float = 0.999

    def __post_init__(self) -> None:
        positive("decay", self.decay)

    def factor(self, step: int) -> float:
        return float(self.decay**step)


@dataclass(frozen=True, slots=True)
class Cosine:
    """Half a cosine from 1 down to `floor` in `steps` updates, then `floor` (Loshchilov & Hutter 2017, no restarts)."""

    steps: int = 1000
    floor: float = 0.0

    def __post_init__(self) -> None:
        whole("steps", self.steps)
        if not 0.0 <= self.floor <= 1.0:
            raise TrainingError("schedule.floor", floor=self.floor)

    def factor(self, step: int) -> float:
        progress = min(step, self.steps) / self.steps
        return self.floor + (1.0 - self.floor) * 0.5 * (1.0 + math.cos(math.pi * progress))


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Rises evenly to 1 in `steps` updates, then follows another schedule, counted from there (Goyal et al. 2017)."""

    steps: int = 100
    then: Schedule = field(default_factory=Constant)

    def __post_init__(self) -> None:
        whole("steps", self.steps)

    def factor(self, step: int) -> float:
        return (step + 1) / self.steps if step < self.steps else self.then.factor(step - self.steps)


SCHEDULES: Mapping[str, type[Schedule]] = MappingProxyType(
    {"constant": Constant, "step": StepDecay, "exponential": Exponential, "cosine": Cosine, "warm-up": WarmUp}
)
"""Name -> schedule; its fields are its settings."""


def schedule(name: str, **settings: Any) -> Schedule:
    """A schedule by name: `schedule("cosine", steps=500)`. Raises TrainingError for an unknown name or setting."""
    return made_by_name("schedule", SCHEDULES, name, settings)
