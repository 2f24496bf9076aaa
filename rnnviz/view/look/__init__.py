"""Colours, type, line widths, icons, and the shield around what Qt calls."""
