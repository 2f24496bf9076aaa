"""The weights that a command line names: a trained network, or arrays by themselves."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused
from rnnviz.io.kinds import reader_of
from rnnviz.opening_training import near

if TYPE_CHECKING:
    from rnnviz.model.setup.setup import Setup


def with_arrays_of(setup: Setup, path: Path) -> Setup:
    """The network that would open, with the weights of a file."""
    from rnnviz.engine.errors import Refusal
    from rnnviz.model.weights.changes import with_arrays

    try:
        return with_arrays(setup, reader_of(path)(path), path.name)
    except Refusal as error:
        raise ArgumentRefused("argument.file", why=error.message) from None


def trained(arguments: argparse.Namespace) -> Setup:
    """A trained network: it brings its cell, its layers and a sentence."""
    from rnnviz.io.trained import load_trained, trained_names
    from rnnviz.io.weights import WeightsError

    name, names = arguments.weights, trained_names()
    beside = [word for word in (arguments.file, arguments.cell, arguments.scene, arguments.layers) if word is not None]
    if beside:
        raise ArgumentRefused("argument.trained", option="--weights", text=name, other=beside[0])
    if name not in names and not Path(name).exists():
        raise ArgumentRefused("argument.weights", option="--weights", word=name, hint=near(name, names))
    try:
        return load_trained(name)
    except WeightsError as error:
        raise ArgumentRefused("argument.wrong", option="--weights", why=error.message) from None
