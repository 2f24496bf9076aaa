"""What the timeline shows of a training: its curves, their axes, the words of the watched sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import Axis, decades
from rnnviz.model.setup.sequence import Sequence
from rnnviz.model.trained.course import Course, own_task
from rnnviz.model.trained.plan import Plan
from rnnviz.model.trained.series import Series, fact_of
from rnnviz.view.training.trainer import Trainer

Labels = tuple[tuple[str, ...], set[int], int | None]


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """course, series: None where nothing was recorded; labels: words from the first on, which are always named, and
    the one that says the fact."""

    course: Course | None
    series: Series | None
    plan: Plan
    sequence: Sequence
    labels: Labels
    possible: bool
    looking_back: bool

    @classmethod
    def of(cls, simulation: Simulation, trainer: Trainer, before: Traced | None = None) -> Traced:
        """What there is now; the former one where nothing is another."""
        setup, course = simulation.setup, trainer.course
        asked = course, setup.plan, setup.sequence, trainer.possible, trainer.looking_back
        if before is not None and all(a is b or a == b for a, b in zip(asked, before._asked, strict=True)):
            return before
        series = Series.of(course.record) if course is not None and course.record.kept else None
        return cls(course, series, setup.plan, setup.sequence, _labels(simulation, course), *asked[3:])

    @property
    def _asked(self) -> tuple[object, ...]:
        return self.course, self.plan, self.sequence, self.possible, self.looking_back

    @property
    def last(self) -> int:
        """The latest update."""
        return 0 if self.course is None else self.course.last

    @property
    def end(self) -> int:
        """The update at the right edge."""
        return max(self.plan.stop, self.last)

    @property
    def lines(self) -> tuple[str, ...]:
        """What of the last layer there is a map of: its states and its output, the output last."""
        if self.course is None or self.series is None:
            return ()
        cell = self.course.layers[-1].cell
        return tuple(dict.fromkeys((*(s for s in cell.states if s != cell.output), cell.output)))

    @property
    def loss_axis(self) -> Axis:
        """Of log10 of both losses."""
        found = self.series
        values = [] if found is None else [v for v in (*found.loss, *found.looked_loss) if v > 0]
        return decades([float(v) for v in np.log10(values)] if values else [])

    @property
    def norm_axis(self) -> Axis:
        """Of log10 of the gradient's norm and of the clip's limit."""
        norms = [] if self.series is None else [float(v) for v in self.series.norm if v > 0]
        return decades([float(v) for v in np.log10([*norms, self.plan.clip or 1.0])])

    def reaching(self, line: str, per_loss: bool) -> Array | None:
        """log10 of the gradient that reaches each word (T, n); None where no held-out sentence was watched."""
        course = self.course
        if course is None or course.sample is None or self.looking_back or line not in self.lines:
            return None
        return course.record.reaching(line, per_loss)


def _labels(simulation: Simulation, course: Course | None) -> Labels:
    setup, task = simulation.setup, own_task(simulation.setup)
    words = setup.words[: setup.sequence.steps]
    loud, fact = {0, len(words) - 1}, None
    if course is not None and course.sample is not None and task is not None:
        fact, rivals = fact_of(task, course.sample)
        loud |= {*rivals, *(() if fact is None else (fact,))}
    return words, loud, fact
