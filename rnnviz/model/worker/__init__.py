"""Work that takes longer than a frame: what jobs there are, and the process beside the window that does them."""
