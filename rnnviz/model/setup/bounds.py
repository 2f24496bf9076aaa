"""Bounds of the numbers that are chosen with a knob or a field; both ends are allowed."""

from __future__ import annotations

MAX_HIDDEN = 64
GAIN = (0.0, 4.0)
KEEP_BIAS = (-4.0, 6.0)
INPUT_SCALE = (0.01, 10.0)
SEED = (0, 999_999)
TEMPERATURE = (0.0, 2.0)
PRECISIONS = ("float64", "float32")
