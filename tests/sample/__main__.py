"""Writes the ledgers of the sample anew."""

from app.formats.sample import stored_as
from tests.sample.books import FOLDER, NAMES, write_all
from tests.sample.company import Company

KINDS = {name: kind for kind, name in NAMES.items()}

for file in write_all(Company(), FOLDER):
    stored = file.replace(FOLDER / stored_as(KINDS[file.name], file.name))
    print(stored.name, stored.stat().st_size)
