"""What a bare machine is given: locks, fonts, refusals in clear sentences."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from rnnviz import __version__, preflight
from rnnviz.resources import asset

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def pinned(lock: str) -> dict[str, set[str]]:
    """Package -> versions; NumPy has one for each generation of Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==([^\s;]+)", (ROOT / lock).read_text(), re.M):
        found.setdefault(name, set()).add(version)
    return found


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~! ]", line)[0].lower() for line in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"//|index|#|find-links", text)
    entries = re.split(r"^(?=[a-z])", text, flags=re.M)[1:]
    assert entries and all("--hash=sha256:" in entry for entry in entries)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    asked = project()
    run, dev = (pinned(lock) for lock in LOCKS)
    assert names(asked["dependencies"]) <= run.keys()
    assert names(asked["optional-dependencies"]["dev"]) <= dev.keys()
    assert run.items() <= dev.items()  # so that `make run` after `make test` has nothing to install


def test_one_version_everywhere() -> None:
    assert project()["version"] == __version__


def test_this_machine_may_start_rnnviz() -> None:
    assert preflight.problem() is None


@pytest.mark.parametrize(
    ("qt", "python", "word"),
    [
        ((6, 12, 0), (3, 11), "None"),
        ((6, 12, 0), (3, 12), None),
        ((6, 12, 1), (3, 11), None),
        ((6, 11, 3), (3, 11), None),
        ((6, 9, 1), (3, 13), "plots"),
        ((6, 10, 2), (3, 13), None),
    ],
)
def test_known_bad_pairs_are_refused(qt: tuple[int, ...], python: tuple[int, int], word: str | None) -> None:
    sentence = preflight.version_problem(qt, python)
    assert sentence is None if word is None else word in (sentence or "") and "Please" in (sentence or "")


@pytest.mark.parametrize(
    ("platform", "env", "refused"),
    [
        ("linux", {}, True),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("linux", {"QT_QPA_PLATFORM": "vnc:size=800x600"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("win32", {}, False),
        ("darwin", {}, False),
    ],
)
def test_a_machine_without_a_screen_is_told_so(platform: str, env: dict[str, str], refused: bool) -> None:
    assert bool(preflight.screen_problem(platform, env)) is refused


def test_a_missing_library_is_named_by_its_package() -> None:
    assert preflight.missing({"libc.so.6": "libc6", "libnothing.so.0": "libnothing0"}) == ["libnothing0"]


def test_preflight_runs_before_anything_is_installed() -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "rnnviz/preflight.py"), "offscreen"]  # -S: no .venv
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_setup_refuses_an_unknown_goal() -> None:
    done = subprocess.run(["sh", "packaging/setup.sh", "fly"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and "usage" in done.stderr


def test_an_asset_is_found_and_a_missing_one_named() -> None:
    assert asset("fonts", "Inter-Regular.ttf").is_file()
    with pytest.raises(FileNotFoundError, match="nothing"):
        asset("fonts", "nothing.ttf")


@pytest.mark.parametrize(
    ("file", "characters"),
    [
        ("Inter-Regular.ttf", "∂‖−×≈←→σₖ²∞·“”…−⁻¹₀₁βγ≤√∑"),
        ("STIXTwoMath-Regular.ttf", "∂‖⊙−×≈←→σ²∞·“”…⊕∘∇ℒ∈𝑓𝑐ℎ𝑾𝑼𝒃"),
    ],
)
def test_the_fonts_have_the_letters_of_the_formulas(qapp: object, file: str, characters: str) -> None:
    font = QRawFont(str(asset("fonts", file)), 16)
    assert [c for c in characters if not font.supportsCharacter(ord(c))] == []


@pytest.mark.parametrize("face", ["Inter", "STIXTwoMath"])
def test_each_font_brings_its_licence(face: str) -> None:
    assert "SIL OPEN FONT LICENSE" in asset("fonts", f"{face}-OFL.txt").read_text()


def test_the_face_of_equations_brings_its_licence(qapp: object) -> None:
    assert "Bitstream Vera" in asset("fonts", "DejaVuSansMono-LICENSE.txt").read_text()
    for style in ("", "-Bold", "-Oblique"):
        font = QRawFont(str(asset("fonts", "code", f"DejaVuSansMono{style}.ttf")), 16)
        assert all(font.supportsCharacter(ord(c)) for c in "W_f @ x + U*(h_prev) − σ #")
