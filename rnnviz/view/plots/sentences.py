"""The one sentence under the gradient plot, in words; the facts come from model/figures/scales.py."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.model.figures.scales import percent_text, size_text, times_text

translate = QCoreApplication.translate


def gradient_sentence(key: str, numbers: tuple[float, ...]) -> tuple[str, ...]:
    """Ever shorter wordings of one fact of `gradient_fact`; never empty."""
    if key in ("left", "kept", "grown"):
        return _change(key, steps_back(numbers[0]), numbers[1])
    if key in ("saturated", "zero", "underflow", "overflow"):
        return _killed(key, steps_back(numbers[0]))
    if key == "every":
        share = size_text(numbers[0])
        return (
            translate("Gradient", "A loss at every step: step 1 gets {} times what the last step gets").format(share),
            translate("Gradient", "Step 1 gets {} times what the last step gets").format(share),
            translate("Gradient", "step 1 : last = {}").format(share),
        )
    if key == "above":
        share = size_text(numbers[0])
        return (
            translate("Gradient", "Fed by the layer above: step 1 gets {} times what the last step gets").format(share),
            translate("Gradient", "Step 1 gets {} times what the last step gets").format(share),
            translate("Gradient", "step 1 : last = {}").format(share),
        )
    if key == "first":
        return (
            translate("Gradient", "The loss stands where this direction begins to read: no way back through time"),
            translate("Gradient", "The loss stands where this direction begins"),
        )
    if key == "dead":
        return (
            translate("Gradient", "No gradient arrives anywhere: the loss does not move with the hidden state"),
            translate("Gradient", "No gradient arrives anywhere"),
        )
    if key == "nan":
        return (translate("Gradient", "Some gradients are not numbers: the values ran away before"), "NaN")
    return (translate("Gradient", "One step only: there is no way back through time"), "")


def steps_back(count: float) -> str:
    """How a distance from the end is said."""
    if count == 0:
        return translate("Gradient", "At the last step")
    if count == 1:
        return translate("Gradient", "One step back")
    return translate("Gradient", "{} steps back").format(round(count))


def _change(key: str, where: str, log10: float) -> tuple[str, ...]:
    if key == "left":
        share = percent_text(log10)
        return (
            translate("Gradient", "{where} {share} of the gradient is left").format(where=where, share=share),
            translate("Gradient", "{where} {share} is left").format(where=where, share=share),
        )
    if key == "kept":
        share = percent_text(log10)
        return (
            translate("Gradient", "{where} {share} of the gradient is still there").format(where=where, share=share),
            translate("Gradient", "{where}: {share}").format(where=where, share=share),
        )
    times = times_text(log10)
    return (
        translate("Gradient", "{where} the gradient has grown {times} times").format(where=where, times=times),
        translate("Gradient", "{where} it has grown {times} times").format(where=where, times=times),
    )


def _killed(key: str, where: str) -> tuple[str, ...]:
    long = {
        "saturated": translate("Gradient", "{} it is exactly 0: saturation killed it, not distance"),
        "zero": translate("Gradient", "{} it is exactly 0: every way back is cut"),
        "underflow": translate("Gradient", "{} it is smaller than any number here can be"),
        "overflow": translate("Gradient", "{} it is larger than any number here can be"),
    }
    short = {
        "saturated": translate("Gradient", "{}: killed by saturation"),
        "zero": translate("Gradient", "{}: exactly 0"),
        "underflow": translate("Gradient", "{}: underflow"),
        "overflow": translate("Gradient", "{}: overflow"),
    }
    return long[key].format(where), short[key].format(where)
