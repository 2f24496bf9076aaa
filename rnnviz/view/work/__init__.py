"""When work is done: throttled, ahead of time, or in a process beside the window."""
