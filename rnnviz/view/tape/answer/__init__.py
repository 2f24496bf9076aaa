"""The rows of the tape below the cell's own: answers, targets, losses, and those of the twin."""
