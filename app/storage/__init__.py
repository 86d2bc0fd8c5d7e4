"""The audit file: tables, unit of work, stores, upgrades."""
