"""Archives and files of arrays at their limits: how many, how large, how far they may swell, and what is said."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.io import loose_weights, weights
from rnnviz.io.kinds import WEIGHTS, kind_of, suffixes_of
from rnnviz.io.loose_weights import COUNT, is_trained, load_arrays, names_in
from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.tables import arrays, stored
from rnnviz.io.tables.arrays import preview_npz
from rnnviz.io.tables.choosing import sequence_of
from rnnviz.io.tables.preview import proposed
from rnnviz.io.tables.stored import array_in, packed, unpacked
from rnnviz.io.weights import WeightsError, load_weights
from tests.io.test_weights import FIRST
from tests.io.test_weights import npz as changed


def archive(deflated: bool = True, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


def npy(array: Any) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def refusal(act: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(ForeignSequenceError) as caught:
        act(*given)
    return caught.value.why.key, dict(caught.value.why.values)


# archives ------------------------------------------------------------------------------------------------------


def test_what_is_packed_is_unpacked_and_always_the_same_bytes() -> None:
    given = {"0.W": np.arange(6.0).reshape(2, 3).T, "b": np.float32([0.5])}
    data = packed(given, {"about.json": b"{}"})
    assert data == packed(given, {"about.json": b"{}"})
    found = unpacked(data, 10_000)
    assert list(found) == ["about.json", "0.W.npy", "b.npy"] and found["about.json"] == b"{}"
    for name, array in given.items():
        again = array_in(found[f"{name}.npy"])
        assert again.dtype == np.float64 and np.array_equal(again, array)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_DEFLATED}
    with pytest.raises(ValueError, match="pickle"):
        packed({"a": np.array([object()], dtype=object)}, {})


def test_an_archive_may_be_so_large_and_hold_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive(deflated=False, a=b"x" * 60, b=b"y" * 40)
    assert unpacked(data, 100).keys() == {"a", "b"} and refusal(unpacked, data, 99) == ("npz.large", {})
    monkeypatch.setattr(stored, "MAX_MEMBERS", 2)
    assert len(unpacked(data, 100)) == 2
    monkeypatch.setattr(stored, "MAX_MEMBERS", 1)
    assert refusal(unpacked, data, 100) == ("npz.count", {"count": 2, "limit": 1})
    assert refusal(unpacked, b"PK none", 100) == ("npz.damaged", {})


def test_an_archive_may_swell_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive(a=b"x" * 2000)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        packed_size = file.infolist()[0].compress_size
    for ratio, good in ((2000 // packed_size + 1, True), (2000 // packed_size - 1, False)):
        monkeypatch.setattr(stored, "MAX_RATIO", ratio)
        monkeypatch.setattr(arrays, "MAX_RATIO", ratio)
        if good:
            assert unpacked(data, 10**6)
        else:
            assert refusal(unpacked, data, 10**6) == ("npz.large", {})
    exact = archive(deflated=False, a=b"x" * 60)
    monkeypatch.setattr(stored, "MAX_RATIO", 1)
    assert unpacked(exact, 60) and unpacked(archive(a=b""), 0) == {"a": b""}


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "?", "i1", "u8", ">f4"])
def test_an_array_of_a_member_is_read_in_its_own_shape(dtype: str) -> None:
    given = np.arange(6).reshape(3, 2).astype(dtype)
    for array in (given, np.asfortranarray(given), given[0], given[0, 1], given[:0], given.reshape(1, 3, 2)):
        assert np.array_equal(array_in(npy(array)), array.astype(float))
    assert refusal(array_in, npy(given)[:-1]) == (
        "npy.bytes", {"wanted": given.nbytes, "got": given.nbytes - 1},
    )  # fmt: skip
    assert refusal(array_in, npy(given.astype("c8")))[0] == "npy.kind"
    many = np.zeros(1, [(f"field{i}", "f8") for i in range(9)])
    assert refusal(array_in, npy(many)) == ("npy.kind", {"kind": str(many.dtype)[:40]})


def test_of_an_archive_the_first_array_that_can_be_read_is_and_which_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = npy(np.float64([1.0, 2.0])), npy(np.float64([[3.0, 4.0]]))
    alone = preview_npz(archive(**{"a.npy": one, "note.txt": b""}), 10**6)
    assert alone.skipped == () and sequence_of(alone, proposed(alone)).rows == ((1.0,), (2.0,))
    both = preview_npz(archive(**{"n" * 41 + ".npy": two, "a.npy": one}), 10**6)
    assert [(told.key, told.values) for told in both.skipped] == [("done.array", {"name": "n" * 40, "count": 2})]
    bad = npy(np.zeros((1, 1, 1)))
    later = preview_npz(archive(**{"x.npy": bad, "a.npy": one}), 10**6)
    assert later.skipped[0].values == {"name": "a", "count": 2}
    assert refusal(preview_npz, archive(**{"x.npy": bad, "y.npy": b"none"}), 10**6) == ("npy.axes", {"count": 3})
    size = len(one)
    stored_ = archive(deflated=False, **{"a.npy": one})
    assert preview_npz(stored_, size).rows == 2 and refusal(preview_npz, stored_, size - 1) == ("npz.large", {})
    assert refusal(preview_npz, archive(**{"a.txt": one}), 10**6) == ("npz.count", {"count": 0, "limit": 64})
    monkeypatch.setattr(arrays, "MAX_MEMBERS", 2)
    assert preview_npz(archive(**{"a.npy": one, "b.npy": two}), 10**6).rows == 2
    monkeypatch.setattr(arrays, "MAX_MEMBERS", 1)
    assert refusal(preview_npz, archive(**{"a.npy": one, "b.npy": two}), 10**6)[0] == "npz.count"


def test_numbers_of_an_array_that_are_none_are_missing() -> None:
    found = preview_npz(archive(**{"a.npy": npy(np.float64([1.0, np.nan, -np.inf]))}), 10**6)
    assert found.columns[0].numbers == (1.0, None, None) and found.columns[0].cells == ("1.0", "nan", "-inf")
    assert (found.columns[0].kind, found.columns[0].name, found.header) == ("number", "", False)


# safetensors ----------------------------------------------------------------------------------------------------


def tensors(folder: Path, header: Any, body: bytes = b"\0" * 8, length: int | None = None) -> Path:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path = folder / "a.safetensors"
    path.write_bytes((len(text) if length is None else length).to_bytes(8, "little") + text + body)
    return path


def why(path: Path) -> tuple[str, dict[str, Any]]:
    """The inner refusal."""
    with pytest.raises(WeightsError) as caught:
        load_arrays(path)
    inner = caught.value.why.values.get("why", caught.value.why)
    return inner.key, dict(inner.values)


def test_tensors_at_their_limits(tmp_path: Path) -> None:
    good = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    whole = load_arrays(tensors(tmp_path, {"a": good, "b": good | {"data_offsets": [4, 8], "shape": [1]}}))
    assert {name: array.shape for name, array in whole.items()} == {"a": (2,), "b": (1,)}
    assert load_arrays(tensors(tmp_path, {})) == {} and load_arrays(tensors(tmp_path, {}, b"")) == {}
    empty = {"dtype": "F32", "shape": [0], "data_offsets": [8, 8]}
    assert load_arrays(tensors(tmp_path, {"a": empty}))["a"].shape == (0,)
    scalar = good | {"shape": [], "data_offsets": [0, 4]}
    assert load_arrays(tensors(tmp_path, {"a": scalar}))["a"].shape == ()
    deep = good | {"shape": [1] * 7 + [2]}
    assert load_arrays(tensors(tmp_path, {"a": deep}))["a"].ndim == 8
    for wrong in ({"shape": [1] * 8 + [2]}, {"data_offsets": [0, 9]}, {"data_offsets": [0, 8, 8]},
                  {"data_offsets": [-1, 7]}, {"shape": [3]}, {"shape": [2.0]}, {"shape": 2}):  # fmt: skip
        assert why(tensors(tmp_path, {"n" * 41: good | wrong})) == ("tensors.place", {"name": "n" * 40})
    for entry in ({"dtype": "F32", "shape": [2]}, good | {"dtype": "BF16"}, [], good | {"dtype": 3}):
        found, values = why(tensors(tmp_path, {"n" * 41: entry}))
        assert (found, values) == ("tensors.kind", {"name": "n" * 40, "known": ("F64", "F32", "F16")})
    for path in (tensors(tmp_path, b"{}", b"", 3), tensors(tmp_path, b"{ }", b"", 1), tensors(tmp_path, b"[]")):
        assert why(path)[0] == "tensors.header"
    (tmp_path / "short").write_bytes(b"\x02" + b"\0" * 6)
    assert why(tmp_path / "short")[0] == "tensors.header"


def test_so_many_tensors_and_so_long_a_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
    monkeypatch.setattr(loose_weights, "COUNT", 2)
    assert len(load_arrays(tensors(tmp_path, {"a": entry, "b": entry}))) == 2 and COUNT == 1000
    assert why(tensors(tmp_path, {"a": entry, "b": entry, "c": entry}))[0] == "tensors.header"
    text = json.dumps({"a": entry}).encode()
    for limit, good in ((len(text), True), (len(text) - 1, False)):
        monkeypatch.setattr(loose_weights, "HEADER", limit)
        if good:
            assert list(load_arrays(tensors(tmp_path, text))) == ["a"]
        else:
            assert why(tensors(tmp_path, text))[0] == "tensors.header"


def test_files_of_arrays_and_what_they_are_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(archive(**{"0.W.npy": npy(np.ones(2)), "about.json": b"{}"}))
    assert names_in(path) == ("0.W", "about.json") and is_trained(names_in(path)) and not is_trained(("0.W",))
    assert list(load_arrays(path)) == ["0.W"]
    (tmp_path / "b.safetensors").write_bytes(b"none")
    assert names_in(tmp_path / "b.safetensors") == ()
    (tmp_path / "c.npz").write_bytes(b"PK none")
    assert names_in(tmp_path / "c.npz") == ()
    size = path.stat().st_size
    for limit, good in ((size, True), (size - 1, False)):
        monkeypatch.setattr(loose_weights, "BYTES", max(limit, 0))
        if good:
            assert names_in(path)
        else:
            assert why(path) == ("weights.large", {"file": "a.npz", "limit": limit // 1_000_000})
    assert why(tmp_path / "none.npz")[0] == "weights.unread"
    assert kind_of("a.safetensors") == WEIGHTS and suffixes_of(WEIGHTS) == (".safetensors",)


def test_a_damaged_header_is_told_with_its_place(tmp_path: Path) -> None:
    found = why(tensors(tmp_path, b"{,}"))
    assert found[0] == "json.damaged"


# trained networks -----------------------------------------------------------------------------------------------


def told(path: Path) -> tuple[str, dict[str, Any]]:
    with pytest.raises(WeightsError) as caught:
        load_weights(path)
    inner = caught.value.why.values.get("why", caught.value.why)
    return inner.key, dict(inner.values)


def test_a_file_of_weights_may_be_so_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = changed(tmp_path / "p.npz", {})
    size = path.stat().st_size
    monkeypatch.setattr(weights, "LIMIT", size)
    assert load_weights(path).task.name == "parity"
    monkeypatch.setattr(weights, "LIMIT", size - 1)
    assert told(path) == ("weights.large", {"file": "p.npz", "limit": 0})


def test_what_a_file_of_weights_lacks_or_has_too_much(tmp_path: Path) -> None:
    path = tmp_path / "w.json"

    def said(**changes: Any) -> tuple[str, dict[str, Any]]:
        table = json.loads(FIRST.read_text()) | changes
        path.write_text(json.dumps({name: value for name, value in table.items() if value is not ...}))
        return told(path)

    assert said(reached=...) == ("weights.lacks", {"what": "the file", "name": "reached"})
    assert said(params=...) == ("weights.table", {"what": "params"})
    key, values = said(sede=1)
    assert (key, values["what"], values["name"]) == ("weights.unknown", "the file", "sede")
    assert said(format="x") == ("weights.format", {"got": "x", "wanted": "rnnviz-weights/1"})
    assert said(layers={}) == ("weights.layers", {}) and said(layers=[3]) == ("weights.table", {"what": "a layer"})
    assert said(reached={"loss": True}) == ("weights.number", {"name": "loss"})
    assert said(settings=[]) == ("weights.table", {"what": "settings"}) and said(seed=True)[0] == "weights.whole"
    assert said(settings={"length": True})[0] == "weights.whole"
    layer = json.loads(FIRST.read_text())["layers"][0]
    assert said(layers=[{**layer, "cell": "lsmt"}])[1]["name"] == "lsmt"
    assert said(layers=[{**layer, "hidden": 40_000}]) == ("weights.large.layer", {"count": 40_000})
    path.write_text("[]")
    assert told(path) == ("weights.table", {"what": "the file"})
    assert told(changed(tmp_path / "a.npz", {"about.json": None})) == (
        "weights.lacks", {"what": "the file", "name": "about.json"},
    )  # fmt: skip


def test_figures_of_a_training_are_numbers(tmp_path: Path) -> None:
    table = json.loads(FIRST.read_text())
    table["reached"] = {"loss": 1, "accuracy": 0.5}
    (tmp_path / "w.json").write_text(json.dumps(table))
    found = load_weights(tmp_path / "w.json").reached
    assert found == {"loss": 1.0, "accuracy": 0.5} and type(found["loss"]) is float
