"""The frozen record of everything that determines the run of one cell."""
