"""Lessons: pages that set the scene, ask, and fill their texts with the numbers of the run."""
