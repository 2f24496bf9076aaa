"""The page "What is flat, what gets through?": slopes left, units by time, two units on their way, open gates."""
