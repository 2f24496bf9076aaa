"""A cell's names in another language stand in its own file; what has none is said in English."""

import pytest

from rnnviz.engine import CELLS, Cell, CellError
from rnnviz.model.draft.draft import Draft
from rnnviz.model.draft.understanding import understand

GOOD = {"h": "das Ergebnis", "cell": {"name": "Meine", "conventions": ["z ersetzt"]}, "names": {"h": "Ausgang"}}


def mine(said: object) -> Cell:
    return Cell.build("f = sigmoid(W @ x)\nh = f * h_prev", {"says": {"de": said}, "note": "short"}, "mine")


def test_what_has_no_words_is_english() -> None:
    german, french = mine(GOOD).in_language("de"), mine(GOOD).in_language("fr")
    assert (german.name, german.note, german.conventions) == ("Meine", "short", ("z ersetzt",))
    assert german.names["h"] == "Ausgang" and german.stages == {"f": "f", "h": "h"}
    assert (french.name, french.conventions) == ("mine", ())
    assert mine(GOOD).says == {"de": {"h": "das Ergebnis"}}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"cell": {"colour": "rot"}}, "says.part"), ({"names": {"q": "x"}}, "says.part"),
        ({"names": {"h": 3}}, "says.part"), ({"cell": {"conventions": "z"}}, "says.part"),
        ({"other": {"h": "x"}}, "says.part"), ({"q": "x"}, "says.line"), ("x", "says.table"),
    ],
)  # fmt: skip
def test_words_for_nothing_are_refused(said: object, key: str) -> None:
    with pytest.raises(CellError) as caught:
        mine(said)
    assert caught.value.why.key == key


def test_a_draft_keeps_what_still_fits() -> None:
    draft = Draft.from_cell(CELLS["lstm"])
    other = understand(draft.named("Mine").typed(draft.equations.replace("f * c_prev", "c_prev"))).cell
    assert other is not None
    assert other.in_language("zh_CN").name == "Mine" and other.in_language("zh_CN").names["f"] == "遗忘"
    whole = understand(draft).cell
    assert whole is not None and whole.in_language("zh_CN") == CELLS["lstm"].in_language("zh_CN")


def test_a_typed_line_needs_no_file() -> None:
    import cProfile
    import pstats

    profile = cProfile.Profile()
    draft = Draft(name="mine").typed("h = h")
    profile.enable()
    found = understand(draft)
    profile.disable()
    assert found.problems[0].fix == "h_prev"
    assert pstats.Stats(profile).total_calls < 6_000  # 26,419 by way of TOML and sentences
