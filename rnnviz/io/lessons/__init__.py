"""Lesson files: read, checked place by place, and found by number or name."""
