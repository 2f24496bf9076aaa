"""Lessons on the command line: which, at which page, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnnviz.arguments import ArgumentRefused
from rnnviz.command_line import parser
from rnnviz.opening_lesson import LessonOpening, lesson_of
from rnnviz.resources import asset

FILE = str(asset("lessons") / "03-order-matters.toml")


def asked(*words: str) -> LessonOpening | None:
    return lesson_of(parser().parse_args(words))[0]


@pytest.mark.parametrize("words", [("--lesson", "3"), ("--lesson", "order-matters"), ("--lesson", FILE), (FILE,)])
def test_a_lesson_is_named_by_number_name_or_file(words: tuple[str, ...]) -> None:
    found = asked(*words, "--page", "2", "--reveal")
    assert found is not None
    assert (found.lesson.key, found.at, found.reveal) == ("order-matters", 1, True)
    _, rest = lesson_of(parser().parse_args([*words, "--step", "3"]))
    assert rest.file is None and rest.page is None and rest.step == 3, "what else is said stays"


def test_without_one_nothing_changes(tmp_path: Path) -> None:
    cell = tmp_path / "cell.toml"
    cell.write_text('name = "mine"\nequations = "h = tanh(W @ x)"\n')
    arguments = parser().parse_args([str(cell), "--page", "flat"])
    assert lesson_of(arguments) == (None, arguments)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--lesson", "33"), "no such lesson"),
        (("--lesson", "order-maters"), "order-matters"),
        (("--lesson", "3", "--page", "4"), "the pages 1 to 3"),
        (("--lesson", "3", "--page", "flat"), "no whole number"),
        (("--lesson", "missing.toml"), "missing.toml"),
        (("--reveal",), "--lesson 9"),
    ],
)
def test_what_cannot_be_is_refused(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(ArgumentRefused) as refused:
        asked(*words)
    assert said in str(refused.value)


def test_a_wrong_file_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(Path(FILE).read_text().replace("minutes = 1", "minuets = 1", 1))
    with pytest.raises(ArgumentRefused, match=r"wrong\.toml.*minuets"):
        asked(str(path))
