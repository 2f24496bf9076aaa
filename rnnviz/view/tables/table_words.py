"""What was understood of a table and done to it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from rnnviz.engine.wording import Message
from rnnviz.io.tables.choosing import done_to
from rnnviz.io.tables.preview import Choices, Preview
from rnnviz.model.setup.sequence import MAX_NOTE, MAX_STEPS, Sequence
from rnnviz.view.look.words import said

translate = QCoreApplication.translate


def note_of(done: Iterable[Message]) -> str:
    """What was done, as one sentence; nothing where nothing was."""
    text = "; ".join(map(said, done))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def noted(sequence: Sequence, preview: Preview, choices: Choices) -> Sequence:
    """The sequence with what was done to its table."""
    note = note_of(done_to(preview, choices))[:MAX_NOTE]
    return replace(sequence, note="".join(c if c.isprintable() else " " for c in note))


def facts_of(preview: Preview) -> str:
    """Rows, columns, coding and marks, as one line."""
    separators = {
        ",": translate("TableDialog", "separated by commas"),
        ";": translate("TableDialog", "separated by semicolons"),
        "\t": translate("TableDialog", "separated by tabs"),
        " ": translate("TableDialog", "separated by spaces"),
        "|": translate("TableDialog", "separated by bars"),
    }
    parts = [translate("TableDialog", "{0} rows").format(f"{preview.rows:,}")]
    parts.append(translate("TableDialog", "{0} columns").format(len(preview.columns)))
    parts += [preview.coding, separators.get(preview.separator, "")]
    if preview.decimal == ",":
        parts.append(translate("TableDialog", "decimal comma"))
    if preview.rows > MAX_STEPS:
        parts.append(translate("TableDialog", "at most {0} rows can be read").format(f"{MAX_STEPS:,}"))
    parts += map(said, preview.skipped)
    return " · ".join(part for part in parts if part)


def kind_name(kind: str) -> str:
    """A kind of column in the user's language."""
    kinds = {
        "number": translate("TableDialog", "numbers"),
        "index": translate("TableDialog", "counts the rows"),
        "date or time": translate("TableDialog", "date or time"),
        "text": translate("TableDialog", "text"),
        "label": translate("TableDialog", "labels"),
        "empty": translate("TableDialog", "empty"),
    }
    return kinds[kind]
