"""The command: what its options open, and what it says of those it cannot follow."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from rnnviz import app
from rnnviz.app import main
from rnnviz.arguments import ArgumentRefused
from rnnviz.command_line import parser
from rnnviz.engine import CELLS
from rnnviz.io.cells import save_cell
from rnnviz.io.document import save
from rnnviz.io.formats.saved import Saved
from rnnviz.model.draft.draft import Draft
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.opening import opening_of
from rnnviz.screenshot import screenshot, size_of
from rnnviz.view.window.main_window import MainWindow

ROOT = Path(__file__).parents[1]
MINE = Draft("mine", "z = sigmoid(W_z @ x)\nh = z * h_prev + (1 - z) * tanh(W @ x)").toml()


def opening(*words: str) -> object:
    return opening_of(parser().parse_args(words))


def test_options_describe_the_opening() -> None:
    opened = opening(
        "--cell", "gru", "--sentence", "leave Taipei now", "--step", "2", "--line", "n", "--backward",
        "--hidden", "5", "--seed", "7",
    )  # fmt: skip
    setup, cursor = opened.setup, opened.cursor
    low = setup.layers[0]
    assert (low.cell_key, setup.words[:3], low.hidden, setup.weights.seed) == (
        "gru",
        ("leave", "Taipei", "now"),
        5,
        7,
    )
    assert (cursor.step, setup.cell.lines[cursor.line].name, cursor.pass_) == (1, "n", "backward")


def test_layers_and_the_one_on_the_stage() -> None:
    opened = opening("--layers", "lstm:3,gru:4:both", "--on", "2:backward", "--step", "3", "--line", "n", "--float32")
    assert [layer.hidden for layer in opened.setup.layers] == [3, 4] and opened.setup.dtype == "float32"
    cursor = opened.cursor
    assert (cursor.layer, cursor.way, cursor.step) == (1, "backward", opened.setup.steps - 3)


def test_a_file_can_be_opened_and_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.rnnviz"
    save(path, Saved(Setup(weights=Weights(gain=2.0))))
    opened = opening(str(path), "--hidden", "3")
    assert (opened.setup.weights.gain, opened.setup.layers[0].hidden, opened.path) == (2.0, 3, path)


@pytest.mark.parametrize(
    "words",
    [
        ("--cell", "lsmt"),
        ("--step", "0"),
        ("--step", "99"),
        ("--line", "q"),
        ("--hidden", "65"),
        ("--seed", "-1"),
        ("--layers", "lstm:99"),
        ("--layers", "lstm,gru", "--cell", "rnn"),
        ("--on", "2"),
        ("--on", "1:backward"),
        ("--layers", "lstm,gru:4:both", "--on", "2:up"),
        ("--sentence", ""),
        ("--sentence", "1 2; 3"),
        ("missing.rnnviz",),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(words: tuple[str, ...]) -> None:
    with pytest.raises(ArgumentRefused, match=r"\w+.*\w"):
        opening(*words)


def test_a_misspelt_cell_gets_a_suggestion() -> None:
    with pytest.raises(ArgumentRefused, match="did you mean lstm"):
        opening("--cell", "lsmt")


def test_a_cell_of_ones_own_is_opened_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    save_cell(path, MINE)
    for words in ((str(path),), ("--cell", str(path))):
        with pytest.raises(ArgumentRefused, match=r"leave out .*mine\.toml"):  # the list would take its place
            opening(*words, "--layers", "lstm,gru")
        opened = opening(*words, "--step", "2", "--line", "z")
        assert (opened.setup.cell.name, opened.path, opened.cursor.line) == ("mine", None, 0)


def test_a_sequence_is_opened_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text("0.5,1\n0.25,-1\n")
    opened = opening(str(file), "--cell", "gru")
    assert opened.setup.sequence.rows == ((0.5, 1.0), (0.25, -1.0)) and opened.setup.layers[0].cell_key == "gru"
    assert opened.path is None
    file.write_bytes(b"\x00\xff\x00")
    with pytest.raises(ArgumentRefused, match=r"numbers\.csv: "):
        opening(str(file))


def test_the_editor_is_opened_with_a_cell_or_a_file_right_or_wrong(tmp_path: Path) -> None:
    assert opening().draft is None
    assert opening("--cell", "gru", "--edit-cell").draft.name == "GRU"
    assert opening("--layers", "lstm,rnn", "--on", "2", "--edit-cell").draft.name == "Simple RNN"
    (tmp_path / "bad.toml").write_text(MINE.replace("tanh", "tahn"))
    assert "tahn" in opening("--edit-cell", str(tmp_path / "bad.toml")).draft.equations


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("bad.toml",), "bad.toml, line 4: there is no function called tahn"),
        (("--cell", "bad.toml"), "did you mean tanh"),
        (("missing.toml",), "there is no such file"),
        (("--edit-cell", "missing.toml"), "--edit-cell: missing.toml cannot be opened"),
        (("--edit-cell", "none.toml"), "not valid TOML"),
    ],
)
def test_a_bad_cell_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text(MINE.replace("tanh", "tahn"))
    Path("none.toml").write_text("x")
    with pytest.raises(ArgumentRefused, match=sentence):
        opening(*words)


@pytest.mark.parametrize(
    "text", ["1920", "axb", "10x10", "99999x1000", "-5x400", "²x²", "٣٠٠x٤٠٠", "640x400\n", "9" * 5000 + "x4"]
)
def test_bad_sizes(text: str) -> None:
    with pytest.raises(ArgumentRefused):
        size_of(text)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without a display and with a misleading environment."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")} | {"QT_SCALE_FACTOR": "2"}
    command = [sys.executable, "-m", "rnnviz", *words]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_screenshot_without_any_screen(tmp_path: Path) -> None:
    path = tmp_path / "out.png"
    done = run("--screenshot", str(path), "--size", "1280x720", "--theme", "light", "--cell", "rnn", "--step", "3")
    assert done.returncode == 0, done.stderr
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1280, 720)
    assert len({image.pixelColor(x, 200).name() for x in range(0, 1280, 3)}) > 20
    assert image.pixelColor(2, 719).lightness() > 200
    assert image.pixelColor(2, 719) != QColor("white")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--screenshot", "/nowhere/out.png"), "cannot be written"),
        (("--film", "a.avi"), "ends in .gif, .mp4"),
        (("--exercise", "a.docx"), "ends in .pdf, .html"),
        (("--film", "a.gif", "--screenshot", "a.png"), "leave out --screenshot"),
        (("--screenshot", "out.png", "--cell", "lsmt"), "did you mean lstm"),
        (("--screenshot", "out.png", "missing.toml"), "missing.toml cannot be opened"),
        (("--screenshot", "talk.rnnviz"), "the name of a picture ends in .png, .jpg, .jpeg"),
        (("--screenshot", "out.png", "--size", "²x²"), "write it as 1920x1080"),
        (
            ("--screenshot", "out.png", "notes.pdf"),
            "is no experiment, cell or sequence; their names end in .rnnviz, .toml,",
        ),
    ],
)
def test_the_command_fails_with_a_sentence(words: tuple[str, ...], sentence: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert sentence in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (("--hidden", "x"), "--hidden x: that is no whole number", "--hidden x：这不是整数"),
        (("--theme", "red"), "--theme red: there are dark, light", "--theme red：可选的有 dark, light"),
        (("--sentence",), "--sentence: something must follow it", "--sentence：后面必须写出内容"),
        (
            ("--backward=1",),
            "--backward: nothing may follow it, but there is 1",
            "--backward：后面不能有内容，却写了 1",
        ),
        (("--s", "1"), "--s: it could be --screenshot, --", "--s：可能是 --screenshot, --"),
        (("--no-such",), "--no-such: there is no such option;", "--no-such：没有这个选项；"),
        (("--cell", "lsmt"), "--cell lsmt: there is no such cell: did you mean lstm", "--cell lsmt：没有这样的细胞"),
    ],
)
def test_what_is_refused_is_said_in_the_language_of_the_screen(
    words: tuple[str, ...], english: str, chinese: str, capsys: pytest.CaptureFixture[str], any_language: None
) -> None:
    for language, wanted in (("en", english), ("zh_CN", chinese)):
        assert main(["--lang", language, *words]) == 2
        assert capsys.readouterr().err.startswith(f"rnnviz: {wanted}")


def test_the_run_as_a_program(tmp_path: Path) -> None:
    """Without any window: the program prints the loss of the run that the arguments describe."""
    done = run("--cell", "gru", "--hidden", "3", "--rows", "--export-code", "numpy", str(tmp_path / "run.py"))
    assert (done.returncode, done.stderr) == (0, "")
    ran = subprocess.run([sys.executable, str(tmp_path / "run.py")], capture_output=True, text=True, timeout=300)
    assert ran.stdout.startswith("loss ") and ran.stdout.count("norm of") == len(CELLS["gru"].params)
    refused = run("--export-code", "numpy", str(tmp_path / "run.txt"))
    assert refused.returncode == 2 and refused.stderr.count("\n") == 1 and "ends in .py" in refused.stderr


def test_sheets_without_any_screen(tmp_path: Path) -> None:
    paths = tmp_path / "a.html", tmp_path / "b.html"
    done = run(
        "--exercise", str(paths[0]), "--solution", str(paths[1]), "--sheet-seed", "4", "--step", "3", "--lang", "en"
    )
    assert (done.returncode, done.stderr) == (0, "")
    pages = [path.read_text(encoding="utf-8") for path in paths]
    assert all("step 3 of 12" in page and "Version 4." in page for page in pages)
    assert "______" in pages[0] and "______" not in pages[1]


def test_a_film_without_any_screen(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    done = run("--film", str(path), "--size", "640x400", "--grain", "line", "--pictures", "3", "--step", "2")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    data = path.read_bytes()
    assert data.startswith(b"GIF89a\x80\x02\x90\x01") and b"NETSCAPE2.0" in data


@pytest.mark.parametrize("link", [False, True])
def test_a_screenshot_never_replaces_a_document(tmp_path: Path, link: bool) -> None:
    lesson, picture = tmp_path / "talk.rnnviz", tmp_path / "out.png"
    save(lesson, Saved(Setup(weights=Weights(gain=2.0))))
    picture.symlink_to(lesson) if link else lesson.rename(picture)
    before = picture.read_bytes()
    done = run("--screenshot", str(picture), "--size", "640x400")
    assert done.returncode == 2 and "is no picture, and so it is not replaced" in done.stderr
    assert picture.read_bytes() == before


def test_a_screenshot_may_be_a_jpeg_and_replace_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "out.JPG"
    QImage(10, 10, QImage.Format.Format_RGB32).save(str(path), "PNG")
    assert run("--screenshot", str(path), "--size", "640x400").returncode == 0
    assert path.read_bytes().startswith(b"\xff\xd8\xff") and QImage(str(path)).width() == 640


def test_a_start_that_ends_early_leaves_the_collector_of_garbage_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cell", "no such cell"]) == 2 and capsys.readouterr().err.startswith("rnnviz: ")
    assert gc.isenabled()


@pytest.mark.parametrize("steps", [3, 100])
def test_a_screenshot_waits_until_everything_is_worked_out(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, steps: int
) -> None:
    seen = []

    def look(window: MainWindow, path: Path) -> str:
        seen.append((window.busy, window.panels["map"].former, len(window.panels["map"].data.at)))
        return ""

    monkeypatch.setattr("rnnviz.screenshot._write_picture", look)
    arguments = ["--screenshot", str(tmp_path / "long.png"), "--size", "640x400"]
    arguments += ["--sentence", " ".join(map(str, range(steps)))]
    opened = parser().parse_args(arguments)
    app.make_application()
    screenshot(app._window(opening_of(opened), opened), tmp_path / "long.png", (640, 400))
    assert [s[:2] for s in seen] == [(False, False)] and seen[0][2] >= steps


def test_a_trained_network_opens_with_a_twin_and_its_answers() -> None:
    opened = opening("--weights", "slot_filling", "--sentence", "I would like to leave Rome on May 1st", "--step", "6")
    assert opened.setup.learned.task == "slot_filling" and opened.setup.targets[5].answer == "departure"
    assert opened.cursor.step == 5
    twin = opening("--weights", "slot_filling", "--twin", "I would like to leave Rome on May 1st").setup.twin
    assert [step for step, _ in twin.swaps] == [4, 5, 7, 8] and twin.targets[5].answer == "departure"
    path = ROOT / "assets" / "weights" / "parity.npz"
    assert opening("--weights", "pronoun_agreement").unit == 1 and opening("--weights", "parity").unit == 0
    assert opening("--weights", str(path)).setup == opening("--weights", "parity").setup


@pytest.mark.parametrize("option", [[], ["--weights"]])
def test_arrays_by_themselves_go_into_the_network_that_the_other_words_describe(
    tmp_path: Path, option: list[str]
) -> None:
    path = tmp_path / "mine.npz"
    np.savez(path, weight_hh_l0=np.ones((12, 3)))
    setup = opening("--cell", "lstm", "--hidden", "3", *option, str(path)).setup
    assert (setup.network().params["0.U_f"] == 1).all() and setup.layers[0].hidden == 3
    with pytest.raises(ArgumentRefused, match=r"mine.npz: weight_hh_l0 has the shape"):
        opening("--hidden", "4", *option, str(path))
    with pytest.raises(ArgumentRefused, match="does not compute GRU"):
        opening("--cell", "gru", *option, str(path))


def test_several_sequences_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("to be or not\tyes\nthat\tno\n")
    asked = "--readout", "softmax:yes,no"
    setup = opening(*asked, "--batch", str(path), "--number", "2").setup
    assert setup.batch.place == 1 and setup.sequence.words == ("that",) and setup.targets[0].answer == "no"
    setup = opening(*asked, "--batch", "to be|or not to", "--targets", "2=yes").setup
    assert [each.steps for each in setup.batch.sequences] == [2, 3] and setup.targets[0].answer == "yes"
    for words, why in (
        (("--batch", "a|b", "--number", "3"), "--number 3: from 1 to 2"),
        (("--batch", "a|1 2"), "--batch a|1 2: One network cannot"),
        (("--batch", str(path)), "line 1: an answer behind a tab"),
        (("--batch", "a|b", "--sentence", "c"), "leave out --sentence"),
        (("--number", "2"), "say which sequences"),
        (("--train", "parity", "--batch", "a|b"), "leave out --batch"),
    ):
        with pytest.raises(ArgumentRefused, match=re.escape(why)):
            opening(*words)


def test_a_read_out_and_targets_are_asked_for() -> None:
    setup = opening("--readout", "softmax:other,place", "--targets", "6=place").setup
    assert setup.readout.answers == ("other", "place") and setup.loss.at == (5,)
    cursor = opening("--readout", "softmax:other,place", "--line", "p").cursor
    assert setup.score.answering(cursor) == ("p",)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--weights", "slot_feeling"), "did you mean slot_filling"),
        (("--weights", "parity", "--cell", "gru"), "leave out gru"),
        (("--weights", "parity", "--layers", "gru:3"), "leave out gru:3"),
        (("--weights", str(Path(__file__))), "--weights: test_app.py"),
        (("--weights", "slot_filling", "--sentence", "arrive Berlin"), "Berlin"),
        (("--readout", "softmax"), "--readout softmax: a read-out has 1 to 64"),
        (("--targets", "a"), "--targets a: targets need a read-out"),
        (("--twin", "leave Rome"), "--twin leave Rome: the twin has 2 words"),
    ],
)
def test_bad_questions(words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(ArgumentRefused, match=sentence):
        opening(*words)


@pytest.mark.parametrize("what", ["cells", "scenes", "presets", "tasks", "weights"])
def test_lists_are_printed_one_name_a_line(capsys: pytest.CaptureFixture[str], what: str) -> None:
    assert main(["--list", what]) == 0
    names = capsys.readouterr().out.splitlines()
    assert {"cells": "lstm", "scenes": "vanish", "presets": "sine", "tasks": "parity", "weights": "parity"}[
        what
    ] in names
    assert len(names) == len(set(names))
