"""The facts of one place of the story, forward and backward: what each line computed from what."""
