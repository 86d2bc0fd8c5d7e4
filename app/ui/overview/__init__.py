"""The audit at a glance (概況)."""
