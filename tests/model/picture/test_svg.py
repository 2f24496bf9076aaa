"""A cell in a notebook is drawn: every box and name of its picture, within its bounds, in the colours of the stage."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from rnnviz.engine import CELLS, Cell
from rnnviz.engine.pages import page_of
from rnnviz.model.picture.build import drawable
from rnnviz.model.picture.grid import NORMAL, WIDE
from rnnviz.model.picture.parts import parts
from rnnviz.model.picture.svg import BOX, DIM, EDGE, FRAME, HUES, SCALE, STAGE, TEXT, cell_svg
from rnnviz.view.look.style import THEMES

SVG = "{http://www.w3.org/2000/svg}"


def drawing_of(key):
    shapes = parts(CELLS[key]).shapes
    alone = len(shapes) == 1 and shapes[0].kind == "big"
    return drawable(CELLS[key], replace(NORMAL, ground=WIDE) if alone else NORMAL)


def numbers(element, *names):
    return [float(element.get(name)) for name in names]


@pytest.mark.parametrize("key", CELLS)
def test_every_box_and_name_of_the_picture_is_in_the_drawing_within_its_bounds(key):
    picture, svg = drawing_of(key), ET.fromstring(cell_svg(CELLS[key]))
    width, height = numbers(svg, "width", "height")
    boxes = [numbers(r, "x", "y", "width", "height") for r in svg.iter(f"{SVG}rect") if r.get("x")]
    for shape in picture.shapes:
        if shape.kind == "through":
            continue
        left, top, _, _ = shape.box
        assert [left, top, shape.w, shape.h] in [pytest.approx(box, abs=1e-3) for box in boxes], shape.name
    assert all(0 <= x <= x + w <= width / SCALE and 0 <= y <= y + h <= height / SCALE for x, y, w, h in boxes)
    texts = [
        (t.text, *numbers(t, "x", "y", "font-size", "textLength"))
        for t in svg.iter(f"{SVG}text")
        if t.get("textLength")
    ]
    assert all(0 <= x <= x + wide <= width and px <= y <= height for _, x, y, px, wide in texts)
    said = [text for text, *_ in texts]
    for label in picture.labels:
        if label.kind == "gate":
            assert (CELLS[key].by_name[label.source].label or label.source) in said
        for token in label.tokens if label.kind != "gate" else ():
            assert not token.name or len(token.name.partition("_")[0]) > 1 or token.name.partition("_")[0] in said
    assert len(svg.findall(f".//{SVG}polygon")) == sum(
        p.end in ("node", "next", "out") and p.enters not in {s.name for s in picture.shapes if s.kind == "through"}
        for p in picture.pieces
    )


def test_a_box_inside_a_line_is_drawn_without_a_name():
    cell = Cell.from_text("name = 'half'\nequations = 'h = 0.5 * tanh(W @ x + U @ h_prev)'")
    boxes = [label for label in drawable(cell).labels if label.kind == "gate"]
    assert [label.source for label in boxes] == ["h.1"]
    assert "h.1" not in [text.text for text in ET.fromstring(cell_svg(cell)).iter(f"{SVG}text")]


def test_its_colours_are_those_of_the_light_stage():
    theme = THEMES["light"]
    assert [getattr(theme, name).name() for name in ("stage", "panel", "box", "text", "dim", "line")] == [
        STAGE,
        FRAME,
        BOX,
        TEXT,
        DIM,
        EDGE,
    ]
    assert {role: theme.role(role).name() for role in HUES} == HUES


def test_a_cell_of_the_engine_draws_itself_and_without_the_model_shows_its_equations():
    """In processes of their own: who imports only the engine, and who has nothing else."""
    told = (
        "from rnnviz.engine import CELLS; page = CELLS['gru']._repr_html_(); print('<rect' in page, 'update' in page)"
    )
    hidden = "import sys; sys.modules['rnnviz.model.picture.page'] = None; "
    for before, wanted in (("", "True True"), (hidden, "False True")):
        done = subprocess.run([sys.executable, "-c", before + told], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == wanted


def test_the_page_is_well_formed_and_a_name_no_markup():
    cell = replace(CELLS["lstm"], name="<b> & co")
    assert "<b> & co" in "".join(ET.fromstring(page_of(cell)).itertext())
