"""Runs kept by name with the document: taken, shown again, put beside, or the ghost of what is on the stage."""
