"""Files of arrays by themselves: what cannot be read is refused in a sentence before anything is allocated."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rnnviz.io.loose_weights import load_arrays
from rnnviz.io.weights import WeightsError

GOOD = {"a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]}}


def written(folder: Path, header: object, body: bytes = b"\0" * 8, length: int | None = None) -> Path:
    text = json.dumps(header).encode()
    size = len(text) if length is None else length
    path = folder / "a.safetensors"
    path.write_bytes(size.to_bytes(8, "little") + text + body)
    return path


@pytest.mark.parametrize(("kind", "dtype"), [("F64", "<f8"), ("F32", "<f4"), ("F16", "<f2")])
def test_every_kind_of_number_and_the_metadata_are_read(tmp_path: Path, kind: str, dtype: str) -> None:
    numbers = np.array([[0.5], [-2.0]], dtype)
    entry = {"dtype": kind, "shape": [2, 1], "data_offsets": [0, numbers.nbytes]}
    found = load_arrays(written(tmp_path, {"__metadata__": {"format": "pt"}, "a": entry}, numbers.tobytes()))
    assert list(found) == ["a"] and found["a"].tolist() == [[0.5], [-2.0]]


@pytest.mark.parametrize(
    ("header", "length", "why"),
    [
        (GOOD, 0, "header"),
        (GOOD, 10**12, "header"),
        ([], None, "header"),
        ({str(n): {} for n in range(1_001)}, None, "header"),
        ({"a": GOOD["a"] | {"dtype": "I64"}}, None, "none of the kinds"),
        ({"a": 1}, None, "none of the kinds"),
        ({"a": GOOD["a"] | {"shape": [10**9, 10**9]}}, None, "does not fit"),
        ({"a": GOOD["a"] | {"data_offsets": [0, 80]}}, None, "does not fit"),
        ({"a": GOOD["a"] | {"data_offsets": [8, 0]}}, None, "does not fit"),
        ({"a": GOOD["a"] | {"shape": [True, 2]}}, None, "does not fit"),
    ],
)
def test_what_fits_nothing_is_refused_in_one_sentence(
    tmp_path: Path, header: object, length: int | None, why: str
) -> None:
    with pytest.raises(WeightsError) as caught:
        load_arrays(written(tmp_path, header, length=length))
    assert str(caught.value).startswith("a.safetensors") and why in str(caught.value) and "\n" not in str(caught.value)
