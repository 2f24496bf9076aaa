"""The one sentence under the gradient plot, in words; the facts come from model/figures/way_back.py."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from rnnviz.model.figures.numbers import raised
from rnnviz.model.figures.scales import percent_text, size_text, times_text
from rnnviz.model.figures.way_back import WayBack, factor_text

translate = QCoreApplication.translate
NAMED = 3
"""More states than this are not named one by one."""


def together(states: tuple[str, ...]) -> str:
    """∂L/∂h, ∂L/∂(h,c), or of many states their number."""
    if len(states) > NAMED:
        return translate("Gradient", "the gradient of all {} states").format(len(states))
    return f"∂L/∂{states[0]}" if len(states) == 1 else f"∂L/∂({','.join(states)})"


def gradient_sentence(way: WayBack, what: str, written: int = 0) -> tuple[str, ...]:
    """Ever shorter wordings of what a gradient's way back shows; never empty. what: whose it is, as `together` says.

    written: steps behind the loss that the network wrote itself.
    """
    said = _said(way, what)
    if not written:
        return said
    none = translate("Gradient", "{said}; no gradient comes from the {count} steps the network wrote")
    short = translate("Gradient", "{said}; none from the {count} it wrote")
    longer = (
        none.format(said=said[0], count=written),
        *(short.format(said=each, count=written) for each in said if each),
    )
    return (*longer, *said)


def _said(way: WayBack, what: str) -> tuple[str, ...]:
    if way.key == "left":
        return _left(way, what)
    if way.key in ("kept", "grown"):
        return _more(way, what)
    if way.key in ("saturated", "zero", "underflow", "overflow"):
        return _killed(way.key, steps_back(way.back), what)
    if way.key in ("several", "every", "above"):
        return _fed(way, what)
    return _none(way.key)


def steps_back(count: int) -> str:
    """How a distance from where the gradient comes in is said."""
    if count == 0:
        return translate("Gradient", "Where it comes in")
    if count == 1:
        return translate("Gradient", "One step back")
    return translate("Gradient", "{} steps back").format(count)


def _left(way: WayBack, what: str) -> tuple[str, ...]:
    where, share = steps_back(way.back), percent_text(way.log10)
    said = translate("Gradient", "{where} {share} of {what} is left").format(where=where, share=share, what=what)
    if way.worst >= 0:
        lost = translate("Gradient", "most is lost from t = {} to {}: × {}")
        lost = lost.format(way.worst + 1, way.worst, size_text(way.factor))
        return f"{said}; {lost}", said, *_short_left(where, share)
    return (*_with_factor(way, said, percent_text), said, *_short_left(where, share))


def _short_left(where: str, share: str) -> tuple[str, str]:
    said = translate("Gradient", "{where}: {share} is left").format(where=where, share=share)
    return said, translate("Gradient", "{share} is left").format(share=share)


def _more(way: WayBack, what: str) -> tuple[str, ...]:
    where = steps_back(way.back)
    if way.key == "kept":
        share = percent_text(way.log10)
        kept = translate("Gradient", "{where} {share} of {what} is still there")
        return (
            kept.format(where=where, share=share, what=what),
            translate("Gradient", "{where}: {share}").format(where=where, share=share),
        )
    times = times_text(way.log10)
    grown = translate("Gradient", "{where} {what} has grown {times} times")
    said = grown.format(where=where, what=what, times=times)
    short = translate("Gradient", "{where}: {times} times").format(where=where, times=times)
    return (*_with_factor(way, said, times_text), said, short)


def _with_factor(way: WayBack, said: str, spoken: Callable[[float], str]) -> tuple[str, ...]:
    """The same with the factor of a step, and with its power."""
    if way.back < 2:
        return ()
    factor = factor_text(way.factor, way.back, spoken)
    each = translate("Gradient", "{said}: × {factor} a step").format(said=said, factor=factor)
    return f"{each}, {factor}{raised(way.back)} = {spoken(way.log10)}", each


def _fed(way: WayBack, what: str) -> tuple[str, ...]:
    share = size_text(way.log10)
    long = {
        "every": translate("Gradient", "A loss at every step: at step 1 {what} is {share} times what it is at the end"),
        "several": translate(
            "Gradient", "A loss at some steps: at step 1 {what} is {share} times what it is at the last"
        ),
        "above": translate(
            "Gradient", "Fed by the layer above: at step 1 {what} is {share} times what it is where it comes in last"
        ),
    }
    return (
        long[way.key].format(what=what, share=share),
        translate("Gradient", "At step 1 {what} is {share} times that where it comes in last").format(
            what=what, share=share
        ),
        translate("Gradient", "step 1 : last = {}").format(share),
    )


def _killed(key: str, where: str, what: str) -> tuple[str, ...]:
    long = {
        "saturated": translate("Gradient", "{where} {what} is exactly 0: saturation killed it, not distance"),
        "zero": translate("Gradient", "{where} {what} is exactly 0: every way back is cut"),
        "underflow": translate("Gradient", "{where} {what} is smaller than any number here can be"),
        "overflow": translate("Gradient", "{where} {what} is larger than any number here can be"),
    }
    short = {
        "saturated": translate("Gradient", "{where}: killed by saturation"),
        "zero": translate("Gradient", "{where}: exactly 0"),
        "underflow": translate("Gradient", "{where}: underflow"),
        "overflow": translate("Gradient", "{where}: overflow"),
    }
    return long[key].format(where=where, what=what), short[key].format(where=where)


def _none(key: str) -> tuple[str, ...]:
    if key == "first":
        return (
            translate("Gradient", "The loss stands where the way back ends: no way back through time"),
            translate("Gradient", "The loss stands where the way back ends"),
        )
    if key == "dead":
        return (
            translate("Gradient", "No gradient arrives anywhere: the loss does not move with the state"),
            translate("Gradient", "No gradient arrives anywhere"),
        )
    if key == "nan":
        return (translate("Gradient", "Some gradients are not numbers: the values ran away before"), "NaN")
    return (translate("Gradient", "One step only: there is no way back through time"), "")
