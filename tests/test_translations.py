"""The catalogues of texts: whole, fresh, and with every place for a value."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted((ROOT / "assets" / "i18n").glob("*.ts"))
PLACE = re.compile(r"\{([^{}!:]*)([^{}]*)\}")
CJK = re.compile(r"[\u4e00-\u9fff]")
NAMES = {"Xavier", "Kaiming", "Adam", "RNN · GRU · LSTM", "float64 · float32", "wires：“{route}”：{why}"}

spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
assert spec is not None and spec.loader is not None
translate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(translate)


def entries(path: Path) -> dict[tuple[str, str], ET.Element]:
    """(context, English text) -> its translation."""
    found = {}
    for context in ET.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found[context.findtext("name") or "", message.findtext("source") or ""] = translation
    return found


@pytest.fixture(scope="module")
def found_now(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    target = tmp_path_factory.mktemp("i18n") / "now.ts"
    translate.found(target)
    return set(entries(target))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.stem)
def test_a_catalogue_has_just_the_texts_of_the_program(path: Path, found_now: set[tuple[str, str]]) -> None:
    assert len(found_now) > 1000
    assert set(entries(path)) == found_now, "make i18n"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.stem)
def test_every_text_is_translated(path: Path) -> None:
    assert [key for key, made in entries(path).items() if made.get("type") or not (made.text or "").strip()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.stem)
def test_values_keep_their_places_and_their_form(path: Path) -> None:
    """Unnamed places may be numbered by a language of another order; named ones and what follows a colon stay."""
    for (_, source), made in entries(path).items():
        wanted, got = PLACE.findall(source), PLACE.findall(made.text or "")
        unnamed = all(not name for name, _ in wanted)
        names = sorted(str(n) for n in range(len(wanted))) if unnamed and any(n for n, _ in got) else None
        assert sorted(n for n, _ in got) == (names or sorted(n for n, _ in wanted)), source
        assert sorted(form for _, form in got) == sorted(form for _, form in wanted), source


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.stem)
def test_what_is_shipped_was_made_of_it(path: Path, tmp_path: Path) -> None:
    translate.compiled(path, tmp_path / "now.qm")
    assert (tmp_path / "now.qm").read_bytes() == path.with_suffix(".qm").read_bytes(), "make i18n"


def test_chinese_is_chinese() -> None:
    """All but formulas, names and marks."""
    texts = [made.text or "" for made in entries(ROOT / "assets" / "i18n" / "rnnviz_zh_CN.ts").values()]
    words = [text for text in texts if re.search(r"[A-Za-z]{4,}", PLACE.sub("", text)) and not CJK.search(text)]
    assert set(words) <= NAMES
