"""Boxes of the cell with the values in them."""
