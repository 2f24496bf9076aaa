"""Optimisers: how a gradient moves the parameters. Frozen values and pure functions; states are values too.

An optimiser keeps moments (running averages of the gradient) per parameter. Its memory is a frozen record beside it,
so a training run can be stopped, copied and resumed at any update.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, TypeVar

import numpy as np

from rnnviz.engine.errors import EngineError, suggestion
from rnnviz.engine.language.ops import Array

Arrays = Mapping[str, Array]
Moments = tuple[Array, ...]
Made = TypeVar("Made")


class TrainingError(EngineError):
    """A setting of the training that makes no sense, in one sentence."""


class Optimiser(Protocol):
    """`moments`: how many arrays it remembers per parameter. `change`: what is added to the parameter."""

    @property
    def rate(self) -> float: ...
    @property
    def moments(self) -> int: ...
    def change(self, grad: Array, old: Moments, step: int, rate: float) -> tuple[Array, Moments]: ...


@dataclass(frozen=True, slots=True)
class Memory:
    """What an optimiser remembers: the number of updates made, and per parameter its moments."""

    step: int
    moments: Mapping[str, Moments]


@dataclass(frozen=True, slots=True)
class SGD:
    """Gradient descent: w - rate g (Robbins & Monro 1951)."""

    rate: float = 0.1

    def __post_init__(self) -> None:
        positive("the learning rate", self.rate)

    @property
    def moments(self) -> int:
        return 0

    def change(self, grad: Array, old: Moments, step: int, rate: float) -> tuple[Array, Moments]:
        """-rate g."""
        return -rate * grad, ()


@dataclass(frozen=True, slots=True)
class Momentum:
    """v = momentum v + g; w - rate v (Polyak 1964, in the form of Sutskever et al. 2013 that PyTorch uses)."""

    rate: float = 0.1
    momentum: float = 0.9

    def __post_init__(self) -> None:
        positive("the learning rate", self.rate)
        below_one("momentum", self.momentum)

    @property
    def moments(self) -> int:
        return 1

    def change(self, grad: Array, old: Moments, step: int, rate: float) -> tuple[Array, Moments]:
        """-rate v, and the new velocity v."""
        velocity = self.momentum * old[0] + grad
        return -rate * velocity, (velocity,)


@dataclass(frozen=True, slots=True)
class Adam:
    """Kingma & Ba 2015, algorithm 1: first and second moments with bias correction."""

    rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        positive("the learning rate", self.rate)
        below_one("beta1", self.beta1)
        below_one("beta2", self.beta2)
        positive("epsilon", self.epsilon)

    @property
    def moments(self) -> int:
        return 2

    def change(self, grad: Array, old: Moments, step: int, rate: float) -> tuple[Array, Moments]:
        """-rate m / (sqrt(v) + epsilon), both moments corrected for having started at 0."""
        mean = self.beta1 * old[0] + (1.0 - self.beta1) * grad
        square = self.beta2 * old[1] + (1.0 - self.beta2) * grad * grad
        size = np.sqrt(square / (1.0 - self.beta2**step)) + self.epsilon
        return -rate / (1.0 - self.beta1**step) * mean / size, (mean, square)


OPTIMISERS: Mapping[str, type[SGD] | type[Momentum] | type[Adam]] = MappingProxyType(
    {"sgd": SGD, "momentum": Momentum, "adam": Adam}
)
"""Name -> optimiser; its fields are its settings."""


def optimiser(name: str, **settings: float) -> Optimiser:
    """An optimiser by name: `optimiser("adam", rate=0.01)`. Raises TrainingError for an unknown name or setting."""
    return made_by_name("optimiser", OPTIMISERS, name, settings)


def begin(rule: Optimiser, params: Arrays) -> Memory:
    """The memory before the first update: all moments 0."""
    empty = {name: tuple(np.zeros_like(value) for _ in range(rule.moments)) for name, value in params.items()}
    return Memory(0, MappingProxyType(empty))


def update(
    rule: Optimiser, params: Arrays, grads: Arrays, memory: Memory, rate: float | None = None
) -> tuple[dict[str, Array], Memory]:
    """One update of every parameter that has a gradient: new parameters and new memory; nothing is changed in place.

    grads: name -> array of the parameter's shape. rate: the learning rate of this update (default: the rule's own).
    """
    step, pace = memory.step + 1, rule.rate if rate is None else rate
    fresh, moments = dict(params), dict(memory.moments)
    with np.errstate(all="ignore"):  # a diverging run ends in a sentence, not in a warning
        for name, grad in grads.items():
            change, moments[name] = rule.change(grad, memory.moments[name], step, pace)
            fresh[name] = params[name] + change
    return fresh, Memory(step, MappingProxyType(moments))


def made_by_name(what: str, known: Mapping[str, type[Made]], name: str, settings: Mapping[str, object]) -> Made:
    """`known[name](**settings)`, with TrainingError for names that do not exist."""
    if name not in known:
        raise TrainingError("setting.unknown", what=what, name=name, hint=suggestion(name, known))
    fields = known[name].__dataclass_fields__  # type: ignore[attr-defined]
    for setting in settings:
        if setting not in fields:
            raise TrainingError("setting.none", what=what, name=name, setting=setting, hint=suggestion(setting, fields))
    return known[name](**settings)


def positive(what: str, value: float) -> None:
    """TrainingError unless 0 < value < infinity."""
    if not 0.0 < value < float("inf"):
        raise TrainingError("setting.positive", what=what, value=value)


def below_one(what: str, value: float) -> None:
    """TrainingError unless 0 <= value < 1."""
    if not 0.0 <= value < 1.0:
        raise TrainingError("setting.share", what=what, value=value)


def whole(what: str, value: int) -> None:
    """TrainingError unless a whole number of at least 1."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise TrainingError("count.whole", what=what, value=value)
