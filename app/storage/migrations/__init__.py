"""Steps from one format to the next (Alembic); imported only when an older file is opened."""
