"""What an index and a desktop are told about rnnviz holds."""

from __future__ import annotations

import configparser
import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QApplication

from rnnviz.app import make_application
from rnnviz.io.kinds import CELL, EXPERIMENT, SEQUENCE, kind_of

ROOT = Path(__file__).parents[1]
SOURCE = "https://code.example/ann/rnnviz"
LINK = re.compile(r"\[[^]]*\]\(([^)#]+)\)")


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def index_page() -> ModuleType:
    """The build's hook, without the build."""
    spec = importlib.util.spec_from_file_location("index_page", ROOT / "packaging/index_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_is_in_a_checkout(readme: str) -> None:
    links = LINK.findall(readme)
    assert len(links) > 8 and [link for link in links if not (ROOT / link).is_file()] == []


def test_on_an_index_every_link_leads_to_the_source(index_page: ModuleType, readme: str) -> None:
    shown = index_page.page(readme, SOURCE, "v1.2.3")
    links = LINK.findall(shown)
    assert len(links) == len(LINK.findall(readme))
    for link, path in zip(links, LINK.findall(readme), strict=True):
        kind = "raw" if path.endswith((".png", ".gif")) else "blob"
        assert link == f"{SOURCE}/{kind}/v1.2.3/{path}"
    assert re.sub(LINK, "", shown) == re.sub(LINK, "", readme), "nothing else changes"


def test_without_a_source_there_is_nothing_broken(index_page: ModuleType, readme: str) -> None:
    shown = index_page.page(readme, "", "v1.2.3")
    assert LINK.findall(shown) == [] and "![" not in shown and "| a GRU" not in shown
    assert "doc/model.md says what everything means" in shown and "| `make lint`" in shown
    assert index_page.urls("") == {}


@pytest.mark.parametrize(
    "text", ["see [here](https://other.example/a.md)", "[up](#up)", "![far](https://other.example/a.png)"]
)
def test_links_that_are_absolute_stay(index_page: ModuleType, text: str) -> None:
    assert index_page.page(text, SOURCE, "v1") == text == index_page.page(text, "", "v1")


def test_the_hook_fills_what_is_called_dynamic(index_page: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNVIZ_SOURCE", f"{SOURCE}/")
    hook, metadata = index_page.IndexPage(), {"version": "0.9"}
    hook.root = str(ROOT)
    hook.update(metadata)
    assert metadata.keys() - {"version"} == set(project()["dynamic"])
    assert metadata["urls"]["Issues"] == f"{SOURCE}/issues"
    assert f"{SOURCE}/raw/v0.9/assets/pictures/lstm.png" in metadata["readme"]["text"]


def test_the_licence_names_those_of_the_fonts() -> None:
    known = {"SIL OPEN FONT LICENSE Version 1.1": "OFL-1.1", "License: bitstream-vera": "Bitstream-Vera"}
    found = {"MIT"}
    for path in (ROOT / "assets/fonts").glob("*.txt"):
        names = {known[text] for text in known if text in path.read_text(encoding="utf-8")}
        assert len(names) == 1, path
        found |= names
    assert set(project()["license"].split(" AND ")) == found


def test_both_commands_start_the_application() -> None:
    commands = project()["scripts"] | project()["gui-scripts"]
    assert commands == dict.fromkeys(("rnnviz", "rnnviz-window"), "rnnviz.app:main")


def entry() -> configparser.SectionProxy:
    """packaging/rnnviz.desktop."""
    parser = configparser.ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str
    parser.read(ROOT / "packaging/rnnviz.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_desktop_knows_command_icon_and_window(qapp: QApplication) -> None:
    application = make_application()
    assert application.desktopFileName() == "rnnviz", "the name of the file, without its suffix"
    assert entry()["Exec"].split() == [next(iter(project()["scripts"])), "%f"]
    assert (ROOT / f"assets/icons/{entry()['Icon']}.svg").is_file()
    assert entry()["StartupWMClass"] == application.applicationName()
    assert {"Type", "Name", "Comment", "Categories"} <= entry().keys()
    for value in ("Categories", "Keywords", "MimeType"):
        assert entry()[value].endswith(";")


def test_the_desktop_knows_our_files() -> None:
    kinds = ElementTree.parse(ROOT / "packaging/rnnviz.xml").getroot()
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    (kind,) = kinds.findall("m:mime-type", space)
    assert entry()["MimeType"] == f"{kind.get('type')};"
    patterns = [glob.get("pattern") for glob in kind.findall("m:glob", space)]
    assert [kind_of(pattern) for pattern in patterns] == [EXPERIMENT] and EXPERIMENT not in (CELL, SEQUENCE)
    assert kind.find("m:icon", space).get("name") == entry()["Icon"]


def test_what_the_wheel_shares_is_there() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    shared = build["targets"]["wheel"]["shared-data"]
    assert all((ROOT / path).is_file() for path in shared) and len(shared) == 3
