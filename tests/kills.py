"""A rnnviz that edits itself and says so, to be killed: `python -m tests.kills FOLDER PHASE`.

Every edit is another seed; "edit SEED", "kept SEED" and "saved SEED" are printed when they have happened. Phases:
`knobs` (edits of the experiment), `save` (each edit saved to the user's file at once), `draft` (keys in the editor of
cells, counted in the name), `start` and `close` (nothing of its own: killed while it opens or shuts).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PHASES = ("knobs", "save", "draft", "start", "close")
EVERY_MS = 40


@dataclass(frozen=True, slots=True)
class Killed:
    """What a killed process said: (seconds before its end, words) of every line."""

    said: tuple[tuple[float, str], ...]

    def last(self, word: str, before: float = 0.0) -> int:
        """The number of the last such event that lies at least so many seconds before the end; -1 where none does."""
        found = [int(line.split()[1]) for age, line in self.said if line.startswith(word) and age >= before]
        return found[-1] if found else -1


def run_and_kill(folder: Path, data: Path, phase: str, after: float, until: str = "") -> Killed:
    """Start one, and kill it `after` seconds of its editing (phase start: of its starting), or of saying `until`."""
    env = os.environ | {"RNNVIZ_DATA": str(data), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.kills", str(folder), phase]
    root = Path(__file__).parents[1]
    process = subprocess.Popen(command, env=env, cwd=root, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range({"start": 0, "close": 1}.get(phase, 2)):  # it has begun, and made its first edit
        assert process.stdout.readline(), "it ended by itself"
    early = []
    while until and not any(until in line for line in early):
        early.append(process.stdout.readline())
        assert early[-1], "it ended by itself"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    ended = time.time()
    rest = [*map(str.strip, early), *process.communicate()[0].splitlines()]
    lines = [json.loads(line) for line in rest if line.endswith("]")]
    return Killed(tuple((ended - at, words) for at, words in lines))


def say(words: str) -> None:
    os.write(1, f"{json.dumps([time.time(), words])}\n".encode())  # whole, whichever thread says it


def told(keep: Callable[..., None], number: Callable[[Any], object]) -> Callable[..., None]:
    """It says what it has kept, as soon as that is on the disk."""

    def kept(own: object, thing: Any) -> None:
        keep(own, thing)
        say(f"kept {number(thing)}")

    return kept


def main() -> int:
    from PySide6.QtCore import QObject, QTimer

    from rnnviz import app
    from rnnviz.view.ending import autosave
    from rnnviz.view.ending.ending import Ending

    folder, phase = Path(sys.argv[1]), sys.argv[2]
    there = Ending.window_is_there

    class Hand(QObject):
        def __init__(self, ending: Ending) -> None:
            super().__init__(ending)
            self.window, self.count = ending._window, 0
            self.timer = QTimer(self, interval=EVERY_MS)
            self.timer.timeout.connect(self.edit)
            self.timer.start()

        def edit(self) -> None:
            try:
                self._edit()
            except Exception:
                traceback.print_exc()
                os._exit(1)

        def _edit(self) -> None:
            self.count += 1
            if phase == "draft":
                self.type()
            elif phase == "close" and self.count == 3:
                self.window.close()
            else:
                simulation = self.window.simulation
                simulation.edit(simulation.setup.with_weights(seed=self.count))
            say(f"edit {self.count}")
            if phase == "save" and self.window.files.save_path(folder / "lesson.rnnviz"):
                say(f"saved {self.count}")

        def type(self) -> None:
            if self.window.cells.editor is None:
                self.window.cells.edit()
            self.window.cells.editor._name(f"n {self.count}")

    def begun(ending: Ending) -> None:
        there(ending)
        say("begun")
        Hand(ending)

    autosave._keep_document = told(autosave._keep_document, lambda document: document.setup.weights.seed)
    autosave._keep_draft = told(autosave._keep_draft, lambda draft: draft.name.split()[1])
    Ending.window_is_there = begun  # type: ignore[method-assign]
    return app.main([])


if __name__ == "__main__":
    sys.exit(main())
