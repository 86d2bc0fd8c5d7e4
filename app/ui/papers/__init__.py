"""書面: papers that are handed out, signed and scanned back."""
