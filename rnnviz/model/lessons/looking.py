"""What a quantity of a lesson's text is in a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Run
from rnnviz.engine.errors import EngineError, suggestion
from rnnviz.engine.laboratory.compared import turned
from rnnviz.engine.laboratory.contributions import contributions
from rnnviz.engine.laboratory.flat import slopes_left
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.document.result import Result
from rnnviz.model.lessons.quantities import Quantity
from rnnviz.model.lessons.situation import LessonTextError
from rnnviz.model.story.cursor import Cursor

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A run, and where in it the story is; rows: all that are compared, in their order, itself too, () for none."""

    result: Result
    cursor: Cursor
    rows: tuple[Result, ...] = ()

    @property
    def run(self) -> Run:
        """Of the direction and layer on the stage: steps are counted in its own order of time."""
        return self.result.run(self.cursor.layer, self.cursor.way)


def found(asked: Quantity, at: LookedAt) -> float | Floats | str:
    """A number, a vector where no unit is named, or a word. LessonTextError where the run has no such thing."""
    at = _seated(asked, at)
    try:
        value = _LOOKS[asked.kind](asked, at)
    except EngineError as error:
        raise LessonTextError("lesson.nowhere", text=asked.text, why=error.message) from None
    if isinstance(value, str) or not asked.index or asked.kind in _INDEXED:
        return value
    return _entry(np.asarray(value), asked)


def number(asked: Quantity, at: LookedAt) -> float:
    """The same where it must be one number."""
    value = found(asked, at)
    if isinstance(value, str) or np.ndim(value):
        raise LessonTextError("lesson.one", text=asked.text)
    return float(value)


def _seated(asked: Quantity, at: LookedAt) -> LookedAt:
    """The same moment in another one of compared cells, and in another layer or direction."""
    if asked.cell is not None:
        if asked.cell >= len(at.rows):
            raise LessonTextError("lesson.cell", text=asked.text, count=len(at.rows))
        result, playhead = at.rows[asked.cell], at.result.score.playhead(at.cursor)
        at = replace(at, result=result, cursor=result.score.at(playhead, 0, result.setup.layers[0].ways[0]))
    if asked.layer is None:
        return at
    layers = at.result.setup.layers
    if asked.layer >= len(layers) or asked.way not in ("", *layers[asked.layer].ways):
        raise LessonTextError("lesson.layer", text=asked.text, count=len(layers))
    way = asked.way or layers[asked.layer].ways[0]
    return replace(at, cursor=at.result.score.visit(at.cursor, asked.layer, way))


def _step(asked: Quantity, at: LookedAt) -> int:
    step, count = at.cursor.step if asked.step is None else asked.step, at.run.steps
    if not -1 <= step < count:
        raise LessonTextError("lesson.step", text=asked.text, count=count)
    return step % count


def _entry(array: Floats, asked: Quantity) -> float:
    fits = array.ndim == len(asked.index) and all(i < n for i, n in zip(asked.index, array.shape, strict=True))
    if not fits:
        raise LessonTextError("lesson.entry", text=asked.text, shape=array.shape)
    return float(array[asked.index])


def _value(asked: Quantity, at: LookedAt) -> Floats:
    return np.asarray(at.run.value(asked.name)[_step(asked, at)])


def _grad(asked: Quantity, at: LookedAt) -> Floats:
    return np.asarray(at.run.grad(asked.name)[_step(asked, at)])


def _log(asked: Quantity, at: LookedAt) -> float:
    if asked.name != "bound":
        return float(at.run.norms(asked.name)[_step(asked, at)])
    bound = at.run.bound()
    if bound is None:
        raise LessonTextError("lesson.bound", text=asked.text)
    return float(bound[_step(asked, at)])


def _norm(asked: Quantity, at: LookedAt) -> float:
    with np.errstate(all="ignore"):
        return float(np.power(10.0, _log(asked, at)))


def _moment(asked: Quantity, at: LookedAt) -> int:
    """The step in the order of the sequence, which is the read-out's."""
    step = _step(asked, at)
    return at.run.steps - 1 - step if at.cursor.way == "backward" else step


def _said(asked: Quantity, at: LookedAt) -> Floats:
    answers = at.result.answers
    if answers is None:
        raise LessonTextError("lesson.readout", text=asked.text)
    return np.asarray(answers.p[_moment(asked, at)])


def _p(asked: Quantity, at: LookedAt) -> float:
    said, answers = _said(asked, at), at.result.answers
    names = answers.names if answers is not None else ()
    if asked.name not in names:
        raise LessonTextError("lesson.answer", text=asked.text, name=asked.name, hint=suggestion(asked.name, names))
    return float(said[names.index(asked.name)])


def _of_params(asked: Quantity, at: LookedAt, arrays: Mapping[str, Any]) -> Floats:
    """A parameter by the cell's own name, or by that of the network."""
    name = prefix_of(at.cursor.layer, at.cursor.way) + asked.name
    name = name if name in arrays else asked.name
    if name not in arrays:
        raise LessonTextError("lesson.parameter", text=asked.text, hint=suggestion(name, arrays))
    return np.asarray(arrays[name])


def _weight(asked: Quantity, at: LookedAt) -> Floats:
    return _of_params(asked, at, at.result.setup.network().params)


def _gradient(asked: Quantity, at: LookedAt) -> Floats:
    whole = at.result.whole
    if whole is None:
        raise LessonTextError("lesson.readout", text=asked.text)
    return _of_params(asked, at, whole.param_grads)


def _part(asked: Quantity, at: LookedAt) -> Floats:
    return contributions(at.run, asked.name)[_step(asked, at)]


def _given(asked: Quantity, at: LookedAt) -> float:
    return float(contributions(at.run, asked.name).shares()[_step(asked, at)])


def _cut(asked: Quantity, at: LookedAt) -> Floats:
    return contributions(at.run, asked.name).last(at.run.steps - _step(asked, at))


def _left(asked: Quantity, at: LookedAt) -> float:
    return float(contributions(at.run, asked.name).shares()[_step(asked, at) :].sum())


def _turned(asked: Quantity, at: LookedAt) -> float:
    angle = turned(_cut(asked, at).ravel(), contributions(at.run, asked.name).total.ravel())
    if angle is None:
        raise LessonTextError("lesson.turned", text=asked.text)
    return angle


def _slope(asked: Quantity, at: LookedAt) -> float:
    rows = {row.line: row.means for row in slopes_left(at.run)}
    if asked.name not in rows:
        raise LessonTextError("lesson.slope", text=asked.text, known=tuple(rows))
    return float(rows[asked.name][_step(asked, at)])


def _share(asked: Quantity, at: LookedAt) -> float:
    shares = at.run.paths(asked.of).shares()
    if asked.name not in shares:
        raise LessonTextError("lesson.way", text=asked.text, known=tuple(shares))
    return float(shares[asked.name][_step(asked, at)])


def _change(asked: Quantity, at: LookedAt) -> float:
    """Mean over steps of ||v_t - v_(t-1)|| / ||v_(t-1)||, from the second step on."""
    values = at.run.value(asked.name)
    before, moved = np.linalg.norm(values[:-1], axis=-1), np.linalg.norm(np.diff(values, axis=0), axis=-1)
    if not before.all() or not len(before):
        raise LessonTextError("lesson.change", text=asked.text)
    return float(np.mean(moved / before))


def _count(asked: Quantity, at: LookedAt) -> float:
    return float(_weight(asked, at).size)


def _parameters(asked: Quantity, at: LookedAt) -> float:
    """Of the layer on the stage, without a read-out."""
    return float(sum(np.size(array) for array in at.run.experiment.params.values()))


def _total(asked: Quantity, at: LookedAt) -> float:
    return float(sum(np.size(array) for array in at.result.setup.network().params.values()))


def _likeliest(asked: Quantity, at: LookedAt) -> str:
    said, answers = _said(asked, at), at.result.answers
    return answers.names[int(said.argmax())] if answers is not None else ""


def _word(asked: Quantity, at: LookedAt) -> str:
    return at.result.setup.words[_moment(asked, at)]


_LOOKS: Mapping[str, Callable[[Quantity, LookedAt], float | Floats | str]] = {
    "value": _value,
    "grad": _grad,
    "norm": _norm,
    "log": _log,
    "p": _p,
    "answer": _said,
    "weight": _weight,
    "gradient": _gradient,
    "part": _part,
    "given": _given,
    "cut": _cut,
    "left": _left,
    "turned": _turned,
    "slope": _slope,
    "share": _share,
    "change": _change,
    "count": _count,
    "parameters": _parameters,
    "total": _total,
    "word": _word,
    "said": _likeliest,
    "loss": lambda asked, at: float(np.real(at.result.whole.loss)) if at.result.whole else at.run.loss,
    "hidden": lambda asked, at: float(at.run.hidden),
    "inputs": lambda asked, at: float(at.run.value("x").shape[-1]),
    "steps": lambda asked, at: float(at.run.steps),
    "step": lambda asked, at: float(_step(asked, at) + 1),
}
_INDEXED = ("p", "count", "share", "change", "norm", "log", "given", "left", "turned", "slope")
"""Kinds that are one number already: what stands in brackets is not looked up."""
