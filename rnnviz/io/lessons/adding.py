"""What is on screen as one more page of a lesson: its author then writes what there is to say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rnnviz.io.disk import reason, write_whole
from rnnviz.io.document import encode
from rnnviz.io.formats.saved import Saved
from rnnviz.io.lessons.reading import FORMAT, LessonError, read_lesson, text_of
from rnnviz.io.refused import told
from rnnviz.model.draft.toml_text import toml_text
from rnnviz.model.lessons.lesson import Lesson
from rnnviz.model.lessons.situation import PLACES, Situation

TITLE = {"en": "New page", "zh_CN": "新的一页"}
TEXT = {"en": "Say here what there is to see.", "zh_CN": "在这里写这一页要看什么。"}


def add_page(path: Path, state: Situation) -> Lesson:
    """Write a state as the last page of the lesson in a file, or as the first of a new one; the lesson. LessonError.

    A file that cannot be read, or could not be read afterwards, stays as it is.
    """
    before = text_of(path) if path.exists() else toml_text({"format": FORMAT, "title": _titled(path)})
    pages = read_lesson(before, path.name).pages if path.exists() else ()
    text = f"{before.rstrip()}\n\n[[pages]]\n{_page(state, {page.key for page in pages})}"
    lesson = read_lesson(text, path.name)
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise LessonError(path.name, 1, told("it.unsaved", reason=reason(error))) from None
    return lesson


def _titled(path: Path) -> dict[str, str]:
    name = path.stem.replace("-", " ").replace("_", " ") or "Lesson"
    return {"en": name, "zh_CN": name}


def _page(state: Situation, taken: set[str]) -> str:
    key = next(name for n in range(1, len(taken) + 2) if (name := f"page-{n}") not in taken)
    table: dict[str, Any] = {"id": key, "lit": list(state.selection.pins), "title": TITLE, "text": TEXT}
    table["state"] = _state(state)
    return toml_text(table).replace("\n[", "\n[pages.")


def _state(state: Situation) -> dict[str, Any]:
    """The experiment as a document has it, and where the story is as a page says it."""
    cursor, unit = state.cursor, state.selection.unit
    saved = Saved(state.setup, cursor, unit, state.beside, state.row, state.comparing)
    found: dict[str, Any] = {
        "document": encode(saved).decode(), "step": cursor.step + 1, "on": f"{cursor.layer + 1}:{cursor.way}",
        "backward": cursor.backward, "unit": unit + 1, "pins": list(state.selection.pins),
    }  # fmt: skip
    if cursor.grain != "step":
        found |= {"grain": cursor.grain, "line": state.lines[cursor.line]}
    if state.place != PLACES[0]:
        found |= {"place": state.place} | ({"page": state.page} if state.page else {})
    return found
