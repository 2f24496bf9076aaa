"""Equations and gradients as a textbook prints them, with and without numbers."""
