"""Several sequences that a command line names: a file with one a line, or texts with | between them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused
from rnnviz.io.kinds import SEQUENCE, kind_of

if TYPE_CHECKING:
    from rnnviz.model.setup.setup import Setup

BETWEEN = "|"


def several(setup: Setup, arguments: argparse.Namespace) -> Setup:
    """The setup on the sequences, one of them on the tape. ArgumentRefused."""
    text = arguments.batch
    if text is None:
        if arguments.number is not None:
            raise ArgumentRefused("argument.batch", option="--number", number=arguments.number)
        return setup
    from rnnviz.engine.errors import Refusal
    from rnnviz.model.batch.sentences import with_lines, with_sentence

    _check_alone(arguments)
    try:
        changed = with_lines(setup, _lines(text))
    except Refusal as error:
        raise ArgumentRefused("argument.text", option="--batch", text=text, why=error.message) from None
    total, number = (
        len(changed.batch.samples) if changed.batch else 1,
        1 if arguments.number is None else arguments.number,
    )
    if not 1 <= number <= total:
        raise ArgumentRefused("argument.range", option="--number", number=number, low=1, high=total)
    return with_sentence(changed, number - 1)


def _lines(text: str) -> str:
    """One sequence a line. SequenceError."""
    from rnnviz.io.lines import SUFFIXES, load_lines

    return load_lines(Path(text)) if text.lower().endswith(SUFFIXES) else text.replace(BETWEEN, "\n")


def _check_alone(arguments: argparse.Namespace) -> None:
    """Another sequence beside it would be passed over in silence."""
    file = arguments.file if arguments.file and kind_of(arguments.file) == SEQUENCE else None
    beside = {"--sentence": arguments.sentence, "FILE": file}
    for option, word in beside.items():
        if word is not None:
            raise ArgumentRefused("argument.sequences", option="--batch", text=arguments.batch, other=option)
