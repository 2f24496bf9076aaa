"""Files that rnnviz wrote when it was younger: each opens, and simulates what it did then.

The numbers beside each file were computed by the code that wrote it.
"""

from pathlib import Path

import numpy as np
import pytest

from rnnviz.io.document import decode, encode, load
from rnnviz.model.setup.runs import runs_of

HANDED_ON = {"read-out-cell": "h"}
"""What left a shipped cell when the file was written, where the cell's answer leaves it today (Jordan's y)."""
FILES = sorted((Path(__file__).parent / "golden").glob("*.rnnviz"))


def test_there_are_golden_files() -> None:
    assert len(FILES) >= 19


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_any_format_simulates_what_it_did(path: Path) -> None:
    saved = load(path)
    known = np.load(path.with_suffix(".npz"))
    step, line, pass_, grain, layer, way, unit = known["cursor"]
    at = saved.cursor
    assert [at.step, at.line, at.pass_, at.grain, at.layer, at.way, saved.unit] == [
        int(step), int(line), pass_, grain, int(layer), way, int(unit),
    ]  # fmt: skip
    close = {"rtol": 1e-4 if saved.setup.dtype == "float32" else 1e-7, "atol": 1e-7}
    for number, (layer_runs, choice) in enumerate(zip(runs_of(saved.setup), saved.setup.layers, strict=True)):
        for run, name in zip(layer_runs, choice.ways, strict=True):
            each = slice(None) if run.steps <= 60 else slice(None, None, max(run.steps // 40, 1))
            line = HANDED_ON.get(path.stem, run.cell.output)
            np.testing.assert_allclose(run.value(line)[each], known[f"{number}.{name}.out"], **close)
            if line != run.cell.output:
                continue  # the loss is of another line now
            norms = known[f"{number}.{name}.norms"]
            some = np.isfinite(norms)  # what was exactly 0 then may be small now: sigmoids keep their digits far out
            np.testing.assert_allclose(run.norms("x")[each][some], norms[some], **close)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_read_of_an_old_file_is_written_in_the_new_format(path: Path) -> None:
    saved = load(path)
    assert b'"format": "rnnviz/2"' in encode(saved)
    assert decode(encode(saved), path.name) == saved
