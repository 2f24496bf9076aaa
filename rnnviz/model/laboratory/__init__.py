"""What the laboratory changes in a setup."""
