"""How the user wants a network to be trained: frozen, a part of the setup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnviz.engine.training.schedules import Schedule
    from rnnviz.engine.training.train import Recipe

RULES = ("adam", "momentum", "sgd")
SCHEDULES = ("constant", "step", "exponential", "cosine", "warm-up")
CLIPS = ("norm", "value")
STOPS = (100, 300, 1000, 3000, 10_000)
"""After so many updates a training may stop by itself."""
RATE, BATCH, LIMIT, STOP = (1e-5, 10.0), (1, 1024), (1e-3, 1e6), (1, 1_000_000)
"""From where to where these may be."""


@dataclass(frozen=True, slots=True)
class Plan:
    """rule: the optimiser; rate: its learning rate; batch: samples per update; clip: the limit of the gradient, None
    where it is not clipped; by: what is clipped; schedule: how the rate changes on the way to `stop` updates."""

    rule: str = "adam"
    rate: float = 0.01
    batch: int = 32
    clip: float | None = None
    by: str = "norm"
    schedule: str = "constant"
    stop: int = 300

    def recipe(self) -> Recipe:
        """The same for the engine."""
        from rnnviz.engine.training.clipping import Clip  # whoever trains nothing waits for none of this
        from rnnviz.engine.training.optimise import optimiser
        from rnnviz.engine.training.train import Recipe

        clip = None if self.clip is None else Clip(self.by, self.clip)
        return Recipe(optimiser(self.rule, rate=self.rate), clip, self._schedule(), self.batch)

    def _schedule(self) -> Schedule:
        """By the names of the engine, spread over the updates of the plan: three steps down, down to a hundredth, to
        0 at the end, a tenth of the way up."""
        from rnnviz.engine.training.schedules import schedule

        settings: dict[str, dict[str, float]] = {
            "step": {"every": max(1, self.stop // 4), "decay": 0.5}, "exponential": {"decay": 0.01 ** (1 / self.stop)},
            "cosine": {"steps": self.stop}, "warm-up": {"steps": max(1, self.stop // 10)},
        }  # fmt: skip
        return schedule(self.schedule, **settings.get(self.schedule, {}))

    def stop_after(self, last: int) -> int:
        """Where a training that has made so many updates stops next."""
        if last < self.stop:
            return self.stop
        return next((stop for stop in STOPS if stop > last), last + STOPS[-1])


SUGGESTED: Mapping[str, Plan] = MappingProxyType(
    {
        "long_gap_cloze": Plan(batch=64, clip=10.0),
        "long_gap_cloze_zh": Plan(batch=64, clip=10.0),
        "delayed_copy": Plan(batch=40, clip=20.0, stop=3000),
    }
)
"""Task -> how its stored network was trained, where that is not the ordinary way."""
