"""Answers, targets and losses in cells of every width: no word leaves its cell, and every sign says what is so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from rnnviz.model.answers.answers import Answers
from rnnviz.model.document.result import Result
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.answer import Loss
from rnnviz.view.look.facts import Fact, listening
from rnnviz.view.look.style import THEMES, Scale, load_fonts, mix
from rnnviz.view.stage.answer import marks
from rnnviz.view.tape.answer import cells as drawn
from rnnviz.view.tape.answer.cells import BARE, LABELLED, SIGNED, Cells, said, wanted
from rnnviz.view.tape.answer.kinds import ANSWER, LOSS, TARGET, AnswerRow
from rnnviz.view.widgets.paper import BOLD, text_width
from tests.trained import slots
from tests.view.conftest import Ink
from tests.view.oracle.wanted import close

TAIPEI, SIZE = 5, (400, 40)
WIDTHS = [8, 16, 30, 48, 70, 90, 120, 150, 200, 280]
SCALE = Scale(1080)
KINDS = "cell", "wanted", "dot", "loss"


@pytest.fixture(scope="module")
def found() -> Answers:
    answers = Result.of(replace(slots(), loss=Loss("cross_entropy", (5, 8)))).answers
    assert answers is not None
    return answers


def noted(told: list[str], name: str, draw: Callable[..., Any], *given: Any) -> None:
    told.append(name)
    draw(*given)


@pytest.fixture
def signs(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The marks that are painted."""
    load_fonts()
    told: list[str] = []
    for name in ("check", "cross", "stripes", "pennant"):
        monkeypatch.setattr(marks, name, partial(noted, told, name, getattr(marks, name)))
    return told


def painted(kind: str, answers: Answers, step: int, width: int, now: bool) -> tuple[QImage, list[Fact], Cells, QRectF]:
    """One cell in the middle of an empty picture."""
    theme = THEMES["dark"]
    box = QRectF((SIZE[0] - width) / 2, 6, width, 26)
    cells = Cells.of(theme, SCALE, answers, width, (0.0, SIZE[0]))
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(theme.panel)
    row = AnswerRow(kind, "answer", answers)
    with listening() as heard, QPainter(image) as p:
        if kind == ANSWER:
            drawn.draw_answer(p, cells, row, step, box, now)
        elif kind == TARGET:
            drawn.draw_target(p, cells, row, step, box, now)
        else:
            drawn.draw_loss(p, cells, row, step, box, now, float(np.nanmax(np.abs(answers.losses))))
        facts = [fact for fact in heard.now if fact.what in KINDS]
    return image, facts, cells, box


@pytest.mark.parametrize("width", WIDTHS)
def test_an_answer_stands_in_its_cell_with_the_sign_it_deserves(
    found: Answers, signs: list[str], ink: Ink, width: int
) -> None:
    longest = max((said(found, t) for t in range(found.steps)), key=lambda text: text_width(text, SCALE.axis, BOLD))
    for step in range(found.steps):
        for now in (False, True):
            signs.clear()
            ink.clear()
            image, (fact,), cells, box = painted(ANSWER, found, step, width, now)
            right, px = found.right(step), cells.px
            assert (fact.step, fact.value, fact.word) == (step, right, said(found, step))
            assert ("stripes" in signs) == (right is False)
            assert ("check" in signs) <= (right is True) and ("cross" in signs) <= (right is False)
            labels = [(text, rect) for text, rect in ink if text == said(found, step)]
            numbers = [(text, rect) for text, rect in ink if text != said(found, step)]
            assert bool(labels) == (now or cells.room != BARE)
            if not now:
                whole = box.adjusted(-1, 0, 1, 0)
                assert all(whole.left() <= r.left() and r.right() <= whole.right() for _, r in ink), (step, ink)
            if labels and not numbers and not signs:
                assert labels[0][1].center().x() == pytest.approx(box.center().x(), abs=2)
            assert all(abs(rect.center().y() - box.center().y()) < 0.3 * px for _, rect in ink)
            if cells.room == SIGNED:
                assert ("check" in signs) == (right is True) and ("cross" in signs) == (right is False)
            shown = plain(float(found.p[step].max()))
            assert [text for text, _ in numbers] == ([shown] if cells.numbers else [])
            if numbers:
                assert numbers[0][1].left() > labels[0][1].right() and width >= 150
                assert numbers[0][1].right() == pytest.approx(box.right() - 0.5 * px, abs=2)
            if right is not False and width > 24 and not (now and cells.room == BARE):
                assert close(image.pixelColor(round(box.left()) + 5, round(box.bottom()) - 4), fact.color, 12)
    room = text_width(longest, SCALE.axis, BOLD) + 1.1 * SCALE.axis + 8
    assert (cells.room == SIGNED) == (room <= width) and cells.room in (SIGNED, LABELLED, BARE)


def test_a_surer_answer_is_fuller(found: Answers, signs: list[str]) -> None:
    theme = THEMES["dark"]
    for step in range(found.steps):
        _, (fact,), _, _ = painted(ANSWER, found, step, 120, False)
        sure = float(found.p[step].max())
        assert close(fact.color, mix(theme.panel, theme.role("answer"), 0.05 + 0.4 * sure), 2)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_target_is_a_word_or_a_pennant(found: Answers, signs: list[str], ink: Ink, width: int) -> None:
    for step in range(found.steps):
        for now in (False, True):
            signs.clear()
            ink.clear()
            _, facts, cells, box = painted(TARGET, found, step, width, now)
            text = wanted(found, step)
            assert [(f.what, f.step, f.word) for f in facts] == ([("wanted", step, text)] if text else [])
            fits = bool(text) and text_width(text, cells.px, BOLD if now else drawn.NORMAL) <= width + 6
            assert [word for word, _ in ink] == ([text] if fits else [])
            assert signs == (["pennant"] if text and not fits and width > 0.7 * cells.px else [])
            assert all(rect.center().x() == pytest.approx(box.center().x(), abs=2) for _, rect in ink)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_loss_has_a_dot_a_number_and_a_bar_as_long_as_it_is_large(
    found: Answers, signs: list[str], ink: Ink, width: int
) -> None:
    theme, largest = THEMES["dark"], float(np.nanmax(np.abs(found.losses)))
    for step in range(found.steps):
        ink.clear()
        image, facts, cells, box = painted(LOSS, found, step, width, False)
        loss, counts, px = float(found.losses[step]), bool(found.counted[step]), cells.px
        dots, losses = ([f for f in facts if f.what == what] for what in ("dot", "loss"))
        assert [(f.step, f.value) for f in dots] == ([(step, counts)] if counts or not np.isnan(loss) else [])
        assert [(f.step, f.value) for f in losses] == ([] if np.isnan(loss) else [(step, loss)])
        assert all(box.left() <= f.at.x() <= box.right() for f in dots)
        if dots and width > 2.4 * px:
            middle = image.pixelColor(dots[0].at.toPoint())
            assert close(middle, theme.text if counts else theme.panel, 16), "full where it counts"
        if not losses:
            continue
        assert [text for text, _ in ink] == ([plain(loss)] if losses[0].word else [])
        if not ink:
            continue
        end = ink[0][1].right()
        assert dots[0].at.x() < ink[0][1].left() and end <= box.right() + 1
        if box.right() - end > px + 8:
            row = [image.pixelColor(x, round(box.center().y())) for x in range(round(end) + 2, round(box.right()))]
            inked = [not close(color, theme.panel, 24) for color in row]
            length = sum(inked) if counts else len(inked) - inked[::-1].index(True) - inked.index(True)
            room = box.right() - 2 - (end + 0.5 * px)
            assert length == pytest.approx(max(2.0, room * abs(loss) / largest), abs=3.5), (step, length, room)
            assert row[-1] != theme.text or abs(loss) > 0.8 * largest
