"""No file that is opened runs anything: nothing is unpickled, executed, imported or started."""

from __future__ import annotations

import io
import json
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from rnnviz.io.document import encode
from rnnviz.io.formats.saved import Saved
from rnnviz.io.kinds import suffixes_of
from rnnviz.resources import asset

SCRIPT = """
import sys
from pathlib import Path
from rnnviz.io import drafts, recent, settings, weights
from rnnviz.io.kinds import KINDS, reader_of

READERS = {suffix: reader_of("a" + suffix) for kind in KINDS for suffix in kind.suffixes}
READERS[".json"] = READERS[".weights"] = weights.load_weights
READERS[".settings"] = lambda path: settings.read_settings(path.parent / path.stem)
READERS[".conf"] = settings.old_settings
READERS[".recent"] = lambda path: recent.recent_files(path.parent / path.stem)

def open_all(folder):
    for path in sorted(Path(folder).iterdir()):
        if path.suffix in READERS:
            try:
                READERS[path.suffix](path)
            except (ValueError, weights.WeightsError) as refused:
                str(refused)

seen, watching = [], False
BAD = ("pickle.find_class", "exec", "import", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
       "marshal.loads", "ctypes.dlopen", "socket.connect", "os.putenv")

def hook(event, arguments):
    if watching and event in BAD:
        seen.append((event, repr(arguments)[:80]))

sys.addaudithook(hook)
open_all(sys.argv[1])  # what a reader needs is imported now
watching = True
open_all(sys.argv[1])
watching = False
print(seen)
"""


class Trap:
    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.sprung,)


def hostile(folder: Path) -> Path:
    """The sprung trap's place; the folder holds files of every kind, each with a pickle in its own dress."""
    sprung = folder / "sprung"
    payload = pickle.dumps(Trap(sprung))
    buffer = io.BytesIO()
    np.save(buffer, np.array([Trap(sprung)], dtype=object), allow_pickle=True)
    text = f"__import__('pathlib').Path({str(sprung)!r}).touch()"
    for suffix in suffixes_of():
        (folder / f"pickle{suffix}").write_bytes(payload)
        (folder / f"text{suffix}").write_text(text, encoding="utf-8")
        (folder / f"array{suffix}").write_bytes(buffer.getvalue())
    (folder / "a.rnnviz").write_bytes(encode(Saved()))
    (folder / "a.toml").write_text(f'name = "{{x}}"\nequations = """\nh = {text}\n"""\n', encoding="utf-8")
    variant = "".join(f"\\x{byte:02x}" for byte in payload)
    (folder / "a.conf").write_text(f"[General]\ntheme=@Variant(\\0\\0\\0\\x7f{variant})\nrect=@Rect({text})\n")
    with zipfile.ZipFile(folder / "a.weights", "w") as archive:
        with zipfile.ZipFile(asset("weights", "parity.npz")) as ours:
            archive.writestr("about.json", ours.read("about.json"))
        archive.writestr("0.U.npy", buffer.getvalue())
    (folder / "weights.json").write_text(json.dumps({"format": text, "task": text}))
    for kind, name in (("settings", "settings.json"), ("recent", "recent.json")):
        (folder / kind).mkdir()
        (folder / kind / name).write_text(json.dumps({"theme": f"@Variant({variant})", "rect": [text]}))
        (folder / f"{kind}.{kind}").touch()
    return sprung


def test_no_file_runs_anything(tmp_path: Path) -> None:
    sprung = hostile(tmp_path)
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]" and not sprung.exists()


@pytest.mark.parametrize("event", ["pickle.find_class"])
def test_the_watch_itself_sees_a_pickle(tmp_path: Path, event: str) -> None:
    (tmp_path / "a.conf").write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    script = SCRIPT.replace("settings.old_settings", "lambda path: __import__('pickle').loads(path.read_bytes())")
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2])
    assert event in done.stdout
