"""Documents, foreign sequences and the list of recent files. Every reader refuses with one sentence."""
