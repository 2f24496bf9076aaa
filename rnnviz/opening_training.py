"""What the words of the command line say of a training: its task, and how many updates are made at once."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused, command

if TYPE_CHECKING:
    from rnnviz.engine.wording import Message
    from rnnviz.model.setup.setup import Setup

BESIDE = {
    "weights": "--weights", "sentence": "--sentence", "readout": "--readout", "targets": "--targets",
    "twin": "--twin", "batch": "--batch", "write": "--continue",
}  # fmt: skip
"""Options that a task leaves nothing to say to."""


def updates_of(arguments: argparse.Namespace) -> int:
    """How many updates are made at once; ArgumentRefused where there is no task, or they are too many."""
    from rnnviz.model.trained.plan import STOP

    count = arguments.updates
    if count is None:
        return 0
    if arguments.train is None:
        raise ArgumentRefused("argument.untaught", option="--updates", number=count)
    if not 0 <= count <= STOP[1]:
        raise ArgumentRefused("argument.range", option="--updates", number=count, low=0, high=STOP[1])
    return int(count)


def to_be_trained(setup: Setup, arguments: argparse.Namespace) -> Setup:
    """A fresh network of these layers for a task; its plan goes on to the updates asked for. ArgumentRefused."""
    from rnnviz.engine.errors import EngineError
    from rnnviz.engine.training.tasks import TASKS
    from rnnviz.io.own_data import load_own
    from rnnviz.model.setup.sequence import SequenceError
    from rnnviz.model.trained.course import own_setup, task_setup

    name = arguments.train
    beside = [option for key, option in BESIDE.items() if getattr(arguments, key) is not None]
    if beside:
        raise ArgumentRefused("argument.taught", option="--train", text=name, other=beside[0])
    own = name not in TASKS and Path(name).exists()
    if name not in TASKS and not own:
        raise ArgumentRefused("argument.task", option="--train", word=name, hint=near(name, TASKS))
    try:
        made = own_setup(setup, load_own(Path(name))) if own else task_setup(setup, name)
    except (EngineError, SequenceError) as error:
        raise ArgumentRefused("argument.wrong", option="--train", why=error.message) from None
    return replace(made, plan=replace(made.plan, stop=max(made.plan.stop, arguments.updates or 0)))


def near(word: str, known: Collection[str]) -> Message:
    """What was probably meant, else all there are."""
    from rnnviz.engine.errors import suggestion
    from rnnviz.engine.wording import Message

    found = suggestion(word, known)
    return found if isinstance(found, Message) else command("argument.known", known=tuple(known))
