"""The trained networks that come with rnnviz, and those of files, as setups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.resources import asset

if TYPE_CHECKING:
    from rnnviz.model.setup.setup import Setup

SUFFIX = ".npz"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks words for the translators; whoever shows them translates them."""
    return text


TITLES = {
    "slot_filling": QT_TRANSLATE_NOOP("Trained", "slot filling"),
    "pronoun_agreement": QT_TRANSLATE_NOOP("Trained", "pronoun agreement"),
    "long_gap_cloze": QT_TRANSLATE_NOOP("Trained", "a place read long ago"),
    "next_character": QT_TRANSLATE_NOOP("Trained", "next character"),
    "next_word": QT_TRANSLATE_NOOP("Trained", "next word"),
    "sentence_class": QT_TRANSLATE_NOOP("Trained", "the mood of a sentence"),
    "pixel_picture": QT_TRANSLATE_NOOP("Trained", "a picture from one vector"),
    "anbn": QT_TRANSLATE_NOOP("Trained", "counting: as many b as a"),
    "parity": QT_TRANSLATE_NOOP("Trained", "parity"),
    "adding": QT_TRANSLATE_NOOP("Trained", "adding two numbers"),
    "delayed_copy": QT_TRANSLATE_NOOP("Trained", "copied after a while"),
    "sine": QT_TRANSLATE_NOOP("Trained", "a sine predicted"),
    "prices": QT_TRANSLATE_NOOP("Trained", "a price predicted"),
    "slot_filling_zh": QT_TRANSLATE_NOOP("Trained", "slot filling, in Chinese"),
    "pronoun_agreement_zh": QT_TRANSLATE_NOOP("Trained", "he or she, in Chinese"),
    "long_gap_cloze_zh": QT_TRANSLATE_NOOP("Trained", "a place read long ago, in Chinese"),
}
"""Task -> what a menu calls it; a task that is not here is called by its own name."""


def trained_names() -> tuple[str, ...]:
    """The names of the networks that come with rnnviz, in the order of the menu."""
    found = {path.stem for path in asset("weights").glob(f"*{SUFFIX}")}
    return (*(name for name in TITLES if name in found), *sorted(found - TITLES.keys()))


def load_trained(name: str | Path) -> Setup:
    """A trained network by its name, or of a file, on a sentence of its task. WeightsError."""
    return load_with_unit(name)[0]


def load_with_unit(name: str | Path) -> tuple[Setup, int]:
    """The same, and the unit that carries the fact its task asks for, as found when it was trained; 0 where none was
    looked for."""
    from rnnviz.io.weights import load_weights  # a menu needs the names only
    from rnnviz.model.trained.of_task import learned_of, setup_of

    path = asset("weights", f"{name}{SUFFIX}") if str(name) in trained_names() else Path(name)
    trained = load_weights(path)
    updates = int(trained.reached.get("updates", 0))
    unit = next((int(value) for figure, value in trained.reached.items() if figure.endswith(" unit")), 0)
    return setup_of(trained.task, trained.network, learned_of(trained.task, trained.settings, updates)), unit
