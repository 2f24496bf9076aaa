"""The weights that a command line names: a trained network, or arrays by themselves."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused
from rnnviz.io.kinds import ARRAYS
from rnnviz.opening_training import near

if TYPE_CHECKING:
    from rnnviz.model.setup.setup import Setup


def arrays_named(setup: Setup, word: str | None) -> str | None:
    """The word, if it names a file of arrays for the network that would open, and not a trained network."""
    if word is None or not word.lower().endswith(ARRAYS):
        return None
    from rnnviz.io.loose_weights import holds_arrays
    from rnnviz.io.weights import WeightsError

    try:
        return word if holds_arrays(setup, Path(word)) else None
    except WeightsError as error:
        raise ArgumentRefused("argument.file", why=error.message) from None


def with_arrays_of(setup: Setup, word: str | None) -> Setup:
    """The network that would open, with the weights of a file; None for no file."""
    if word is None:
        return setup
    from rnnviz.engine.errors import Refusal
    from rnnviz.io.loose_weights import with_weights_of

    try:
        return with_weights_of(setup, Path(word))
    except Refusal as error:
        raise ArgumentRefused("argument.file", why=error.message) from None


def trained(arguments: argparse.Namespace) -> tuple[Setup, int]:
    """A trained network: it brings its cell, its layers and a sentence; and the unit to be looked at."""
    from rnnviz.io.trained import load_with_unit, trained_names
    from rnnviz.io.weights import WeightsError

    name, names = arguments.weights, trained_names()
    beside = [word for word in (arguments.file, arguments.cell, arguments.scene, arguments.layers) if word is not None]
    if beside:
        raise ArgumentRefused("argument.trained", option="--weights", text=name, other=beside[0])
    if name not in names and not Path(name).exists():
        raise ArgumentRefused("argument.weights", option="--weights", word=name, hint=near(name, names))
    try:
        return load_with_unit(name)
    except WeightsError as error:
        raise ArgumentRefused("argument.wrong", option="--weights", why=error.message) from None
