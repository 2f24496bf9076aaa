"""Cells side by side: which go together, what they share, and what can truly be said of their gradients."""
