"""What compared cells may have in common: each row reads it from a setup and gives it to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rnnviz.model.setup.setup import Setup

MOST = 4
"""Cells side by side."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks words for the translators; whoever shows them translates them."""
    return text


@dataclass(frozen=True, slots=True)
class Common:
    """words: what it is called; of: its value in a setup; put: the setup with another value, SequenceError where a
    trained network does not know a word."""

    key: str
    words: str
    of: Callable[[Setup], Any]
    put: Callable[[Setup, Any], Setup]


def _hidden(setup: Setup, units: int) -> Setup:
    return setup.with_layers(tuple(replace(choice, hidden=units) for choice in setup.layers))


def _loss(setup: Setup, at: Any) -> Setup:
    """A loss that compares counts where there is a target, whatever is asked."""
    return replace(setup, loss=replace(setup.loss, at=at).asked(setup.targets, setup.steps))


COMMON = (
    Common("sequence", QT_TRANSLATE_NOOP("Compare", "Sequence"), lambda s: s.sequence, Setup.with_sequence),
    Common("silent", QT_TRANSLATE_NOOP("Compare", "Silent after"), lambda s: s.silent, Setup.with_silence),
    Common("hidden", QT_TRANSLATE_NOOP("Compare", "Hidden"), lambda s: s.layers[0].hidden, _hidden),
    Common(
        "seed", QT_TRANSLATE_NOOP("Compare", "Seed"), lambda s: s.weights.seed, lambda s, v: s.with_weights(seed=v)
    ),
    Common(
        "gain", QT_TRANSLATE_NOOP("Compare", "Gain"), lambda s: s.weights.gain, lambda s, v: s.with_weights(gain=v)
    ),
    Common(
        "input_scale", QT_TRANSLATE_NOOP("Compare", "Input scale"), lambda s: s.input_scale,
        lambda s, v: replace(s, input_scale=v),
    ),
    Common("loss", QT_TRANSLATE_NOOP("Compare", "Loss at"), lambda s: s.loss.at, _loss),
)  # fmt: skip
"""In the order of the bar."""
BY_KEY = {common.key: common for common in COMMON}


def agree(setups: Iterable[Setup], key: str) -> bool:
    """Whether all setups have the same value of it."""
    found = [BY_KEY[key].of(setup) for setup in setups]
    return all(value == found[0] for value in found)


def shared_keys(setups: Sequence[Setup], own: frozenset[str]) -> frozenset[str]:
    """What all have in common and nobody made each cell's own."""
    return frozenset(common.key for common in COMMON if common.key not in own and agree(setups, common.key))
