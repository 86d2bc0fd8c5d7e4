"""R29: rights on both sides at once, and second posts on the other side (domain handbook §4.7, §11.6)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Hit
from app.domain.grades import Role, Severity
from app.domain.ledgers import Record
from app.domain.rules.holders import holders_of
from app.domain.rules.model import Context, Rule, row_ref
from app.domain.rules.reading import blank
from app.domain.rules.registers import Standing, parts
from app.domain.rules.sides import Side

KIND = "people"
MOST_ROWS = 20


class BothSides:
    """29a: a person holds valid accounts of systems of both sides. 29b: a second post, or the work of a seconded
    person, on the other side, which people must judge; not for the integrated operator."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = holders_of(context)
        self._told: set[str] = set()
        self._waiting: list[Standing] = []

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the posts and accounts of a person say; told once for each person. Whether an account without a number
        is the person's is known once all people were seen."""
        if self._holders.registers.has_accounts_by_name(record.values.get("person", "")):
            self._waiting.append((record, batch))
            return None
        return self._of(record, batch)

    def _of(self, record: Record, batch: str) -> Hit | None:
        values = record.values
        who = values.get("emp_no", "") or values.get("person", "")
        if not who or self._holders.gone(record):
            return None
        rights = self._rights(record)
        if len(rights) == 2 and who not in self._told:
            self._told.add(who)
            rows = (*rights[Side.GRID], *rights[Side.RETAIL])
            named = {
                "grid": _systems(rights[Side.GRID]),
                "retail": _systems(rights[Side.RETAIL]),
            }
            return self._hit(record, batch, "both_rights", named, self._context.severities["R29"], rows)
        if self._context.sides.role is Role.INTEGRATED_OPERATOR or who in self._told:
            return None
        other = self._second_post(record)
        if not other:
            return None
        self._told.add(who)
        return self._hit(record, batch, "second_post", {"post": other}, Severity.OBSERVATION, ())

    def end(self) -> Iterator[Hit]:
        """What was left open."""
        for record, batch in self._waiting:
            hit = self._of(record, batch)
            if hit is not None:
                yield hit

    def _rights(self, record: Record) -> dict[Side, list[Standing]]:
        """The valid accounts of a person by the side of their systems, portals open to all retailers excepted."""
        found: dict[Side, list[Standing]] = {}
        values = record.values
        for account, batch in self._holders.registers.accounts_of(values.get("emp_no", ""), values.get("person", "")):
            system = self._holders.system(account.values.get("system", ""))
            if system.side in (Side.GRID, Side.RETAIL) and not system.portal and self._holders.valid(account.values):
                found.setdefault(system.side, []).append((account, batch))
        return found

    def _second_post(self, record: Record) -> str:
        """The other side's post that a person has besides the own one, as the list names it; empty for none."""
        values, sides = record.values, self._holders.sides
        own = self._holders.side_of_person(record)
        if own not in (Side.GRID, Side.RETAIL):
            return ""
        across = {Side.GRID: Side.RETAIL, Side.RETAIL: Side.GRID}[own]
        named = [values.get("concurrent_company", ""), *parts(values.get("concurrent", "").replace("/", "、"))]
        for text in named:
            if blank(text):
                continue
            if sides.of_company(text) is across or (text == named[-1] and sides.of_section(text) is across):
                return text
        for name in ("seconded_from", "seconded_to"):
            if sides.of_company(values.get(name, "")) is across:
                return values[name]
        return ""

    def _hit(
        self,
        record: Record,
        batch: str,
        message: str,
        told: dict[str, str],
        severity: Severity,
        rows: tuple[Standing, ...],
    ) -> Hit:
        files = self._context.files
        refs = tuple(row_ref(each, files.get(of, "")) for each, of in ((record, batch), *rows[: MOST_ROWS - 1]))
        person = record.values.get("person", "") or record.key
        return Hit(
            rule="R29",
            severity=severity,
            subject=record.key,
            match_key=record.match_key,
            site_text=record.site,
            message=message,
            values={"key": record.key, "person": person, **told},
            rows=refs,
            partly="systems" not in self._context.kinds,
        )


def _systems(standing: list[Standing]) -> str:
    return "、".join(dict.fromkeys(record.values.get("system", "") or record.key for record, _batch in standing))


RULES = (Rule("R29", KIND, BothSides, (frozenset({"emp_no", "person"}),), beside=("accounts",)),)
