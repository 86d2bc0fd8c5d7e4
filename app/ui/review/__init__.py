"""Review by a second person, approval and seal in the window."""
