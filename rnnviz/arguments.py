"""What an argument of the command line is refused for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message, en

ENGLISH = {
    "argument.file": en("{why}"),
    "argument.wrong": en("{option}: {why}"),
    "argument.scene": en("{option} {word}: there is no such scene{hint}"),
    "argument.cell": en("{option} {word}: there is no such cell{hint}"),
    "argument.line": en("{option} {word}: the cell has no such line{hint}"),
    "argument.panel": en("{option} {word}: there is no such panel{hint}"),
    "argument.place": en("{option} {word}: there is no such place{hint}"),
    "argument.page": en("{option} {word}: the laboratory has no such page{hint}"),
    "argument.lesson": en("{option} {word}: there is no such lesson{hint}"),
    "argument.pages": en("{option} {number}: the lesson has the pages 1 to {count}"),
    "argument.unasked": en("{option}: say of which lesson, as in --lesson 9"),
    "argument.weights": en("{option} {word}: there are no such weights{hint}"),
    "argument.task": en("{option} {word}: there is no such task{hint}"),
    "argument.taught": en("{option} {text}: a task brings its own sentence and answers, so leave out {other}"),
    "argument.untaught": en("{option} {number}: say which task, as in --train slot_filling"),
    "argument.trained": en("{option} {text}: they bring their own cell and sentence, so leave out {other}"),
    "argument.batch": en('{option} {number}: say which sequences, as in --batch "to be|or not"'),
    "argument.sequences": en("{option} {text}: it names every sequence itself, so leave out {other}"),
    "argument.known": en(": there are {known}"),
    "argument.range": en("{option} {number}: from {low} to {high:,}"),
    "argument.alone": en("{option} {text}: it names every cell itself, so leave out {other}"),
    "argument.text": en("{option} {text}: {why}"),
    "argument.font": en("{option}: this machine has no font for it; install one, such as Noto Sans CJK"),
    "argument.on": en("{option} {text}: there are the layers 1 to {count}"),
    "argument.ways": en("{option} {text}: that layer reads {ways}"),
    "argument.step": en("{option} {number}: the sequence has the steps 1 to {count}"),
    "argument.size": en("{option} {text}: write it as 1920x1080"),
    "argument.pixels": en("{option} {text}: each side must be from {low} to {high} pixels"),
    "argument.either": en("{option}: leave out {other}, for a window is painted for one of them"),
    "argument.picture": en("{option} {text}: the name of a picture ends in {known}"),
    "argument.foreign": en("{path}: this file is no picture, and so it is not replaced by one"),
    "argument.unmade": en("{path}: the picture could not be made"),
    "argument.whole": en("{option} {text}: that is no whole number"),
    "argument.number": en("{option} {text}: that is no number"),
    "argument.choice": en("{option} {text}: there are {known}"),
    "argument.lacking": en("{option}: something must follow it"),
    "argument.nothing": en("{option}: nothing may follow it, but there is {text}"),
    "argument.unknown": en("{text}: there is no such option; rnnviz --help names all there are"),
    "argument.ambiguous": en("{option}: it could be {known}"),
    "argument.unwritten": en("{path}: cannot be written, because {reason}"),
}


class ArgumentRefused(Refusal):
    """An argument that cannot be followed, or a picture that cannot be written."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


def command(key: str, /, **values: Any) -> Message:
    """A message of the command."""
    return Message(key, ENGLISH[key], values)
