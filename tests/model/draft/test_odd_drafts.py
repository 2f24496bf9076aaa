"""What is understood of odd drafts stays what it was."""

import json

import pytest

from rnnviz.model.draft import understanding
from rnnviz.model.draft.draft import Draft
from tests.model.draft.odd_drafts import ALL, KEPT

KNOWN = json.loads(KEPT.read_text("utf-8"))


@pytest.mark.parametrize("what", ALL)
def test_they_are_understood_as_they_were(what: str) -> None:
    found = ALL[what]()
    assert found.keys() == KNOWN[what].keys()
    other = [name for name, kept in KNOWN[what].items() if found[name] != kept]
    assert not other, f"if that is meant, {KEPT.name} is to be written anew"


@pytest.mark.parametrize(("most", "lines", "wrong"), [(1, "a", 1), (2, "ab", 2), (3, "abc", 3), (4, "abcde", 3)])
def test_a_book_is_not_read_line_by_line(most: int, lines: str, wrong: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind so many equations the first wrong one ends the reading: what follows is left out."""
    monkeypatch.setattr(understanding, "MAX_EQUATIONS", most)
    found = understanding.understand(Draft("typed").typed("a = W @ x\nb = it was\nc = the best\nd = of times\ne = a"))
    assert found.cell is not None and "".join(line.name for line in found.cell.lines) == lines
    assert [problem.row for problem in found.problems] == [1, 2, 3][:wrong]
