"""Two companies that the sample does not know: all is read, no rule misfires, and no defect is missed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.domain.findings import Finding, Source
from app.services import auditing, findings, ledgers, site_offers
from app.services.ledger_ports import NEW_SITE
from app.services.ledgers import ImportResult
from app.services.ports import Desk
from tests.desk import new_world
from tests.other_company.books import ORDER, Books
from tests.other_company.company import Company
from tests.other_company.defects import Defects
from tests.other_company.operators import HOKURYO, MINAMI, Operator


@dataclass
class Audited:
    """An audit with all ledgers of a company, what their import said, and what the rules found."""

    desk: Desk
    company: Company
    books: Books
    folder: Path
    results: dict[str, ImportResult]

    def found(self) -> tuple[Finding, ...]:
        """The findings of the rules that are not resolved."""
        return findings.listing(self.desk, source=Source.RULES)

    def take_in(self, kind: str) -> ImportResult:
        """Import a ledger as it lies in the folder, the offices of the list being those of the audit."""
        path = self.folder / self.books.files[kind]
        if kind != "sites" or kind in self.results:
            return ledgers.import_batch(self.desk, kind, path)
        choices = ledgers.chosen_before(ledgers.look(self.desk, kind, path))
        offices = {office[1]: NEW_SITE for office in self.company.operator.offices}
        choices = replace(choices, offices=offices)
        result = ledgers.import_batch(self.desk, kind, path, choices)
        site_offers.take(self.desk, result.site_offers)
        return result


@contextmanager
def audited(operator: Operator, folder: Path) -> Iterator[tuple[Audited, Defects]]:
    """An audit of the company with its defects."""
    company = Company(operator)
    defects = Defects(company)
    new = auditing.NewAudit(
        organisation=operator.name,
        role=operator.role,
        period="2026年度上期",
        as_of=operator.as_of,
        affiliates=operator.affiliates,
    )
    desk = auditing.create(new_world(), folder / "audit.shadan", new)
    made = Audited(desk, company, Books(company, folder), folder, {})
    try:
        for kind in ORDER:
            made.results[kind] = made.take_in(kind)
        yield made, defects
    finally:
        desk.file.close()


@pytest.mark.parametrize("operator", [HOKURYO, MINAMI], ids=["grid operator", "integrated operator"])
def test_every_planted_row_is_found_and_no_other(operator: Operator, tmp_path: Path) -> None:
    """What is in order stands between the defects: everything that looks like one and is none."""
    with audited(operator, tmp_path) as (made, defects):
        for kind, result in made.results.items():
            rows = result.rows
            assert rows.added == len(made.company.kinds[kind]), kind
            assert rows.read == rows.added + rows.changed + rows.unchanged + rows.rejected + rows.skipped, kind
        assert findings.rules_not_run(made.desk) == ()
        places = made.books.places
        planted = {(rule, *places[mark]) for rule, mark in defects.found}
        told = planted | {(rule, *places[mark]) for rule, mark in defects.told}
        found = {f.id: {(f.rule, r.file, r.sheet, r.row) for r in f.rows} for f in made.found()}
        assert sorted(planted - set().union(*found.values())) == []
        assert [(i, sorted(rows)) for i, rows in found.items() if not rows & told] == []
        again = made.take_in("systems").rows
        assert (again.added, again.changed, again.gone) == (0, 0, 0)
        assert {f.id for f in made.found()} == found.keys()


def test_rules_are_planted_for_either_operator() -> None:
    """All but those that cannot be met: R20 and the double posts do not apply to the integrated operator."""
    every = {f"R{n:02}" for n in range(1, 35)}
    assert {rule for rule, _ in Defects(Company(HOKURYO)).found} == every
    assert {rule for rule, _ in Defects(Company(MINAMI)).found} == every - {"R20"}
