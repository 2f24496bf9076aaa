"""Films: what is put in comes out again, as long as it was to stand; and what cannot be made is said."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from rnnviz.io.written.film import LAST, Film, FilmError, Shot, check_film, film_bytes, write_film

COLOURS = [(230, 20, 40), (20, 200, 60), (40, 60, 240), (250, 250, 250)]
SIZE = 31, 20
FFMPEG = """#!{python}
import pathlib, sys
data = sys.stdin.buffer.read()
print(*sys.argv[1:], sep="\\n")
if {fails}:
    sys.exit("no such encoder")
pathlib.Path(sys.argv[-1]).write_bytes(str(len(data)).encode())
"""


def frame(number: int) -> Shot:
    """A ground that stays, with a square in it that moves and changes its colour."""
    pixels = np.full((SIZE[1], SIZE[0], 4), 77, np.uint8)
    pixels[5:9, number : number + 6, :3] = COLOURS[number % 4][::-1]
    return Shot(*SIZE, pixels.tobytes())


def film(count: int, seconds: float = 0.5) -> Film:
    return Film([frame(n) for n in range(4)], map(frame, range(count)), count, seconds)


def test_a_gif_shows_what_was_put_in(tmp_path: Path) -> None:
    path = tmp_path / "a.GIF"
    write_film(path, film_bytes(path, film(7)))
    with Image.open(path) as found:
        assert found.size == SIZE and found.info["loop"] == 0 and found.n_frames == 7
        lasts = []
        for number, shown in enumerate(ImageSequence.Iterator(found)):
            lasts.append(shown.info["duration"])
            np.testing.assert_allclose(np.array(shown.convert("RGB"), int), np.array(frame(number).image), atol=4)
    assert lasts == [500] * 6 + [500 * LAST]


@pytest.fixture
def ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program of that name on the path, which writes how many bytes it got."""
    program = tmp_path / "bin" / "ffmpeg"
    program.parent.mkdir()
    program.write_text(FFMPEG.format(python=sys.executable, fails=False), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))
    yield program


def test_a_program_on_the_path_gets_every_picture(ffmpeg: Path) -> None:
    assert int(film_bytes(Path("a.mp4"), film(5))) == (5 + LAST - 1) * SIZE[0] * SIZE[1] * 4


def test_what_the_program_says_is_said(ffmpeg: Path) -> None:
    ffmpeg.write_text(FFMPEG.format(python=sys.executable, fails=True), encoding="utf-8")
    with pytest.raises(FilmError, match=r"a\.mp4: the film could not be made, because no such encoder"):
        film_bytes(Path("a.mp4"), film(2))


def test_what_cannot_be_made_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FilmError, match="needs the program ffmpeg"):
        check_film(Path("a.mp4"))
    with pytest.raises(FilmError, match=r"ends in \.gif, \.mp4"):
        check_film(Path("a.avi"))
    with pytest.raises(FilmError, match="cannot be saved"):
        write_film(tmp_path / "no" / "a.gif", b"")
