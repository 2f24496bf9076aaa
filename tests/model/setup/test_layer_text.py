"""Layers as text."""

import pytest

from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.layer_text import LayerTextError, parse_layers


@pytest.mark.parametrize(
    "text, expected",
    [
        ("lstm", (LayerChoice("lstm", hidden=5),)),
        ("rnn:3, gru:4:both", (LayerChoice("rnn", hidden=3), LayerChoice("gru", hidden=4, direction="both"))),
        ("mgu::backward,mgu:2:sum", (
            LayerChoice("mgu", hidden=5, direction="backward"), LayerChoice("mgu", "", 2, "both", "sum"),
        )),
    ],
)  # fmt: skip
def test_what_is_written_is_meant(text, expected):
    assert parse_layers(text, 5) == expected


@pytest.mark.parametrize(
    "text, says",
    [
        ("", "no cell"), ("lsmt", "lstm"), ("lstm:0", "1 to 64"), ("lstm:x", "1 to 64"), ("lstm:2:up", "forward"),
        ("lstm," * 4 + "lstm", "at most 4"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said(text, says):
    with pytest.raises(LayerTextError, match=says):
        parse_layers(text)
