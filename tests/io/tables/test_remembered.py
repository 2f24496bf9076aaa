"""What was chosen for a table is kept for the next one like it, and not believed where somebody wrote it by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rnnviz.io.tables import remembered
from rnnviz.io.tables.preview import preview_of_text, proposed
from rnnviz.io.tables.remembered import NAME, _stored, recalled, remember_choices
from rnnviz.model.setup.sequence import MAX_STEPS


def test_choices_are_kept_in_a_folder_that_is_made_and_only_the_last_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "KEPT", 3)
    folder = tmp_path / "new" / "deep"
    first = preview_of_text("day,x\n2026-01-01,1\n2026-01-02,2")
    remember_choices(folder, first, proposed(first))
    assert recalled(folder, first) == (proposed(first), ()) and (folder / NAME).exists()
    other = preview_of_text("day,z\n2026-01-01,1\n2026-01-02,2")
    remember_choices(folder, other, proposed(other))
    remember_choices(folder, first, proposed(first))
    assert len(_stored(folder)) == 2 and recalled(folder, first)[1] == ()
    for number in range(2):
        more = preview_of_text(f"day,z{number}\n2026-01-01,1\n2026-01-02,2")
        remember_choices(folder, more, proposed(more))
    assert len(_stored(folder)) == 3
    assert recalled(folder, first)[1] == () and recalled(folder, other)[1] == ("columns",)


def kept_as(columns: str, missing: str = "skip", standardise: str = "true") -> str:
    return f'{{"columns": {columns}, "missing": "{missing}", "standardise": {standardise}}}'


@pytest.mark.parametrize(
    "entry",
    [kept_as("[0]", "drop"), kept_as("[]"), kept_as("1"), kept_as("[1]", standardise="1"), kept_as("[true]"),
     kept_as("[2]"), kept_as("[-1]"), "[]", '{"missing": "skip", "standardise": true}'],
)  # fmt: skip
def test_what_somebody_wrote_there_by_hand_is_not_believed(entry: str, tmp_path: Path) -> None:
    found = preview_of_text("day,x\n2026-01-01,1\n2026-01-02,2")
    remember_choices(tmp_path, found, proposed(found))
    (key,) = _stored(tmp_path)
    (tmp_path / NAME).write_text(f'{{"{key}": {entry}}}')
    assert recalled(tmp_path, found) == (proposed(found), ("columns",))


def test_rows_and_commas_are_asked_every_time(tmp_path: Path) -> None:
    long = preview_of_text("day,x\n" + "\n".join(f"2026-01-01,{row}" for row in range(MAX_STEPS + 1)))
    chosen = replace(proposed(long), first=1, last=2, standardise=True)
    remember_choices(tmp_path, long, chosen)
    assert recalled(tmp_path, long) == (replace(proposed(long), standardise=True), ("rows",))
