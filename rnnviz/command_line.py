"""The command line: its options, and refusals of what argparse cannot read as messages of ours."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from rnnviz import __version__
from rnnviz.arguments import ArgumentRefused
from rnnviz.io.kinds import suffixes_of

PICTURED = ("screenshot", "film", "exercise", "solution")
"""Options that ask for files and for no window."""
GRAINS = ("step", "stage", "line")
THEMES = ("dark", "light")
LANGUAGES = ("en", "zh_CN")
LISTS = ("cells", "scenes", "presets", "tasks", "weights", "lessons")

REFUSED = (
    ("argument.whole", r"argument (?P<option>\S+): invalid int value: (?P<text>.+)"),
    ("argument.number", r"argument (?P<option>\S+): invalid float value: (?P<text>.+)"),
    ("argument.choice", r"argument (?P<option>\S+): invalid choice: (?P<text>.+?) \(choose from (?P<known>.+)\)"),
    ("argument.lacking", r"argument (?P<option>\S+): expected .*arguments?"),
    ("argument.nothing", r"argument (?P<option>\S+): ignored explicit argument (?P<text>.+)"),
    ("argument.unknown", r"unrecognized arguments: (?P<text>.+)"),
    ("argument.ambiguous", r"ambiguous option: (?P<option>\S+) could match (?P<known>.+)"),
)
"""Ours, and what argparse says: it tells neither which refusal it is nor its values, but in English."""


class Parser(argparse.ArgumentParser):
    """Raises ArgumentRefused where argparse would end the program with a sentence of its own."""

    def error(self, message: str) -> NoReturn:
        for key, pattern in REFUSED:
            if (found := re.fullmatch(pattern, message, re.DOTALL)) is not None:
                raise ArgumentRefused(key, **{name: _plain(name, text) for name, text in found.groupdict().items()})
        raise ArgumentRefused("argument.file", why=message)


def _plain(name: str, text: str) -> str | tuple[str, ...]:
    """Without the quotation marks of Python; `known` are several."""
    parts = tuple(part.strip("'\"") for part in text.split(", "))
    return parts if name == "known" else text.strip("'\"")


def asked_in(words: Sequence[str]) -> argparse.Namespace:
    """What decides about the language of the screen, of a command line that cannot be read."""
    return argparse.Namespace(**{name: _value_of(f"--{name}", words) for name in ("lang", *PICTURED)})


def pictured(arguments: argparse.Namespace) -> bool:
    """Whether pictures, films or sheets are asked for, and no window on a screen."""
    return any(getattr(arguments, name) is not None for name in PICTURED)


def _value_of(option: str, words: Sequence[str]) -> str | None:
    pairs = zip(words, (*words[1:], ""), strict=True)
    after = [after for word, after in pairs if word == option]
    joined = [word.partition("=")[2] for word in words if word.startswith(f"{option}=")]
    return next(iter((*after, *joined)), None)


def parser() -> argparse.ArgumentParser:
    """The command line. All options but those of pictures and films also say how the window opens."""
    p = Parser(prog="rnnviz", description="A visual simulator of recurrent cells.")
    p.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help=f"an experiment, cell or sequence to open ({', '.join(suffixes_of())})",
    )
    p.add_argument("--screenshot", metavar="OUT.png", help="render the window into a .png or .jpg, without any screen")
    p.add_argument("--film", metavar="OUT.gif", help="the story as an animated GIF, or as MP4 with ffmpeg, likewise")
    p.add_argument("--size", metavar="WxH", help="size of the screenshot (1920x1080) or film (1280x720)")
    p.add_argument("--seconds", metavar="S", type=float, help="so long a picture of the film stands (0.8)")
    p.add_argument("--pictures", metavar="N", type=int, help="so many pictures the film has at most")
    p.add_argument("--exercise", metavar="A.pdf", help="an exercise sheet of one step: .pdf or .html")
    p.add_argument("--solution", metavar="B.pdf", help="the same with its answers")
    p.add_argument("--sheet-seed", metavar="N", type=int, help="weights of the sheets are drawn anew, with one decimal")
    p.add_argument("--grain", choices=GRAINS, help="from halt to halt: a step, a stage or a line")
    p.add_argument("--cell", metavar="NAME", help="cell: rnn, lstm, gru, ... or a file, my_cell.toml")
    edit = "open the editor of cells: with the present cell, or with a file, right or wrong"
    p.add_argument("--edit-cell", nargs="?", const="", metavar="FILE.toml", help=edit)
    p.add_argument("--layers", metavar="LIST", help="layers from the lowest up: lstm:8:both,gru:4")
    p.add_argument("--on", metavar="LAYER", help="layer on the stage, 1 is the lowest: 2, or 2:backward")
    p.add_argument("--float32", action="store_true", help="compute in float32, as most GPUs do")
    p.add_argument("--sentence", metavar="TEXT", help="words or numbers to step through")
    several = "several sequences: a .txt or .csv with one a line, or texts with | between"
    p.add_argument("--batch", metavar="LIST", help=several)
    p.add_argument("--number", metavar="N", type=int, help="which of them is on the tape, 1 is the first")
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
    p.add_argument("--train", metavar="TASK", help="a task to train the network on: slot_filling, ... or own data")
    p.add_argument("--updates", metavar="N", type=int, help="updates to train at once")
    p.add_argument("--temperature", metavar="T", type=float, help="of what the network draws next, 0 to 2")
    p.add_argument("--dice", metavar="N", type=int, help="seed of what the network draws next")
    p.add_argument("--continue", metavar="N", dest="write", help="so many words or numbers it writes on, or: end")
    p.add_argument("--compare", metavar="LIST", help="cells side by side: rnn,gru,lstm, two to four, or a preset: bias")
    p.add_argument("--place", metavar="NAME", help="what fills the window: stage, compare, laboratory or lessons")
    p.add_argument("--page", metavar="NAME", help="of the laboratory: paths, ...; of a lesson: its number")
    p.add_argument("--lesson", metavar="N", help="a lesson by its number or name, or a file")
    p.add_argument("--reveal", action="store_true", help="of the lesson's page: everything done, and its answer shown")
    code = "write the run as a program that gives the same numbers: numpy or torch, and a file.py"
    p.add_argument("--export-code", nargs=2, metavar=("KIND", "FILE.py"), help=code)
    lesson = "say what is wrong with a lesson, and where: file, line, what"
    p.add_argument("--check-lesson", metavar="FILE.toml", help=lesson)
    p.add_argument("--rows", action="store_true", help="in that program, vectors stand left of matrices: x @ W")
    p.add_argument("--list", choices=LISTS, help="print the names of what there is, one a line")
    p.add_argument("--version", action="version", version=f"rnnviz {__version__}")
    return p
