"""Films: pictures one after the other as an animated GIF, or as MP4 where the program ffmpeg is on the path."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, ClassVar

import numpy as np
from PIL import Image

from rnnviz.io.disk import reason, write_whole
from rnnviz.io.messages import ENGLISH
from rnnviz.io.refused import FileRefusal

MOST = 400
"""Pictures of a film: Pillow puts a GIF together in the memory, a byte for every pixel."""
COLOURS = 255
"""Of a GIF; the last of 256 says that a pixel stays as it was."""
LAST = 3
"""So many times as long as the others the last picture stands: a GIF begins again at once."""
SHORTEST, LONGEST = 0.04, 10.0
"""Seconds a picture may stand. Browsers show what is shorter as slow as they like."""
RATE = 25
"""Pictures a second of an MP4: players know that one."""


class FilmError(FileRefusal):
    """Why a film cannot be made."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture, row by row, 4 bytes a pixel: blue, green, red and one that means nothing (QImage's RGB32)."""

    width: int
    height: int
    pixels: bytes

    @property
    def image(self) -> Image.Image:
        return Image.frombuffer("RGB", (self.width, self.height), self.pixels, "raw", "BGRX", 0, 1)


@dataclass(frozen=True, slots=True)
class Film:
    """So many pictures, each of which stands for some seconds. samples: one or more of them, by which the colours of a
    GIF are chosen."""

    samples: Sequence[Shot]
    frames: Iterator[Shot]
    count: int
    seconds: float


def check_film(path: Path) -> None:
    """FilmError where a film of this name cannot be made here."""
    if path.suffix.lower() not in _MAKERS:
        raise FilmError("film.name", file=path.name, known=SUFFIXES)
    if path.suffix.lower() == ".mp4" and shutil.which("ffmpeg") is None:
        raise FilmError("film.lacking", file=path.name)


def film_bytes(path: Path, film: Film) -> bytes:
    """The file of a film of this name, .gif or .mp4. FilmError."""
    check_film(path)
    return _MAKERS[path.suffix.lower()](path, film)


def write_film(path: Path, data: bytes) -> None:
    """Write the file as a whole or not at all. FilmError."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise FilmError("file.unsaved", file=path.name, reason=reason(error)) from None


def _gif(path: Path, film: Film) -> bytes:
    """The same colours for all pictures: what stays is not stored again, and nothing flickers."""
    colours, buffer = _colours(film.samples), BytesIO()
    painted = (frame.image.quantize(palette=colours, dither=Image.Dither.NONE) for frame in film.frames)
    ms = round(1000 * film.seconds)
    lasts = [ms] * (film.count - 1) + [LAST * ms]
    next(painted).save(
        buffer, "GIF", save_all=True, append_images=painted, duration=lasts, loop=0, optimize=True, disposal=1
    )
    return buffer.getvalue()


def _colours(samples: Sequence[Shot]) -> Image.Image:
    """A picture with the palette of a film: one after the other the colour that is missed most, by how far it is from
    those there are and how many pixels have it. Averages, which is what is usual, lose a few blue squares among teal
    lines, and blue means something here."""
    found = Counter[Any]()
    for sample in samples:
        found.update({colour: count for count, colour in sample.image.getcolors(sample.width * sample.height) or ()})
    colours, pixels = np.array([*found], np.int32), np.sqrt([*found.values()])
    far, chosen = np.full(len(colours), 3 * 255**2), list[int]()
    while len(chosen) < COLOURS and far.any():
        chosen.append(int(np.argmax(far * pixels)))
        far = np.minimum(far, ((colours - colours[chosen[-1]]) ** 2).sum(axis=1))
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours[chosen].astype(np.uint8).tobytes())
    return palette


def _mp4(path: Path, film: Film) -> bytes:
    with TemporaryDirectory() as folder, TemporaryFile() as said:
        out = Path(folder, "film.mp4")
        try:
            program = subprocess.Popen(_command(film, out), stdin=subprocess.PIPE, stdout=said, stderr=said)
        except OSError as error:
            raise FilmError("film.unmade", file=path.name, why=reason(error)) from None
        if _fed(program, film) or not out.exists():
            raise FilmError("film.unmade", file=path.name, why=_last_line(said))
        return out.read_bytes()


def _command(film: Film, out: Path) -> list[str]:
    """Raw pictures come through the pipe; their sides are made even, as H.264 wants them."""
    size, rate = f"{film.samples[0].width}x{film.samples[0].height}", f"1000/{round(1000 * film.seconds)}"
    return [
        str(shutil.which("ffmpeg")), "-v", "error", "-f", "rawvideo", "-pix_fmt", "bgr0", "-s", size, "-r", rate,
        "-i", "-", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p", "-r", str(RATE),
        "-movflags", "+faststart", "-y", str(out),
    ]  # fmt: skip


def _fed(program: subprocess.Popen[bytes], film: Film) -> int:
    """Give it all pictures, the last one LAST times; its exit code. Where they break off it is ended."""
    frame = film.samples[0]
    with program:
        try:
            for frame in film.frames:
                _give(program, frame)
            for _ in range(LAST - 1):
                _give(program, frame)
        except BrokenPipeError:
            pass  # it has ended, and said why
        except BaseException:
            program.kill()
            raise
        program.communicate()
    return program.returncode


def _give(program: subprocess.Popen[bytes], frame: Shot) -> None:
    if program.stdin is not None:
        program.stdin.write(frame.pixels)


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "ffmpeg"


_MAKERS: dict[str, Callable[[Path, Film], bytes]] = {".gif": _gif, ".mp4": _mp4}
SUFFIXES = tuple(_MAKERS)
