"""What a run gives away as tables of numbers."""
