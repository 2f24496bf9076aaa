"""The place Compare: two to four cells on one sequence, their stages, their gradients on one axis, their numbers."""
