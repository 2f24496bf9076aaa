"""What the Help menu shows: the keys, the check of the gradients, and what this program is."""
