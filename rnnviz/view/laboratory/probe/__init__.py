"""The page "What does a small change do?": one number is moved, and followed forward beside the gradient."""
