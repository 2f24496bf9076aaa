"""What is said before there is a window reaches who waits for one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from rnnviz import app, complaint
from rnnviz.complaint import has_screen, show_without_qt


@pytest.mark.parametrize(
    ("platform", "env", "there"),
    [
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, True),
        ("darwin", {"QT_QPA_PLATFORM": "minimal"}, False),
    ],
)
def test_where_a_box_would_be_seen(platform: str, env: dict[str, str], there: bool) -> None:
    assert has_screen(platform, env) is there


@pytest.mark.parametrize("awaited", [True, False])
def test_a_bad_file_is_told_in_a_box_where_somebody_waits(monkeypatch: pytest.MonkeyPatch, awaited: bool) -> None:
    told: list[str] = []
    monkeypatch.setattr(app, "box_is_awaited", lambda: awaited)
    monkeypatch.setattr(app, "_box", told.append)
    assert app.main(["missing.toml"]) == 2
    assert len(told) == awaited and all("missing.toml cannot be opened" in text for text in told)
    told.clear()
    assert app.main(["missing.toml", "--screenshot", "out.png"]) == 2 and not told


def test_without_qt_the_desktops_own_box_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(app, "problem", lambda: "Qt is not installed")
    monkeypatch.setattr(app, "box_is_awaited", lambda: True)
    monkeypatch.setattr(complaint.shutil, "which", lambda name: name if name == "xmessage" else None)
    monkeypatch.setattr(complaint.sys, "platform", "linux")
    ran: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    assert app.main([]) == 2 and ran == [["xmessage", "-center", "Qt is not installed"]]
    monkeypatch.setattr(complaint.shutil, "which", lambda name: None)
    show_without_qt("nobody shows this")
    assert len(ran) == 1


@pytest.mark.parametrize("box", complaint.BOXES, ids=lambda box: box[0])
def test_a_sentence_reaches_the_box_as_it_is(monkeypatch: pytest.MonkeyPatch, box: tuple[str, ...]) -> None:
    """As an argument of its own, or of an option: no program takes a quotation mark or a brace for its own."""
    sentence = """Ann's "best" {0} <b>$HOME</b> \\ 课程 cannot be opened"""
    monkeypatch.setattr(complaint.shutil, "which", lambda name: name if name == box[0] else None)
    monkeypatch.setattr(complaint.sys, "platform", "linux")
    ran: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    show_without_qt(sentence)
    assert ran[0][0] == box[0] and [word.removeprefix("--text=") for word in ran[0]].count(sentence) == 1
