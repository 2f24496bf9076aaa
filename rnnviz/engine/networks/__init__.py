"""Layers, directions, a read-out and a loss put together."""
