"""Report models to bytes."""
