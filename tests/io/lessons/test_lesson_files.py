"""Lesson files: what is wrong is told with its line, and every shipped lesson is replayed in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rnnviz.app import main
from rnnviz.io.lessons.checking import problems, problems_of
from rnnviz.io.lessons.reading import LessonError, load_lesson, read_lesson
from rnnviz.io.lessons.shelf import lesson_files, lesson_names, shipped_lesson
from rnnviz.model.lessons.conditions import deed
from rnnviz.model.lessons.filling import pieces
from rnnviz.model.lessons.lesson import LANGUAGES, Lesson
from rnnviz.model.lessons.progress import (
    LessonProgress,
    answered,
    filled,
    is_right,
    looked,
    noticed,
    revealed,
    right_answer,
    turned_to,
)
from rnnviz.model.lessons.situation import PAGES, PLACES, Situation
from rnnviz.view.body import place_table
from rnnviz.view.laboratory.page_table import page_keys

TEMPLATE = Path(__file__).parents[3] / "doc" / "lesson-template.toml"
TEXT = TEMPLATE.read_text(encoding="utf-8")


def said(text: str) -> list[str]:
    """What is wrong with a text, line and reason."""
    try:
        found = problems(read_lesson(text, "a.toml"), text, "a.toml")
    except LessonError as error:
        found = [error]
    return [str(problem) for problem in found]


def line_with(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if part in line)


def test_the_template_is_whole() -> None:
    assert problems_of(TEMPLATE) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("rnnviz-lesson/1", "rnnviz-lesson/9", "format", "format"),
        ("{f@6[1]}", "{f@66[1]}", "text.en", "steps 1 to 9"),
        ("是 {f@6[1]}", "是 {q@6[1]}", "text.en", "different numbers"),
        ("{f@6[1]}", "{q@6[1]}", "text.en", "q"),
        ("{f@6[1]}", "{f@6[1] on page}", "text.en", "no page “page”"),
        ("(line:f)", "(line:q)", "text.en", "“line:q” is no part"),
        ('"line:kept"', '"line:keep"', "lit =", "“line:keep” is no part"),
        ("held f = 0", "hold f = 0", "done", "is no condition"),
        ("held f = 0", "step >= 6", "done", "holds when the page opens"),
        ("held f = 0", "step >= 60", "done", "cannot be met"),
        ("f@6[1] > 0", "f@6[1] > 1", "claims", "is not so"),
        ("f@6[1] > 0", "f@6[1] on nowhere > 0", "claims", "no page “nowhere”"),
        ("answer = 3", "answer = 4", "answer =", "from 1 to 3"),
        ('hidden = ["kept@6"]', 'hidden = ["kept@60"]', "claims", "steps"),
        ('cell = "lstm"', 'cell = "lstn"', "cell =", "lstn"),
        ("step = 6", "step = 60", "step = 60", "60"),
        ("step = 6", 'weights = [{ name = "0.Q", rows = [[1.0]] }]', "weights", "Q"),
        ("step = 6", 'holds = [{ line = "q", value = 0.0 }]', "holds", "q"),
        ("step = 6", 'start = "q=1"', "start", "q"),
        ("step = 6", 'compare = "lstn,gru"', "compare", "lstn"),
        ("step = 6", 'compare = "lstm,gru"\nrow = 3', "row = 3", "2"),
        ("step = 6", 'place = "here"', "place = ", "here"),
        ("step = 6", 'page = "deep"', "page = ", "deep"),
        ("minutes = 2", "minutse = 2", "[[pages]]", "minutse"),
        ("minutes = 2", 'minutes = "2"', "minutes", "number"),
        ('id = "forget"\n', "", "[[pages]]", "id"),
        ("[pages.state]", "[pages.state", "[pages.state", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, where: str, why: str) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new)
    found = said(text)
    assert found
    assert found[0].startswith(f"a.toml, line {line_with(text, where)}: ") and why in found[0]


def test_a_page_is_where_the_window_has_a_place() -> None:
    assert {*PLACES} - {"chain"} <= {place.key for place in place_table.PLACES} and {*PAGES} == {*page_keys()}


def test_a_twin_stays_with_its_sentence() -> None:
    lesson = load_lesson(FILES[0])
    assert [page.state.setup.twin for page in lesson.pages] == [None] * len(lesson.pages)


def test_what_is_compared_is_of_one_page() -> None:
    """With a keep bias of all; the next page has the one that was in front, on the stage."""
    more = TEXT.replace("step = 6", 'step = 6\ncompare = "gru,lstm"\nrow = 2\nkeep_bias = 2')
    next_one = more[more.index("[[pages]]") :].replace('"forget"', '"next"').split("[pages.state]")[0]
    pages = read_lesson(more + next_one, "a.toml").pages
    first, second = (page.state for page in pages)
    assert [setup.layers[0].cell_key for setup in first.rows] == ["gru", "lstm"] and first.place == "compare"
    assert [setup.weights.keep_bias for setup in first.rows] == [2.0, 2.0]
    assert (second.rows, second.place) == ((first.setup,), "stage") and second.setup.layers[0].cell_key == "lstm"


def test_pages_are_told_apart() -> None:
    second = TEXT[TEXT.index("[[pages]]") :]
    both = TEXT + second
    assert "called “forget”, too" in said(both)[0]
    wrong = TEXT + second.replace('"forget"', '"other"').replace("f@6[1] > 0", "f@6[1] > 2")
    lines = [n for n, line in enumerate(wrong.split("\n"), 1) if line.startswith("claims")]
    fuller = wrong.replace("f@6[1] > 2", "f@6[1] on forget > 2")
    assert said(fuller)[0].startswith(f"a.toml, line {lines[1]}: ") and "on forget > 2" in said(fuller)[0]
    assert said(wrong)[0].startswith(f"a.toml, line {lines[1]}: ")


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"a = 1\nb = '\xff'\n")
    (tmp_path / "b.toml").write_text("x" * 300_000)
    (tmp_path / "c.toml").write_text(".".join("a" * 40) + " = 1")
    first, second, third, missing = (problems_of(tmp_path / f"{n}.toml")[0] for n in "abcd")
    assert first.line == 2 and "UTF-8" in str(first) and "kB" in str(second)
    assert str(third).startswith("c.toml, line 1") and str(missing).startswith("d.toml")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check-lesson", str(TEMPLATE)]) == 0 and capsys.readouterr().err == ""
    wrong = tmp_path / "w.toml"
    wrong.write_text(TEXT.replace("(line:f)", "(line:q)"), encoding="utf-8")
    assert main(["--check-lesson", str(wrong)]) == 1
    assert capsys.readouterr().err.startswith("w.toml, line ")
    assert main(["--list", "lessons"]) == 0 and capsys.readouterr().out.split() == list(lesson_names())


# the shipped lessons -------------------------------------------------------------------------------------------

FILES = lesson_files()
FACTS: dict[str, tuple[str, ...]] = {
    "why-memory": ("0.990", "0.57", "0.18", "0.20", "0.05"),
    "memory-of-ones": ("2", "6", "16", "4", "12", "32"),
    "order-matters": ("4", "10", "22", "8", "20", "44"),
    "bptt": ("39", "49", "40"),
    "vanishing-and-exploding": ("10", "0.0020", "0.0125"),
    "lstm-step-by-step": ("57", "43", "29", "74"),
    "lstm-by-hand": ("3", "7", "0", "6", "100", "−10"),
    "four-wirings": ("60", "80", "120", "96"),
    "unrolled": ("30", "9", "6", "50"),
    "who-is-she": ("0.986", "0.975", "−0.14", "18", "0.97"),
    "the-real-lstm": ("608", "632", "544", "1"),
    "gru": ("456", "608"),
    "gru-and-lstm": ("456", "608", "7.3", "0.023", "1.4", "2.1", "1.3"),
    "depth": ("1.00", "0.33", "0.10", "0.045", "0.057", "0.021", "15"),
    "write-it-yourself": ("−0.8406", "0.2497", "0.2562"),
    "one-to-many": ("0.72", "9"),
    "a-block-for-a-neuron": ("152", "608"),
}
"""Numbers of the lectures that the filled texts must say."""


@pytest.fixture(scope="module", params=FILES, ids=[path.stem for path in FILES])
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture(scope="module")
def lesson(path: Path) -> Lesson:
    return load_lesson(path)


@pytest.fixture(scope="module")
def filled_texts(lesson: Lesson) -> list[tuple[str, str]]:
    """Every text of every page with its numbers, in English and in Chinese."""
    found = []
    for page in lesson.pages:
        at = looked(page.state)
        for words in page.words:
            english, chinese = (filled(lesson, words.of(language), at) for language in LANGUAGES)
            found.append((english, chinese))
    return found


def test_nothing_is_wrong_with_it(path: Path) -> None:
    assert [str(problem) for problem in problems_of(path)] == []


def test_it_is_taken_from_the_first_page_to_the_last(lesson: Lesson) -> None:
    course = LessonProgress(lesson, Situation())
    for at, page in enumerate(lesson.pages):
        course = turned_to(course, at)
        assert page.key not in noticed(course, course.state).done
        now = course.state
        for condition in page.done:
            now = deed(condition, now, right_answer(page))
        if page.question is not None:
            course = revealed(answered(course, right_answer(page)))
            assert is_right(page, course.answer) and course.hidden == ()
        course = noticed(course, now)
    read = lesson.pages[-1]
    done = course.done | ({read.key} if not read.done and read.question is None else set())
    assert done == {page.key for page in lesson.pages}


def test_every_page_says_something_in_both_languages(lesson: Lesson, filled_texts: list[tuple[str, str]]) -> None:
    for texts in filled_texts:
        assert not any(re.search(r"[{}]|NaN|∞", text) for text in texts)
        parts = [[piece.part for piece in pieces(text) if piece.part] for text in texts]
        assert sorted(parts[0]) == sorted(parts[1])
    for page in lesson.pages:
        english = re.sub(r"\{[^}]*\}", "", page.text.en)  # a network may have been trained on Chinese
        assert re.search("[\u4e00-\u9fff]", page.text.zh_CN) and not re.search("[\u4e00-\u9fff]", english)
        assert page.notes.en and page.notes.zh_CN
        assert not re.search(r"[\d}] x[\d{]", page.text.en)  # our letters write "4 x3" as "4 ×3"


def test_it_says_the_numbers_of_the_lectures(lesson: Lesson, filled_texts: list[tuple[str, str]]) -> None:
    for language in (0, 1):
        said = {number for texts in filled_texts for number in re.findall(r"−?\d+(?:\.\d+)?", texts[language])}
        assert set(FACTS.get(lesson.key, ())) <= said


def test_lessons_are_found_by_number_and_name() -> None:
    for path in (FILES[0], FILES[-1]):
        count, name = int(path.stem[:2]), path.stem[3:]
        for word in (str(count), name):
            found = shipped_lesson(word)
            assert found is not None and (found.number, found.key) == (count, name)
    assert shipped_lesson("99") is None and shipped_lesson("nothing") is None
    assert [int(path.stem[:2]) for path in FILES] == list(range(1, 19))
