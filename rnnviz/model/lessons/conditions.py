"""What completes a page: a small closed vocabulary on the state, parsed, asked, and brought about.

    held f = 0        free f            line f            selected line:f       edited U_f
    step >= 6         unit = 3          backward          forward               changed seed
    gain = 0          (any of the knobs)                  cell = gru            answered, right
    layer = 2         way backward      written >= 1 (words of the network's own)

`deed` brings a condition about, so that whoever checks a lesson knows that it can be met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.lessons.quantities import compared
from rnnviz.model.lessons.situation import LessonTextError, Situation
from rnnviz.model.prediction.writing import written_on
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.sequence import Sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes

KNOBS: Mapping[str, Callable[[Setup], Any]] = {
    "seed": lambda s: s.weights.seed, "gain": lambda s: s.weights.gain, "keep_bias": lambda s: s.weights.keep_bias,
    "input_scale": lambda s: s.input_scale, "silent": lambda s: s.silent, "hidden": lambda s: s.layers[0].hidden,
}  # fmt: skip
_NUMBER = re.compile(rf"(step|unit|layer|written|{'|'.join(KNOBS)})\s*(<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_WORDED = re.compile(
    r"(line|selected|edited|changed|free|way)\s+(\S+)|(cell)\s*=\s*(\S+)|held\s+(\S+)\s*=\s*(-?[\d.]+)"
)
_BARE = ("backward", "forward", "answered", "right")


@dataclass(frozen=True, slots=True)
class Condition:
    """kind: the first word; name: a line, key, parameter, knob or cell; sign and number where they are compared."""

    text: str
    kind: str
    name: str = ""
    sign: str = "="
    number: float = 0.0


def parse_condition(text: str) -> Condition:
    """One condition of the vocabulary. LessonTextError."""
    said = text.strip()
    if said in _BARE:
        return Condition(said, said)
    if match := _NUMBER.fullmatch(said):
        return Condition(said, match[1], match[1], match[2], float(match[3]))
    match = _WORDED.fullmatch(said)
    if match is None or not _known(match[1] or match[3] or "", match[2] or match[4] or ""):
        raise LessonTextError("lesson.condition", text=said[:60])
    if match[5]:
        return Condition(said, "held", match[5], "=", _value(match[6], said))
    return Condition(said, match[3] or match[1], match[4] or match[2])


def _known(kind: str, name: str) -> bool:
    """Whether a name can be meant where only some can."""
    names = {"changed": (*KNOBS, "sequence", "cell"), "way": ("forward", "backward")}
    return kind not in names or name in names[kind]


def _value(text: str, said: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise LessonTextError("lesson.condition", text=said[:60]) from None


def met(condition: Condition, before: Situation, now: Situation, right: bool) -> bool:
    """Whether it holds now; before: how the page began; right: whether the answer is."""
    return _MET[condition.kind](condition, before, now, right)


def _knob(c: Condition, before: Situation, now: Situation, right: bool) -> bool:
    value = KNOBS[c.name](now.setup)
    return value is not None and compared(float(value), c.sign, c.number)


def _held(c: Condition, before: Situation, now: Situation, right: bool) -> bool:
    """At the step where the story is."""
    at = now.cursor
    holds = [h for h in now.setup.holds if h.of(c.name, at.layer, at.way)]
    here = [h for h in holds if (h.first or 0) <= at.step and (h.last is None or at.step <= h.last)]
    return bool(here) if c.kind == "free" else any(h.value == c.number for h in here)


def _free(c: Condition, before: Situation, now: Situation, right: bool) -> bool:
    return not _held(c, before, now, right)


def _line(c: Condition, before: Situation, now: Situation, right: bool) -> bool:
    names = now.lines
    return now.cursor.grain != "step" and now.cursor.line < len(names) and names[now.cursor.line] == c.name


def _edited(c: Condition, before: Situation, now: Situation, right: bool) -> bool:
    name = _parameter(c.name, now)
    was, given = before.setup.weights.given, now.setup.weights.given
    numbers = [[n for n in setup.weights.numbers() if n[0] == name] for setup in (before.setup, now.setup)]
    return was != given and numbers[0] != numbers[1]


def _changed(c: Condition, before: Situation, now: Situation, right: bool) -> bool:
    if c.name == "sequence":
        return before.setup.sequence != now.setup.sequence
    if c.name == "cell":
        return before.setup.layers[0].cell.text != now.setup.layers[0].cell.text
    return bool(KNOBS[c.name](before.setup) != KNOBS[c.name](now.setup))


def _parameter(name: str, state: Situation) -> str:
    """The network's name of a parameter that may be called by the cell's own."""
    own = prefix_of(state.cursor.layer, state.cursor.way) + name
    setup = state.setup
    return own if own in param_shapes(setup.layers, setup.reads, setup.readout) else name


_MET: Mapping[str, Callable[[Condition, Situation, Situation, bool], bool]] = {
    **dict.fromkeys(KNOBS, _knob),
    "held": _held,
    "free": _free,
    "line": _line,
    "edited": _edited,
    "changed": _changed,
    "step": lambda c, before, now, right: compared(now.cursor.step + 1, c.sign, c.number),
    "unit": lambda c, before, now, right: compared(now.selection.unit + 1, c.sign, c.number),
    "layer": lambda c, before, now, right: compared(now.cursor.layer + 1, c.sign, c.number),
    "written": lambda c, before, now, right: compared(now.setup.prediction.written, c.sign, c.number),
    "way": lambda c, before, now, right: now.cursor.way == c.name,
    "selected": lambda c, before, now, right: c.name in now.selection.pins,
    "backward": lambda c, before, now, right: now.cursor.backward,
    "forward": lambda c, before, now, right: not now.cursor.backward,
    "cell": lambda c, before, now, right: now.setup.layers[0].cell_key == c.name,
    "answered": lambda c, before, now, right: now.answer is not None,
    "right": lambda c, before, now, right: right,
}


def deed(condition: Condition, state: Situation, answer: float | None) -> Situation:
    """A state in which the condition holds, reached from another one; answer: the right one.

    A Refusal, or a state in which it does not hold, where it cannot be.
    """
    setup, c = state.setup, condition
    if c.kind in ("step", "unit", "layer"):
        return _counted(c, state)
    if c.kind == "held":
        at = state.cursor
        return replace(state, setup=setup.with_hold(Hold(c.name, c.number, layer=at.layer, way=at.way)))
    if c.kind == "free":
        return replace(state, setup=setup.without_hold(c.name))
    if c.kind == "edited":
        name = _parameter(c.name, state)
        shape = param_shapes(setup.layers, setup.reads, setup.readout).get(name, ())
        return replace(state, setup=setup.with_number(name, (0,) * len(shape), 0.125))
    if c.kind == "written":
        return replace(state, setup=written_on(setup, int(_beside(c))))
    if c.kind in KNOBS:
        return replace(state, setup=_turned(setup, c.name, _beside(c)))
    if c.kind == "changed":
        return replace(state, setup=_otherwise(setup, c.name))
    return _looked(c, state, answer)


def _looked(c: Condition, state: Situation, answer: float | None) -> Situation:
    if c.kind == "cell":
        return replace(state, setup=state.setup.with_cell(c.name))
    if c.kind == "way":
        return replace(state, cursor=state.setup.score.visit(state.cursor, state.cursor.layer, c.name))
    if c.kind == "selected":
        return replace(state, selection=replace(state.selection, pins=(c.name,)))
    if c.kind in ("backward", "forward"):
        return replace(state, cursor=replace(state.cursor, pass_=c.kind))
    if c.kind == "line":
        names = state.lines
        return replace(state, cursor=replace(state.cursor, grain="line", line=names.index(c.name)))
    return replace(state, answer=answer)


def _otherwise(setup: Setup, name: str) -> Setup:
    if name == "sequence":
        return setup.with_sequence(_longer(setup.sequence))
    if name == "cell":
        return setup.with_cell("gru" if setup.layers[0].cell_key != "gru" else "lstm")
    return _turned(setup, name, float(KNOBS[name](setup) or 0) + 1)


def _longer(sequence: Sequence) -> Sequence:
    """The same with its first step once more at the end."""
    return replace(sequence, words=sequence.words + sequence.words[:1], rows=sequence.rows + sequence.rows[:1])


def _beside(c: Condition) -> float:
    return c.number + {"<": -1, ">": 1}.get(c.sign, 0)


def _counted(c: Condition, state: Situation) -> Situation:
    wanted = int(_beside(c)) - 1
    if c.kind == "unit":
        return replace(state, selection=replace(state.selection, unit=wanted))
    if c.kind == "layer":
        return replace(state, cursor=state.setup.score.visit(state.cursor, wanted, state.cursor.way))
    return replace(state, cursor=replace(state.cursor, step=min(wanted, state.setup.steps - 1)))


def _turned(setup: Setup, knob: str, value: float) -> Setup:
    if knob == "hidden":
        return setup.with_hidden(int(value))
    if knob == "silent":
        return setup.with_silence(int(value))
    if knob == "input_scale":
        return replace(setup, input_scale=value)
    return setup.with_weights(**{knob: int(value) if knob == "seed" else value})
