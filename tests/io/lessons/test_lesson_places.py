"""Where in a lesson's file something stands, and what is wrong in one that can be read."""

from __future__ import annotations

import pytest

from rnnviz.io.lessons.checking import MAX_CHARACTERS, MAX_WORDS, problems
from rnnviz.io.lessons.places import line_of, path_of
from rnnviz.io.lessons.reading import read_lesson
from rnnviz.io.lessons.shelf import shipped_lesson
from rnnviz.io.refused import entry, told, within
from tests.io.lessons.test_lesson_ends import HEAD, a_page

# where something stands ------------------------------------------------------------------------------------------

TEXT = """format = 1
[[pages]]
id = "a"
text = '''
id = "not here"
[[pages]]
'''
[pages.state]
step = 1
[[pages]]
id = "b"
text.en = "x"
[pages.state]
step = 2
  [ [ pages ] ]
x = 1
[[ pages ]]
  id = "c"
""".replace("  [ [ pages ] ]\n", "")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1), (("format",), 1), (("pages",), 2), (("pages", 1), 2), (("pages", 1, "id"), 3),
        (("pages", 1, "state", "step"), 9), (("pages", 1, "state", "none"), 8), (("pages", 2), 10),
        (("pages", 2, "id"), 11), (("pages", 2, "text", "en"), 12), (("pages", 2, "state", "step"), 14),
        (("pages", 3, "id"), 17), (("pages", 3, "text"), 16), (("pages", 4, "id"), 3), (("none",), 1),
    ],
)  # fmt: skip
def test_the_line_of_what_stands_at_a_path(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


def test_a_place_part_by_part() -> None:
    assert path_of("") == () and path_of("a.b") == ("a", "b") and path_of(entry("pages", 2)) == ("pages", 2)
    inner = within(entry(within(entry("pages", 2), "question.choices"), 3), "en")
    assert path_of(inner) == ("pages", 2, "question", "choices", 3, "en")
    assert path_of(told("place.length", path=within("a", "b"))) == ("a", "b")


# what is wrong in a lesson that can be read ---------------------------------------------------------------------


def wrong(text: str) -> list[tuple[int, str]]:
    return [(error.line, error.why.key) for error in problems(read_lesson(text, "a.toml"), text, "a.toml")]


def test_a_text_may_be_as_long_as_a_page_has_room_for() -> None:
    for count in (MAX_WORDS, MAX_WORDS + 1):
        text = HEAD + a_page(text=" ".join(["so"] * count))
        assert wrong(text) == ([] if count <= MAX_WORDS else [(6, "lesson.long")])
    for count in (MAX_CHARACTERS, MAX_CHARACTERS + 1):
        text = HEAD + a_page().replace("文", "文" * count)
        assert wrong(text) == ([] if count <= MAX_CHARACTERS else [(6, "lesson.long")])


@pytest.mark.parametrize(
    ("more", "line", "key"),
    [
        ('lit = ["line:h"]\n', 0, ""), ('lit = ["line:none"]\n', 7, "lesson.part"),
        ('lit = ["answer"]\n', 7, "lesson.part"),
        ('claims = ["h@1[1] < 1"]\n', 0, ""), ('claims = ["h@1[1] > 1"]\n', 7, "lesson.untrue"),
        ('done = ["step >= 2"]\n', 0, ""), ('done = ["step >= 1"]\n', 7, "lesson.at.once"),
        ('done = ["step >= 900"]\n', 7, "lesson.never"),
        ('lit = ["answer"]\nstate = { readout = "softmax: a b" }\n', 0, ""),
    ],
)  # fmt: skip
def test_each_part_of_a_page_is_tried(more: str, line: int, key: str) -> None:
    assert wrong(HEAD + a_page(more=more)) == ([(line, key)] if key else [])


def test_lessons_are_found_by_their_number_however_it_is_written() -> None:
    first = shipped_lesson("1")
    assert first is not None and first.number == 1
    found = shipped_lesson("01")
    assert found is not None and found.key == first.key
    assert shipped_lesson("001") is None and shipped_lesson("0") is None and shipped_lesson("") is None
