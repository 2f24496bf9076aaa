"""When work is done: throttled, in turns, or beside the window by the worker."""
