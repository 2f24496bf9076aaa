"""Rows of mathematics: the right letters, widths that add up, no fonts made anew."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from rnnviz.view.look import typeset
from rnnviz.view.look.style import DARK
from rnnviz.view.look.typeset import Piece, glyphs, joined, plain, symbol, text, width


def test_italics_are_code_points_of_their_own() -> None:
    assert glyphs("h", italic=True) == "\u210e"
    assert glyphs("c", italic=True) == "\U0001d450"
    assert glyphs("tanh", bold=True) == "\U0001d42d\U0001d41a\U0001d427\U0001d421"
    assert glyphs("σ", bold=True) == "\U0001d6d4"
    assert glyphs("0.81 −") == "0.81 −"


def test_names_are_set_as_textbooks_do() -> None:
    assert plain(symbol("c_prev")) == "c_t−1"
    assert plain(symbol("c", "t")) == "c_t"
    assert plain(symbol("c")) == "c"
    assert plain(symbol("U_f")) == "U_f"
    assert plain(symbol("kept", "t", partial=True)) == "∂kept_t"
    assert plain(symbol("h_low_prev")) == "h_low,t−1"
    assert symbol("alpha")[0].text == "α"
    assert plain(symbol("h_tilde", "t")) == "h\u0303_t" and plain(symbol("c_prime_low", "t")) == "c\u2032_low,t"


def test_rows_join() -> None:
    row = joined([symbol("f"), symbol("c_prev")], text(" ⊙ "))
    assert plain(row) == "f ⊙ c_t−1"


def test_widths_add_up_and_grow_with_size(qapp: QApplication) -> None:
    row = symbol("c_prev") + text(" = 0.32")
    assert abs(width(row, 24) - sum(typeset.advance(piece, 24) for piece in row)) < 1e-9
    assert width(row, 48) > 1.8 * width(row, 24) > 0
    index, letter = Piece("t", sub=True), Piece("t")
    assert typeset.advance(index, 40) < typeset.advance(letter, 40)


def test_drawing_marks_pixels_where_it_says(qapp: QApplication) -> None:
    image = QImage(200, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as p:
        drawn = typeset.draw(p, 190, 40, symbol("c_prev"), 30, Qt.AlignmentFlag.AlignRight, DARK.cell)
    lit = [x for x in range(200) if any(image.pixelColor(x, y).alpha() > 40 for y in range(60))]
    assert lit and 190 - drawn - 3 <= lit[0] and lit[-1] <= 193


def test_drawing_again_makes_no_new_font(qapp: QApplication) -> None:
    image = QImage(200, 60, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(image) as p:
        typeset.draw(p, 5, 40, symbol("h", "t"), 22)
        before = typeset._face.cache_info().misses
        typeset.draw(p, 5, 40, symbol("h", "t"), 22)
    assert typeset._face.cache_info().misses == before
