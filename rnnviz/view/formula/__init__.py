"""The strip with the formula of what is looked at, and its numbers."""
