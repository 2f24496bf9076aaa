"""Sequences opened from files and the clipboard: what was understood of a table is shown and chosen from."""
