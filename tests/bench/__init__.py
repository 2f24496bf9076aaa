"""Ratios measured side by side in one run; nothing here asserts on seconds."""
