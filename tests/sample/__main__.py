"""Writes the ledgers of the sample anew."""

from tests.sample.books import FOLDER, write_all
from tests.sample.company import Company

for file in write_all(Company(), FOLDER):
    print(file.name, file.stat().st_size)
