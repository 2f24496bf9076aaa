"""JSON as people read it: what fits stands on one line, and nothing is nested deeper than sixteen."""

import json

import pytest

from rnnviz.io.strict_json import LINE, MAX_DEPTH, JsonRefused, read_json, write_json


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("depth", [1, MAX_DEPTH, MAX_DEPTH + 1, 200])
def test_sixteen_brackets_are_read_and_seventeen_are_not(opened: str, closed: str, depth: int) -> None:
    text = opened * depth + "1" + closed * depth
    if depth <= MAX_DEPTH:
        assert read_json(text.encode()) == json.loads(text)
    else:
        with pytest.raises(JsonRefused, match="nested"):
            read_json(text.encode())


@pytest.mark.parametrize("count", [1, LINE - 4, LINE - 3, 3 * LINE])
def test_a_list_stands_on_one_line_where_it_fits(count: int) -> None:
    table = {"list": ["x" * count]}
    rows = write_json(table).decode().splitlines()
    assert json.loads("\n".join(rows)) == table
    assert len(rows) == (3 if count + len('[""]') <= LINE else 5)


@pytest.mark.parametrize("inside", [{"a": 1}, {"a": "x" * LINE}, [{"a": 1}, {"b": "x" * LINE}], {}, []])
def test_tables_in_tables_are_read_back(inside: object) -> None:
    assert read_json(write_json({"table": inside, "more": [inside]})) == {"table": inside, "more": [inside]}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_not_written(number: float) -> None:
    with pytest.raises(JsonRefused, match="finite"):
        write_json({"a": [number]})
