"""What was chosen for a table, kept for the next one with the same columns."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from rnnviz.io.disk import read_within, write_whole
from rnnviz.io.strict_json import JsonRefused, read_json, write_json
from rnnviz.io.tables.preview import Choices, Preview, proposed, questions

NAME = "tables.json"
KEPT = 100
MAX_BYTES = 256 * 1024
ALWAYS_ASKED = ("rows", "comma")
"""What depends on the file and not on its columns."""


def recalled(folder: Path, preview: Preview) -> tuple[Choices, tuple[str, ...]]:
    """The choices to begin with, and the questions that are still open."""
    first, asked = proposed(preview), questions(preview)
    kept = _stored(folder).get(_key(preview))
    choices = _choices(kept, preview, first)
    if choices is None:
        return first, asked
    return choices, tuple(question for question in asked if question in ALWAYS_ASKED)


def remember_choices(folder: Path, preview: Preview, choices: Choices) -> None:
    """Keep them under the columns' names and kinds; a convenience, so what fails is passed over."""
    stored = _stored(folder)
    stored.pop(_key(preview), None)
    columns = [int(place) for place in choices.columns]
    entry = {"columns": columns, "missing": choices.missing, "standardise": choices.standardise}
    kept = dict([*stored.items(), (_key(preview), entry)][-KEPT:])
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / NAME, write_json(kept))


def _choices(kept: Any, preview: Preview, first: Choices) -> Choices | None:
    """What was kept, where it can still be: somebody may have written the file by hand."""
    if not isinstance(kept, dict) or kept.get("missing") not in ("refuse", "skip", "fill"):
        return None
    columns = kept.get("columns")
    if not isinstance(columns, list) or not columns or not isinstance(kept.get("standardise"), bool):
        return None
    if not all(type(place) is int and 0 <= place < len(preview.columns) for place in columns):
        return None
    return replace(first, columns=tuple(columns), missing=kept["missing"], standardise=kept["standardise"])


def _stored(folder: Path) -> dict[str, Any]:
    try:
        raw = read_json(read_within(folder / NAME, MAX_BYTES) or b"{}")
    except (OSError, JsonRefused):
        return {}
    return raw if isinstance(raw, dict) else {}


def _key(preview: Preview) -> str:
    names = "\0".join(f"{column.name}\1{column.kind}" for column in preview.columns)
    return sha256(names.encode("utf-8", "replace")).hexdigest()[:24]
