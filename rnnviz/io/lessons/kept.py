"""How far somebody came in each lesson, as JSON in the user's own folder.

It is a convenience: whatever happens to the file, lessons merely begin anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rnnviz.io.disk import read_within, write_whole
from rnnviz.io.strict_json import JsonRefused, read_json, write_json
from rnnviz.model.lessons.record import LessonRecord

NAME = "lessons.json"
MAX_BYTES = 256 * 1024


def read_records(folder: Path) -> dict[str, LessonRecord]:
    """What was kept, by the keys of lessons; what cannot be used is left out."""
    try:
        raw = read_json(read_within(folder / NAME, MAX_BYTES) or b"")
    except (OSError, JsonRefused):
        return {}
    entries = raw if isinstance(raw, dict) else {}
    return {key: _record(value) for key, value in entries.items() if isinstance(value, dict)}


def write_records(folder: Path, records: Mapping[str, LessonRecord]) -> None:
    """Keep them; where that fails the lessons begin anew next time."""
    raw = {key: _written(record) for key, record in records.items()}
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / NAME, write_json(raw))


def _record(raw: dict[str, Any]) -> LessonRecord:
    at, answers = raw.get("at"), raw.get("answers")
    given = answers.items() if isinstance(answers, dict) else ()
    numbers = {key: float(value) for key, value in given if type(value) in (int, float)}
    return LessonRecord(
        at if type(at) is int else 0, _keys(raw.get("done")), MappingProxyType(numbers), _keys(raw.get("revealed"))
    )


def _keys(raw: object) -> frozenset[str]:
    return frozenset(key for key in raw if isinstance(key, str)) if isinstance(raw, list) else frozenset()


def _written(record: LessonRecord) -> dict[str, Any]:
    done, revealed = sorted(record.done), sorted(record.revealed)
    return {"at": record.at, "done": done, "answers": dict(sorted(record.answers.items())), "revealed": revealed}
