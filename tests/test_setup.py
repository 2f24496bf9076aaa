"""What a bare machine is given: locks, fonts, refusals in clear sentences."""

import gc
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from rnnviz import __version__, app, preflight
from rnnviz.resources import asset

ROOT = Path(__file__).parents[1]
needs_posix = pytest.mark.skipif(os.name != "posix", reason="setup.sh serves make, which is not used on Windows")
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
        ("win32", {}, False),
        ("darwin", {}, False),
    ],
)
def test_a_machine_without_a_screen_is_told_so(platform: str, env: dict[str, str], refused: bool) -> None:
    assert bool(preflight.screen_problem(platform, env)) is refused


ABLE = {"both": set(), "X11 only": {"libwayland-cursor.so.0"}, "Wayland only": {"libxcb-cursor.so.0"}}
WAYLAND, X11 = {"WAYLAND_DISPLAY": "wayland-0"}, {"DISPLAY": ":0"}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[set[str]], None]:
    """Makes this a machine on which exactly these libraries lack."""
    return lambda lacking: monkeypatch.setattr(preflight, "_loads", lambda name: name not in lacking)


@pytest.mark.parametrize(
    ("able", "env", "plugin"),
    [
        ("both", WAYLAND | X11, None),
        ("X11 only", WAYLAND | X11, "xcb"),
        ("Wayland only", WAYLAND | X11, None),
        ("X11 only", X11, None),
        ("X11 only", WAYLAND | X11 | {"QT_QPA_PLATFORM": "wayland"}, None),
        ("X11 only", WAYLAND, None),
        ("X11 only", {}, None),
    ],
)
def test_without_the_libraries_of_wayland_it_is_x11(
    without: Callable[[set[str]], None], able: str, env: dict[str, str], plugin: str | None
) -> None:
    without(ABLE[able])
    assert preflight.fallback(env) == plugin


@pytest.mark.parametrize(
    ("platform", "env", "lacking"),
    [
        ("linux", {"QT_IM_MODULE": "fcitx"}, "fcitx"),
        ("linux", {"QT_IM_MODULE": "fcitx5"}, "fcitx5"),
        ("linux", {"QT_IM_MODULE": "[*]"}, "[*]"),
        ("linux", {"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": preflight.BRIDGE}, "fcitx"),
        ("linux", {"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx;ibus"}, ""),
        ("linux", {"QT_IM_MODULE": "ibus"}, ""),
        ("linux", {"QT_IM_MODULE": "xim"}, ""),
        ("linux", {"QT_IM_MODULE": "wayland"}, ""),
        ("linux", {}, ""),
        ("win32", {"QT_IM_MODULE": "fcitx"}, ""),
    ],
)
def test_an_input_method_without_a_plugin_is_known(platform: str, env: dict[str, str], lacking: str) -> None:
    assert preflight.lacking_input_method(platform, env) == lacking


def test_a_plugin_that_the_system_adds_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    (folder / "libfcitx5platforminputcontextplugin.so").touch()
    env = {"QT_IM_MODULE": "fcitx5", "QT_PLUGIN_PATH": f"/nowhere:{tmp_path}"}
    assert preflight.lacking_input_method("linux", env) == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fcitx is one of Linux")
@pytest.mark.parametrize(("method", "asked"), [("fcitx", preflight.BRIDGE), ("ibus", None)])
def test_qt_is_told_of_another_way_to_it(monkeypatch: pytest.MonkeyPatch, method: str, asked: str | None) -> None:
    monkeypatch.setattr(os, "environ", {**os.environ, "QT_IM_MODULE": method})
    os.environ.pop("QT_IM_MODULES", None)
    enabled = gc.isenabled()
    app._prepare(screenshot=True)
    (gc.enable if enabled else gc.disable)()
    assert os.environ.get("QT_IM_MODULES") == asked


@pytest.mark.parametrize(
    ("lacks", "env", "package"),
    [
        ({"libwayland-cursor.so.0"}, WAYLAND, "libwayland-cursor0"),
        ({"libwayland-cursor.so.0"}, WAYLAND | X11, None),
        ({"libwayland-cursor.so.0"}, WAYLAND | X11 | {"QT_QPA_PLATFORM": "wayland"}, "libwayland-cursor0"),
        ({"libwayland-cursor.so.0", "libxcb-cursor.so.0"}, WAYLAND | X11, "libwayland-cursor0"),
        ({"libwayland-cursor.so.0", "libxcb-cursor.so.0"}, X11, "libxcb-cursor0"),
        ({"libxcb-cursor.so.0"}, WAYLAND | X11, None),
        ({"libEGL.so.1"}, WAYLAND | X11, "libegl1"),
        ({"libEGL.so.1"}, {"QT_QPA_PLATFORM": "offscreen"}, "libegl1"),
    ],
)
def test_only_what_no_screen_can_do_without_is_refused(
    without: Callable[[set[str]], None], lacks: set[str], env: dict[str, str], package: str | None
) -> None:
    without(lacks)
    sentence = preflight.screen_problem("linux", env)
    assert sentence is None if package is None else sentence is not None and sentence.endswith(f" {package}")
    if "QT_QPA_PLATFORM" not in env:
        assert preflight.lacking_here("window", env) == ([] if package is None else [package])


def test_a_machine_without_a_screen_gets_what_most_screens_need(without: Callable[[set[str]], None]) -> None:
    without({"libxcb-cursor.so.0", "libwayland-cursor.so.0", "libGL.so.1"})
    assert preflight.lacking_here("window", {}) == ["libgl1", "libxcb-cursor0"]
    assert preflight.lacking_here("offscreen", WAYLAND) == ["libgl1"]


@pytest.mark.parametrize(("own", "words"), [(True, [sys.executable, "-m pip install"]), (False, ["venv", "README"])])
def test_advice_is_not_what_the_system_refuses(own: bool, words: list[str]) -> None:
    """Debian's own Python refuses pip."""
    assert all(word in preflight._cure(own) for word in words)


def test_a_missing_library_is_named_by_its_package() -> None:
    assert preflight.missing({"libc.so.6": "libc6", "libnothing.so.0": "libnothing0"}) == ["libnothing0"]


def test_preflight_runs_before_anything_is_installed() -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "rnnviz/preflight.py"), "offscreen"]  # -S: no .venv
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_setup_refuses_an_unknown_goal() -> None:
    done = subprocess.run(["sh", "packaging/setup.sh", "fly"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and "usage" in done.stderr


FAKE_PYTHON = """#!/bin/sh
# Stands for the system's Python: makes an environment whose Python is of the version that the file `version` names.
case "$*" in
    "-m venv --clear .venv")
        rm -rf .venv && mkdir -p .venv/bin && cp version .venv/version && cp fake-venv .venv/bin/python ;;
    *) exec {python} "$@" ;;
esac
"""
FAKE_VENV = """#!/bin/sh
# Stands for .venv/bin/python, a link to the system's: pip is there only for the version .venv was made with.
case "$*" in
    "-I -S -c "*) cat version ;;
    "-m pip --version") cmp -s version .venv/version ;;
    "-m pip install "*) cmp -s version .venv/version && echo "fetched for $(cat version)" ;;
esac
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout whose folder has a space, an apostrophe and letters of other scripts, and a stand-in for Python."""
    tree = tmp_path / "Ann O'Neill's 课程"
    (tree / "packaging").mkdir(parents=True)
    (tree / "rnnviz").mkdir()
    for name in ("packaging/setup.sh", "rnnviz/preflight.py", *LOCKS):
        shutil.copy(ROOT / name, tree / name)
    for name, text in (("fake", FAKE_PYTHON.format(python=sys.executable)), ("fake-venv", FAKE_VENV)):
        (tree / name).write_text(text)
        (tree / name).chmod(0o755)
    return tree


def prepared(tree: Path, version: str) -> str:
    """What setup.sh says on a system whose Python has this version."""
    (tree / "version").write_text(f"{version}\n")
    command = ["sh", "packaging/setup.sh", "test"]
    env = os.environ | {"PYTHON": "./fake"}
    done = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout == "", done.stderr
    return done.stderr


@needs_posix
def test_an_upgrade_of_the_system_makes_the_environment_anew(tree: Path) -> None:
    first = prepared(tree, "cpython-311")
    assert "making .venv\n" in first and "fetched for cpython-311" in first, "what pip says is seen"
    assert prepared(tree, "cpython-311") == "", "there is nothing to prepare the second time"
    upgraded = prepared(tree, "cpython-313")
    assert "making .venv anew" in upgraded and "fetched for cpython-313" in upgraded
    assert prepared(tree, "cpython-313") == ""


@needs_posix
def test_an_environment_whose_python_is_gone_is_made_anew(tree: Path) -> None:
    prepared(tree, "cpython-311")
    (tree / ".venv/bin/python").unlink()
    (tree / ".venv/bin/python").symlink_to("/nowhere/python3.9")
    assert "making .venv anew" in prepared(tree, "cpython-311")


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


def test_a_font_with_chinese_letters_is_asked_for_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert preflight._has_letters(b":lang=en") and not preflight._has_letters(b"No Such Font")
    for there in (True, False):
        monkeypatch.setattr(preflight, "_has_letters", lambda pattern, there=there: there)
        assert preflight.lacking_fonts() == ([] if there else ["fonts-wqy-microhei"])
