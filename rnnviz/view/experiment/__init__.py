"""Knobs, holds, loss and layers: what the user changes."""
