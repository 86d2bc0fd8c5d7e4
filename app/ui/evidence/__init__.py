"""Evidence in the window: looked at, brought in by drop and paste, used at many places, kept in a register."""
