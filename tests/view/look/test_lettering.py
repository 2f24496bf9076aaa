"""Texts that are set once and drawn often."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter

from rnnviz.view.look import lettering
from rnnviz.view.look.lettering import KEPT, Face
from rnnviz.view.look.style import ui_font


@pytest.mark.usefixtures("qapp")
def test_all_faces_together_keep_so_many_texts() -> None:
    """A window of another size has other faces: each kept as many, 7 MB."""
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    faces = [Face(ui_font(px)) for px in (10, 12, 14)]
    with QPainter(image) as p:
        for number in range(KEPT // 2):
            for face in faces:
                face.write(p, 0, 20, f"{number}")
    assert lettering._typeset.cache_info().currsize == KEPT
    lettering._typeset.cache_clear()
