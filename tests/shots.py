"""`make shots`: render a gallery of the real window into build/shots, and the README's pictures with --readme."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "shots"
SIZES = ("1280x720", "1920x1080", "3840x2160")
THEMES = ("dark", "light")
STATES: dict[str, list[str]] = {
    "first": [],
    "mid-lstm": ["--step", "6", "--line", "c"],
    "backward-lstm": ["--step", "6", "--line", "kept", "--backward"],
    "gru": ["--cell", "gru", "--step", "6", "--line", "n"],
    "gru-after": ["--cell", "gru_reset_after"],
    "rnn": ["--cell", "rnn"],
    "rnn-backward": ["--cell", "rnn", "--backward", "--step", "5", "--line", "h"],
    "relu": ["--cell", "rnn_relu", "--line", "a"],
    "linear": ["--cell", "rnn_linear"],
    "vanish": ["--scene", "vanish"],
    "explode": ["--scene", "explode"],
    "survive": ["--scene", "survive"],
    "hidden-64": ["--hidden", "64"],
    "both-ways": ["--layers", "rnn:8:both", "--step", "5"],
    "stack": ["--layers", "lstm:8,gru:8", "--on", "2", "--step", "6", "--line", "n"],
    "stack-backward": ["--layers", "lstm:8,gru:8", "--on", "1", "--step", "6", "--backward"],
    "four-layers": ["--layers", "gru:8:both,lstm:8:both,lstm:8:both,lstm:8:both", "--on", "3:backward", "--step", "6"],
    "sixty": ["--cell", "rnn", "--sentence", " ".join(map(str, range(60))), "--hidden", "16", "--step", "20"],
    "editor": ["--cell", "gru", "--edit-cell"],
    "editor-slip": ["--edit-cell", str(FOLDER / "slip.toml")],
    "numbers": ["--sentence", "0.5 -1 2 1/3 0 0 1", "--hidden", "16"],
}
SLIP = """name = "Gate of my own"
equations = '''
z = sigmoid(W_z @ x + U_z @ h_prev)   # gate: how much of the old state to keep
n = tanh(W_n @ x + U_n @ h_prev)      # candidate: what would be new
o = sigmod(W_o @ x + U_o @ h_prev)    # output gate: how much to say
kept = z * h_prev                     # what stays
written = (1 - z) * n                 # what gets in
m = kept + written                    # the mixture
h = o * m                             # what the cell says
'''
[roles]
z = "forget"
n = "candidate"
o = "output"
"""
README = {
    "lstm": ["--theme", "dark"],
    "backward": ["--step", "6", "--backward", "--line", "f", "--theme", "dark"],
    "gru": ["--cell", "gru", "--theme", "light", "--line", "h"],
    "network": ["--layers", "lstm:8:both,gru:8", "--on", "2", "--step", "6", "--line", "n", "--theme", "dark"],
    "editor": ["--edit-cell", str(FOLDER / "slip.toml"), "--theme", "light"],
}


def render(path: Path, *options: str) -> None:
    """One picture by the command itself, in a process of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "rnnviz", "--screenshot", str(path), *options], check=True, cwd=ROOT)


def main(arguments: list[str]) -> None:
    """No argument: everything; words: only states whose name holds one of them; --readme: the README's pictures."""
    start = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "slip.toml").write_text(SLIP)
    if "--readme" in arguments:
        for name, options in README.items():
            render(ROOT / "assets" / "pictures" / f"{name}.png", "--size", "1920x1080", *options)
        return
    count = 0
    for (name, options), size, theme in itertools.product(STATES.items(), SIZES, THEMES):
        if not arguments or any(word in f"{name}-{size}-{theme}" for word in arguments):
            render(FOLDER / f"{name}-{size}-{theme}.png", "--size", size, "--theme", theme, *options)
            count += 1
    print(f"{count} pictures in {FOLDER} ({time.monotonic() - start:.0f} s)")


if __name__ == "__main__":
    main(sys.argv[1:])
