"""What of a window is seen when it opens, and where the story stands: what the words of the command line describe."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused
from rnnviz.opening_training import near

if TYPE_CHECKING:
    from rnnviz.model.setup.setup import Setup
    from rnnviz.model.story.cursor import Cursor


def _seated(cursor: Cursor, setup: Setup, text: str) -> Cursor:
    """The same moment of the sequence in another layer or direction."""
    number, _, way = text.partition(":")
    layers = setup.layers
    if not (number.isdecimal() and 1 <= int(number) <= len(layers)):
        raise ArgumentRefused("argument.on", option="--on", text=text, count=len(layers))
    ways = layers[int(number) - 1].ways
    if way and way not in ways:
        raise ArgumentRefused("argument.ways", option="--on", text=text, ways=ways)
    return setup.score.visit(setup.score.fitted(cursor), int(number) - 1, way or ways[0])


def cursor_of(cursor: Cursor, setup: Setup, arguments: argparse.Namespace) -> Cursor:
    """The place where the story opens; ArgumentRefused where there is none such."""
    if arguments.step is not None:
        if not 1 <= arguments.step <= setup.steps:
            raise ArgumentRefused("argument.step", option="--step", number=arguments.step, count=setup.steps)
        cursor = replace(cursor, step=arguments.step - 1)
    if arguments.on is not None:
        cursor = _seated(cursor, setup, arguments.on)
    if arguments.backward:
        cursor = replace(cursor, pass_="backward")
    cursor = setup.score.inside(cursor)
    part = setup.score.part(cursor)
    names = [*(line.name for line in part.cell.lines), *part.tail]
    if arguments.line is not None:
        if arguments.line not in names:
            hint = near(arguments.line, names)
            raise ArgumentRefused("argument.line", option="--line", word=arguments.line, hint=hint)
        cursor = replace(cursor, grain="line", line=names.index(arguments.line))
    if arguments.grain is not None:
        cursor = setup.score.with_grain(cursor, arguments.grain)
    return setup.score.fitted(cursor)


def place_of(arguments: argparse.Namespace) -> str:
    """What fills the window; a page is the laboratory's."""
    from rnnviz.view.body.place_table import PLACES

    keys, name = tuple(place.key for place in PLACES), arguments.place
    if name is not None and name not in keys:
        raise ArgumentRefused("argument.place", option="--place", word=name, hint=near(name, keys))
    return name or ("laboratory" if arguments.page is not None else "")


def page_of(name: str | None) -> str:
    """The page of the laboratory that is named."""
    from rnnviz.view.laboratory.page_table import page_keys

    if name is not None and name not in page_keys():
        raise ArgumentRefused("argument.page", option="--page", word=name, hint=near(name, page_keys()))
    return name or ""


def face_of(name: str | None) -> str:
    """What the right column shows."""
    from rnnviz.view.body.face_table import face_keys

    if name is not None and name not in face_keys():
        raise ArgumentRefused("argument.panel", option="--panel", word=name, hint=near(name, face_keys()))
    return name or ""
