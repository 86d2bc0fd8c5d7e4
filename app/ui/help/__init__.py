"""Help texts and their window."""
