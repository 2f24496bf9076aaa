"""Numbers as they are printed, rounded and scaled for an axis."""
