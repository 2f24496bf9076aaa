"""The present run as a program of its own, plain NumPy with forward and backward written out, or PyTorch; and back."""
