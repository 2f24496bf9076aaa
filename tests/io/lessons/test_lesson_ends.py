"""Lesson files at their limits: what a page may set, what is refused and on which line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rnnviz.io.examples import EXAMPLES
from rnnviz.io.formats.tables import ArrayTable, HoldTable
from rnnviz.io.lessons.reading import (
    MAX_BYTES,
    MAX_CHOICES,
    MAX_PAGES,
    MAX_TEXT,
    LessonError,
    load_lesson,
    read_lesson,
    text_of,
)
from rnnviz.io.lessons.states import applied
from rnnviz.io.lessons.tables import StateTable
from rnnviz.io.refused import Refused, entry
from rnnviz.io.trained import load_trained
from rnnviz.model.document.selection import Selection
from rnnviz.model.lessons.situation import Situation
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.scenes import SCENES
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

BEFORE = Situation(Setup.of("gru", 3).with_hold(Hold("z", 0.5)), Cursor(2, 1, "forward", "line"), answer=1.0)


def page(before: Situation = BEFORE, **said: Any) -> Situation:
    return applied(before, StateTable(**said), "state")


def refused(**said: Any) -> tuple[str, str, dict[str, Any]]:
    """Where, which refusal, and its values."""
    with pytest.raises(Refused) as caught:
        page(**said)
    return str(caught.value.where), caught.value.why.key, dict(caught.value.why.values)


# what a page sets ------------------------------------------------------------------------------------------------

RANGES = {
    "hidden": (1, 64), "seed": (0, 999_999), "gain": (0.0, 4.0), "keep_bias": (-4.0, 6.0), "input_scale": (0.01, 10.0),
    "silent": (0, 2000),
}  # fmt: skip


def value_of(setup: Setup, name: str) -> Any:
    if name == "hidden":
        return setup.layers[0].hidden
    return getattr(setup if name in ("input_scale", "silent") else setup.weights, name)


@pytest.mark.parametrize("name", RANGES)
def test_numbers_of_a_page_are_taken_up_to_their_limits(name: str) -> None:
    low, high = RANGES[name]
    for value in (low, high if name != "silent" else 5):
        assert value_of(page(**{name: value}).setup, name) == value
    beyond = 1 if isinstance(low, int) else 1e-3
    for wrong in (low - beyond, high + beyond):
        assert refused(**{name: wrong}) == (
            f"state.{name}", "value.range", {"value": wrong, "low": low, "high": high},
        )  # fmt: skip
    assert value_of(page().setup, name) == value_of(BEFORE.setup, name)


def test_names_of_a_page_are_those_that_are_known() -> None:
    for name in ("cell", "loss", "example", "trained", "scene", "grain", "line", "on"):
        where, key, values = refused(**{name: "nothing"})
        assert (where, key, values["word"]) == (f"state.{name}", "word.unknown", "nothing")
    assert page(cell="lstm").setup.cell.name == "LSTM" and page(loss="every").setup.loss.at == "every"


def test_a_page_begins_where_the_one_before_did_or_at_something_known() -> None:
    assert page().setup.holds and page().answer is None and page().selection == Selection()
    saved = EXAMPLES["lstm-by-hand"].load()
    assert page(example="lstm-by-hand").setup == saved.setup
    assert page(trained="parity").setup == load_trained("parity") and page(trained="parity").cursor.step == 0
    key, scene = next((key, scene) for key, scene in SCENES.items() if scene.cursor.step)
    found = page(scene=key)
    assert found.setup == scene.setup and found.cursor.step == scene.cursor.step


def test_holds_are_kept_unless_they_are_let_go() -> None:
    held = HoldTable(line="r", value=0.25, first=1, last=2)
    assert [hold.line for hold in page(holds=(held,)).setup.holds] == ["z", "r"]
    assert page(holds=(held,), free=True).setup.holds == (Hold("r", 0.25, 1, 2),)
    assert page(free=True).setup.holds == ()
    with pytest.raises(Refused) as caught:
        page(holds=(held, HoldTable(line="q", value=0.0)))
    assert caught.value.where == entry("state.holds", 2)


def test_weights_of_a_page_are_given_to_its_network() -> None:
    rows = tuple(tuple(float(row * 3 + k) for k in range(3)) for row in range(3))
    found = page(weights=(ArrayTable(name="0.U_z", rows=rows),)).setup
    assert found.network().params["0.U_z"].tolist() == [list(row) for row in rows]


def test_steps_layers_and_units_are_counted_from_one() -> None:
    steps = BEFORE.setup.steps
    assert [page(step=step).cursor.step for step in (1, steps)] == [0, steps - 1]
    for step in (0, steps + 1):
        assert refused(step=step) == ("state.step", "value.range", {"value": step, "low": 1, "high": steps})
    two = Situation(Setup((LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("lstm", hidden=3))))
    places = {"1": (0, "forward"), "1:backward": (0, "backward"), "2": (1, "forward"), "2:forward": (1, "forward")}
    for said, place in places.items():
        found = page(two, on=said, step=3).cursor
        assert (found.layer, found.way) == place and found.grain == "step"
    for wrong in ("0", "3", "2:backward"):
        with pytest.raises(Refused):
            page(two, on=wrong)
    assert [page(unit=unit).selection.unit for unit in (None, 1, 3)] == [0, 0, 2]
    assert page(pins=("line:z",)).selection.pins == ("line:z",)


def test_the_moment_of_the_story() -> None:
    names = BEFORE.lines
    for line in (names[0], names[-1]):
        found = page(line=line).cursor
        assert (found.grain, names[found.line]) == ("line", line)
    stage = page(line="h", grain="stage").cursor
    assert stage.grain == "stage" and page(grain="stage").cursor.grain == "stage" and page().cursor.grain == "step"
    assert page(backward=True).cursor.pass_ == "backward" and page().cursor.pass_ == "forward"
    assert page(step=2, backward=True, line="z").cursor.now(BEFORE.setup.cell) == ("z",)


def test_what_a_parser_refuses_is_said_where_it_stands() -> None:
    for name in ("layers", "start", "readout", "targets", "twin", "read"):
        where, key, values = refused(**{name: "?!"})
        assert (where, key) == (f"state.{name}", "lesson.said") and values["why"].key


# lesson files ----------------------------------------------------------------------------------------------------

HEAD = 'format = "rnnviz-lesson/1"\ntitle = { en = "T", zh_CN = "题" }\n'


def a_page(name: str = "a", more: str = "", title: str = "T", text: str = "S") -> str:
    return (
        f'[[pages]]\nid = "{name}"\ntitle = {{ en = "{title}", zh_CN = "题" }}\n'
        f'text = {{ en = "{text}", zh_CN = "文" }}\n{more}'
    )


def asked(choices: int = 0, answer: int = 0, more: str = "") -> str:
    words = ", ".join(['{ en = "c", zh_CN = "选" }'] * choices)
    return (
        f'[pages.question]\nask = {{ en = "?", zh_CN = "？" }}\n{more}'
        + (f"choices = [{words}]\n" if choices else "")
        + (f"answer = {answer}\n" if answer else "")
    )


def why(text: str) -> tuple[int, str]:
    """Line and sentence of a refusal; 0 and nothing for a text that is a lesson."""
    try:
        read_lesson(text, "05-mine.toml")
    except LessonError as error:
        assert error.file == "05-mine.toml"
        return error.line, str(error)
    return 0, ""


def test_the_smallest_lesson_is_one() -> None:
    lesson = read_lesson(HEAD + a_page(), "05-mine.toml")
    (first,) = lesson.pages
    assert (lesson.number, lesson.key, lesson.minutes) == (5, "mine", 1.0) and lesson.title.en == "T"
    assert (first.key, first.text.zh_CN, first.question, first.notes.en) == ("a", "文", None, "")
    other = read_lesson(HEAD + a_page(), "a-lesson.toml")
    assert (other.number, other.key) == (0, "a-lesson") and read_lesson(HEAD + a_page(), "5-b.toml").number == 0


def test_numbers_of_a_lesson_at_their_limits() -> None:
    many = HEAD + "".join(a_page(f"p{n}") for n in range(MAX_PAGES))
    assert why(many) == (0, "") and f"from 1 to {MAX_PAGES}" in why(many + a_page("more"))[1]
    assert "from 1 to 40" in why(HEAD + "pages = []\n")[1]
    for minutes, good in (("0", True), ("120", True), ("-0.5", False), ("121", False)):
        assert (why(HEAD + a_page(more=f"minutes = {minutes}\n"))[0] == 0) == good
    for count in (1, 2, MAX_CHOICES, MAX_CHOICES + 1):
        assert (why(HEAD + a_page(more=asked(count, 1)))[0] == 0) == (2 <= count <= MAX_CHOICES)
    for answer, good in ((0, False), (1, True), (3, True), (4, False)):
        assert (why(HEAD + a_page(more=asked(3, answer)))[0] == 0) == good
    for tolerance, good in (("0", True), ("1e6", True), ("-0.1", False), ("1.1e6", False)):
        more = asked(more=f'number = "h@1[1]"\ntolerance = {tolerance}\n')
        assert (why(HEAD + a_page(more=more))[0] == 0) == good


def test_texts_of_a_lesson_at_their_limits() -> None:
    for count in (0, 1, MAX_TEXT, MAX_TEXT + 1):
        assert (why(HEAD + a_page(text="x" * count))[0] == 0) == (1 <= count <= MAX_TEXT)
        notes = f'notes = {{ en = "{"x" * count}", zh_CN = "" }}\n'
        assert (why(HEAD + a_page(more=notes))[0] == 0) == (count <= MAX_TEXT)
    (found,) = read_lesson(HEAD + a_page(text="  said  "), "a.toml").pages
    assert found.text.en == "said"


def test_a_question_asks_for_a_choice_or_a_number_and_for_one_of_them() -> None:
    for more in (asked(), asked(2, 1, 'number = "h@1[1]"\n')):
        line, said = why(HEAD + a_page(more=more))
        assert line == 7 and said.startswith("05-mine.toml, line 7: ")
    lesson = read_lesson(HEAD + a_page(more=asked(3, 3) + 'hidden = ["h@1[1]", "h@2[1]"]\n'), "a.toml")
    choice = lesson.pages[0].question
    assert choice is not None and (choice.answer, len(choice.choices), choice.number) == (2, 3, None)
    assert len(choice.hidden) == 2 and choice.reveal.en == ""
    number = (
        read_lesson(HEAD + a_page(more=asked(more='number = "h@1[1]"\ntolerance = 0.5\n')), "a.toml").pages[0].question
    )
    assert number is not None and number.number is not None and (number.answer, number.tolerance) == (0, 0.5)


def test_every_page_has_a_name_of_its_own() -> None:
    text = HEAD + a_page("a") + a_page("b") + a_page("a")
    assert why(text) == (12, "05-mine.toml, line 12: " + why(text)[1].partition(": ")[2])
    assert "“a”" in why(text)[1] and why(HEAD + a_page("a") + a_page("b"))[0] == 0


def test_a_page_follows_the_state_of_the_one_before() -> None:
    states = ['state = { cell = "gru" }\n', "state = { step = 3 }\n", 'state = { scene = "keep" }\n']
    key = next(iter(SCENES))
    states[2] = f'state = {{ scene = "{key}" }}\n'
    lesson = read_lesson(HEAD + "".join(a_page(f"p{n}", more) for n, more in enumerate(states)), "a.toml")
    one, two, three = (page.state for page in lesson.pages)
    assert one.setup.cell.name == two.setup.cell.name == "GRU" and (one.cursor.step, two.cursor.step) == (0, 2)
    assert three.setup == SCENES[key].setup


def test_a_file_at_its_limit_and_text_that_is_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "05-mine.toml"
    text = HEAD + a_page()
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_lesson(path).key == "mine"
    size = MAX_BYTES - len(text.encode())
    lines = "#\n" * (size // 2) + "#" * (size % 2)
    path.write_bytes((text + lines).encode())
    assert path.stat().st_size == MAX_BYTES and text_of(path).startswith(text)
    path.write_bytes((text + lines + "\n").encode())
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    assert (caught.value.line, caught.value.why.key) == (1, "lesson.large")
    assert caught.value.why.values == {"limit": MAX_BYTES // 1024}
    path.write_bytes(b"a = 1\n\nb = '\xff'\n")
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    assert (caught.value.line, caught.value.why.values) == (3, {"byte": 12})
    with pytest.raises(LessonError) as caught:
        load_lesson(tmp_path / "none.toml")
    assert (caught.value.line, caught.value.why.key) == (1, "it.unopened")
    assert why("a = 1\nb = [1,\n")[0] == 3 and why("a = 1\nb = 2 3\n")[0] == 2
