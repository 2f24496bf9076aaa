"""A step through the story as a film: which halts, how large, and the window beside the screen that is filmed."""
