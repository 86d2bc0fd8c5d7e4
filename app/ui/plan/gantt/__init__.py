"""The timeline of the plan (工程表): drawn, moved by mouse and keys, and told as a table."""
