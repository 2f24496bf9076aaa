"""Pictures: what is on the screen, as PNG, SVG and PDF that other programs can read."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rnnviz.view.files.export import Drawing, PictureError, copy_picture, save_picture
from rnnviz.view.files.pieces import at_once
from rnnviz.view.look.style import math_font, ui_font
from rnnviz.view.look.svg_text import outlining

SVG = "{http://www.w3.org/2000/svg}"


class Stage(QWidget):
    """Shows a pixmap on the screen and shapes in a picture, as the stage does."""

    def paint_vector(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, QColor("#EEEEFF"))
        painter.setPen(QPen(QColor("#7A3FC0"), 2))
        painter.drawEllipse(rect.center(), rect.width(), 15)  # wider than the widget: it is clipped
        painter.setFont(math_font(24))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "𝑓 = σ(𝑊 x) & <b>")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor("red"))


def window(stage: bool = True) -> QWidget:
    whole = QWidget(objectName="whole")
    whole.resize(400, 300)
    column = QVBoxLayout(whole)
    label = QLabel("Forget <b>gate</b> 0.11", whole)
    label.setFont(ui_font(18))
    column.addWidget(label)
    row = QHBoxLayout()
    row.addWidget(QPushButton("Play", whole))
    hidden = QPushButton("Never", whole)
    hidden.hide()
    row.addWidget(hidden)
    column.addLayout(row)
    plot = pg.PlotWidget(whole)
    plot.plot([1.0, 2.0, 3.0, 2.0, 6.0])
    plot.setXRange(1, 2)
    column.addWidget(plot)
    if stage:
        column.addWidget(Stage(whole, minimumHeight=80))
    return whole


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits(), np.uint8)
    return data.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3].astype(int)


def svg_pixels(path: Path, width: int, height: int) -> np.ndarray:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    with QPainter(image) as painter:
        renderer.render(painter)
    return pixels(image)


@pytest.mark.usefixtures("qapp")
def test_png_has_twice_the_pixels_and_shows_the_widget(tmp_path: Path) -> None:
    plain = window(stage=False)
    save_picture(plain, tmp_path / "a.png")
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (800, 600)
    assert round(image.dotsPerMeterX() * 0.0254) == 2 * plain.logicalDpiX()
    small = pixels(image).reshape(300, 2, 400, 2, 3).mean(axis=(1, 3))
    assert np.abs(small - pixels(plain.grab().toImage())).mean() < 2


@pytest.mark.usefixtures("qapp")
def test_a_widget_that_offers_shapes_is_drawn_by_them_wherever_it_stands(tmp_path: Path) -> None:
    save_picture(window(), tmp_path / "a.png")
    seen = pixels(QImage(str(tmp_path / "a.png")))
    assert not (seen == [0, 0, 255]).all(axis=2).any()  # no red of its pixmap (blue, green, red)
    assert (seen == [0xFF, 0xEE, 0xEE]).all(axis=2).sum() > 30_000
    whole = window()
    save_picture(whole.findChild(Stage), tmp_path / "stage.png")
    assert not (pixels(QImage(str(tmp_path / "stage.png"))) == [0, 0, 255]).all(axis=2).any()


@pytest.mark.usefixtures("qapp")
def test_walking_through_the_children_draws_what_the_window_draws(tmp_path: Path) -> None:
    """A stage of no height changes nothing but the way the rest is drawn."""
    plain, walked = window(stage=False), window(stage=False)
    Stage(walked).setGeometry(0, 0, 0, 0)
    save_picture(plain, tmp_path / "a.png")
    save_picture(walked, tmp_path / "b.png")
    a, b = (pixels(QImage(str(tmp_path / name))) for name in ("a.png", "b.png"))
    assert np.abs(a - b).max() <= 2


@pytest.mark.usefixtures("qapp")
def test_svg_is_xml_with_letters_as_shapes(tmp_path: Path) -> None:
    save_picture(window(), tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert root.tag == f"{SVG}svg" and root.get("viewBox") == "0 0 400 300"
    assert not list(root.iter(f"{SVG}text"))
    words = "".join(path.get("aria-label", "") for path in root.iter(f"{SVG}path"))
    for word in ("Forget", "gate", "0.11", "Play", "σ(𝑊", "& <b>"):
        assert word.replace(" ", "") in words.replace(" ", ""), word
    assert "Never" not in words
    assert (tmp_path / "a.svg").stat().st_size < 200_000


@pytest.mark.usefixtures("qapp")
def test_svg_looks_as_the_screen_does(tmp_path: Path) -> None:
    save_picture(Drawing(sample, 300, 120), tmp_path / "a.svg")
    save_picture(Drawing(sample, 300, 120), tmp_path / "a.png")
    difference = svg_pixels(tmp_path / "a.svg", 600, 240) - pixels(QImage(str(tmp_path / "a.png")))
    assert np.abs(difference).mean() < 3


def sample(painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(rect, QColor("white"))
    painter.setPen(QColor("#C8372A"))
    painter.setFont(ui_font(20))
    painter.drawText(QPointF(20, 40), "Forget gate 0.11 1.00 AVAV")
    painter.rotate(5)
    painter.setFont(math_font(26))
    painter.drawText(QPointF(30, 80), "𝑐 = 𝑓 ⊙ 𝑐 + 𝑖 ⊙ 𝑔")
    painter.drawRect(QRectF(30, 88, 200, 10))


@pytest.mark.usefixtures("qapp")
def test_svg_clips_lie_where_the_widget_lies(tmp_path: Path) -> None:
    """Qt forgets the widget's place when it writes clips straight into an SVG: words would vanish."""
    whole = window()
    save_picture(whole, tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    clips = {}
    for clip in root.iter(f"{SVG}clipPath"):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", clip.find(f"{SVG}path").get("d"))]
        clips[f"url(#{clip.get('id')})"] = (
            min(numbers[::2]),
            min(numbers[1::2]),
            max(numbers[::2]),
            max(numbers[1::2]),
        )
    place = whole.findChild(QLabel)
    inside = [group.get("clip-path") for group in root.iter(f"{SVG}g") if labelled(group, "Forget")]
    assert inside
    for name in inside:
        left, top, right, bottom = clips[name]
        corner = place.mapTo(whole, QPoint(0, 0))
        assert left <= corner.x() and top <= corner.y()
        assert right >= corner.x() + place.width() and bottom >= corner.y() + place.height()


def labelled(group: ET.Element, word: str) -> bool:
    paths = group.findall(f"{SVG}g/{SVG}path") + group.findall(f"{SVG}path")
    return "clip-path" in group.attrib and any(word in path.get("aria-label", "") for path in paths)


@pytest.mark.usefixtures("qapp")
def test_pdf_is_one_page_of_shapes_and_letters(tmp_path: Path) -> None:
    save_picture(Drawing(sample, 400, 300), tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.startswith(b"%PDF-1.") and data.rstrip().endswith(b"%%EOF")
    assert re.search(rb"/MediaBox \[0 0 300(\.0+)? 225(\.0+)?\]", data), re.findall(rb"/MediaBox[^\n]*", data)
    assert data.count(b"/Type /Page\n") == 1
    assert b"/FontFile" in data and b"/Subtype /Image" not in data
    save_picture(window(), tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-1.")


@pytest.mark.usefixtures("qapp")
def test_the_clipboard_gets_the_picture() -> None:
    copy_picture(window())
    assert (QGuiApplication.clipboard().image().width(), QGuiApplication.clipboard().image().height()) == (800, 600)
    QGuiApplication.clipboard().clear()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.bmp", "a.bmp: a picture's name ends in .png, .svg or .pdf."),
        ("a", "a: a picture's name ends in"),
        ("none/a.png", "a.png: cannot be saved, because there is no such file or folder."),
        ("folder.svg", "folder.svg: cannot be saved, because it is a folder."),
        ("x" * 300 + ".pdf", "its name is too long"),
    ],
)
def test_pictures_that_cannot_be_saved(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(PictureError) as refused:
        save_picture(Drawing(sample, 100, 50), tmp_path / name)
    assert words in str(refused.value) and str(refused.value).isprintable()
    assert [p.name for p in tmp_path.iterdir()] == ["folder.svg"]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_full_disk_or_an_error_in_painting_leaves_the_old_picture(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(b"old")

    def broken(painter: QPainter, rect: QRectF) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_picture(Drawing(broken, 100, 50), path)
    monkeypatch.setattr("rnnviz.io.disk.os.write", lambda file, data: 0)
    with pytest.raises(PictureError, match="because the disk is full"):
        save_picture(Drawing(sample, 100, 50), path)
    assert path.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [(0, 10), (10, 0), (-1, 5), (20_000, 10)])
def test_pictures_without_a_size_are_refused(size: tuple[int, int], tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="There is no picture of"):
        save_picture(Drawing(sample, *size), tmp_path / "a.png")


@pytest.mark.usefixtures("qapp")
def test_letters_without_an_outline_stay_text() -> None:
    one = '<text x="1" y="2" font-family="Inter" font-size="12.5" font-weight="700" fill="#fff" >{}</text>'
    assert at_once(outlining(one.format(" "))) == ""
    path = ET.fromstring(at_once(outlining(one.format("a&lt;b &amp; &quot;c&quot;"))))
    assert path.get("aria-label") == 'a<b & "c"'
    assert path.get("transform") == "translate(1,2) scale(0.125)"
    assert path.get("d", "").startswith("M") and path.get("fill") == "#fff"
