"""The command line: its arguments, and what one is refused for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any, ClassVar

from rnnviz import __version__
from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message, en
from rnnviz.io.kinds import suffixes_of

THEMES = ("dark", "light")
LANGUAGES = ("en", "zh_CN")
LISTS = ("cells", "scenes", "presets", "tasks", "weights")

ENGLISH = {
    "argument.file": en("{why}"),
    "argument.wrong": en("{option}: {why}"),
    "argument.scene": en("{option} {word}: there is no such scene{hint}"),
    "argument.cell": en("{option} {word}: there is no such cell{hint}"),
    "argument.line": en("{option} {word}: the cell has no such line{hint}"),
    "argument.panel": en("{option} {word}: there is no such panel{hint}"),
    "argument.place": en("{option} {word}: there is no such place{hint}"),
    "argument.page": en("{option} {word}: the laboratory has no such page{hint}"),
    "argument.weights": en("{option} {word}: there are no such weights{hint}"),
    "argument.task": en("{option} {word}: there is no such task{hint}"),
    "argument.taught": en("{option} {text}: a task brings its own sentence and answers, so leave out {other}"),
    "argument.untaught": en("{option} {number}: say which task, as in --train slot_filling"),
    "argument.trained": en("{option} {text}: they bring their own cell and sentence, so leave out {other}"),
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
    "argument.picture": en("{option} {text}: the name of a picture ends in {known}"),
    "argument.foreign": en("{path}: this file is no picture, and so it is not replaced by one"),
    "argument.unmade": en("{path}: the picture could not be made"),
    "argument.unwritten": en("{path}: cannot be written, because {reason}"),
}


class ArgumentRefused(Refusal):
    """An argument that cannot be followed, or a picture that cannot be written."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


def command(key: str, /, **values: Any) -> Message:
    """A message of the command."""
    return Message(key, ENGLISH[key], values)


def parser() -> argparse.ArgumentParser:
    """The command line. All options but --screenshot and --size also say how the window opens."""
    p = argparse.ArgumentParser(prog="rnnviz", description="A visual simulator of recurrent cells.")
    p.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help=f"an experiment, cell or sequence to open ({', '.join(suffixes_of())})",
    )
    p.add_argument("--screenshot", metavar="OUT.png", help="render the window into a .png or .jpg, without any screen")
    p.add_argument("--size", metavar="WxH", default="1920x1080", help="size of the screenshot")
    p.add_argument("--cell", metavar="NAME", help="cell: rnn, lstm, gru, ... or a file, my_cell.toml")
    edit = "open the editor of cells: with the present cell, or with a file, right or wrong"
    p.add_argument("--edit-cell", nargs="?", const="", metavar="FILE.toml", help=edit)
    p.add_argument("--layers", metavar="LIST", help="layers from the lowest up: lstm:8:both,gru:4")
    p.add_argument("--on", metavar="LAYER", help="layer on the stage, 1 is the lowest: 2, or 2:backward")
    p.add_argument("--float32", action="store_true", help="compute in float32, as most GPUs do")
    p.add_argument("--sentence", metavar="TEXT", help="words or numbers to step through")
    p.add_argument("--step", metavar="N", type=int, help="present step, 1 is the first")
    p.add_argument("--line", metavar="NAME", help="line of the cell being computed")
    p.add_argument("--backward", action="store_true", help="show the gradients")
    p.add_argument("--hidden", metavar="N", type=int, help="number of hidden units")
    p.add_argument("--seed", metavar="N", type=int, help="seed of the weights")
    p.add_argument("--theme", choices=THEMES, help="colours")
    p.add_argument("--lang", choices=LANGUAGES, help="language of the screen")
    p.add_argument("--scene", metavar="NAME", help="one of the curated openings: vanish, ...")
    p.add_argument("--readout", metavar="KIND:ANSWERS", help="softmax:other,destination,... or identity:2")
    p.add_argument("--read", metavar="LINE", help="line of the last layer that is read out: h, c, ...")
    p.add_argument("--targets", metavar="LIST", help="what is right: other,-,destination or 6=destination")
    p.add_argument("--twin", metavar="TEXT", help="the sentence with other words, answered below it")
    p.add_argument("--start", metavar="LIST", help="values of states before the first step: h=0.5,c=0 0 1 0")
    p.add_argument("--weights", metavar="NAME", help="a trained network: slot_filling, ... or a file")
    p.add_argument("--panel", metavar="NAME", help="what the right column shows: plots, train or weights")
    p.add_argument("--train", metavar="TASK", help="a task to train the network on: slot_filling, ...")
    p.add_argument("--updates", metavar="N", type=int, help="updates to train at once")
    p.add_argument("--temperature", metavar="T", type=float, help="of what the network draws next, 0 to 2")
    p.add_argument("--dice", metavar="N", type=int, help="seed of what the network draws next")
    p.add_argument("--continue", metavar="N", dest="write", help="so many words or numbers it writes on, or: end")
    p.add_argument("--compare", metavar="LIST", help="cells side by side: rnn,gru,lstm, two to four, or a preset: bias")
    p.add_argument("--place", metavar="NAME", help="what fills the window: stage, compare or laboratory")
    p.add_argument("--page", metavar="NAME", help="of the laboratory: paths, ...")
    code = "write the run as a program that gives the same numbers: numpy or torch, and a file.py"
    p.add_argument("--export-code", nargs=2, metavar=("KIND", "FILE.py"), help=code)
    p.add_argument("--rows", action="store_true", help="in that program, vectors stand left of matrices: x @ W")
    p.add_argument("--list", choices=LISTS, help="print the names of what there is, one a line")
    p.add_argument("--version", action="version", version=f"rnnviz {__version__}")
    return p
