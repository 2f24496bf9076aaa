"""What a read-out says at every step, what would have been right, and what that costs."""
