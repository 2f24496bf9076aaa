"""The tape: every step of the sequence side by side."""

from rnnviz.view.tape.widget import Tape

__all__ = ["Tape"]
