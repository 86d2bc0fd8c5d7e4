"""R12 and R15: rights that the standard of rights does not allow (domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.findings import Hit
from app.domain.grades import Severity
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key, parts
from app.domain.rules.account import KIND, Account, desk_of
from app.domain.rules.holders import SENSITIVE, YES, Holders, holders_of, names_in
from app.domain.rules.index import Standing, lies_within, name_key
from app.domain.rules.model import Context, Judge, OfSubject, Rule
from app.domain.rules.reading import blank
from app.domain.rules.sides import Side
from app.domain.rules.untested import FLAGS, unknown


class Standards:
    """The standard of rights, asked once for each system, rights and place of the holder.

    A cell may name several rights (参照・更新), or one whose name reads so: its row is about the right that the whole
    cell is, and about each of its parts.
    """

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        self._key = holders.system_key
        self._by_right: dict[tuple[str, str], list[Standing]] = {}
        self._by_part: dict[tuple[str, str], list[Standing]] = {}
        self._systems: set[str] = set()
        for standing in holders.registers.role_standards:
            values = standing[0].values
            if blank(values.get("role", "")):
                continue
            system = self._key(values.get("system", ""))
            self._systems.add(system)
            whole, *others = dict.fromkeys(map(match_key, names_in(values.get("role", ""))))
            self._by_right.setdefault((system, whole), []).append(standing)
            for part in others:
                self._by_part.setdefault((system, part), []).append(standing)
            if unknown(values.get("allowed", ""), FLAGS):
                for rule in ("R12", "R15"):
                    holders.context.untested.row(rule, standing[0], "allowed")
        self._beyond: dict[tuple[str, str, tuple[str, str, str]], tuple[str, ...]] = {}

    def speaks_of(self, system: str) -> bool:
        """Whether the standard says anything of a system."""
        return self._key(system) in self._systems or "" in self._systems

    def of_right(self, system: str, right: str) -> list[Standing]:
        """The rows for a right in a system, those that are about nothing else first."""
        return [*self._rows(self._by_right, system, right), *self._rows(self._by_part, system, right)]

    def _rows(self, by: Mapping[tuple[str, str], list[Standing]], system: str, right: str) -> list[Standing]:
        found = by.get((self._key(system), match_key(right)), [])
        return [*found, *(by.get(("", match_key(right)), []) if system else [])]

    def beyond(self, system: str, rights: str, where: tuple[str, str, str]) -> tuple[str, ...]:
        """Those of the rights that somebody of that company, section and post may not hold."""
        asked = (system, rights, where)
        found = self._beyond.get(asked)
        if found is None:
            who = dict(zip(("company", "department", "post"), where, strict=True))
            found = tuple(right for right in parts(rights) if not self._allows(system, right, who))
            self._beyond[asked] = found
        return found

    def _allows(self, system: str, right: str, who: Mapping[str, str]) -> bool:
        """Whether somebody may hold the right, or the standard does not say so in a word that is understood; a refusal
        wins."""
        meant = [record for record, _batch in self.of_right(system, right) if self._meant(record, who)]
        return bool(meant) and not any(record.values.get("allowed") == "無" for record in meant)

    def shown(self, system: str, rights: tuple[str, ...]) -> list[Standing]:
        """One row for each name that the standard has for the system, one that refuses first: findings name a row by
        its system, and thrice the same name tells no more than once."""
        rows = [standing for right in rights for standing in self.of_right(system, right)]
        rows.sort(key=lambda standing: standing[0].values.get("allowed") != "無")
        return list({record.key: (record, batch) for record, batch in reversed(rows)}.values())[::-1]

    def sensitive(self, system: str, right: str) -> bool:
        """Whether a right shows what is not public: as the standard says, or by its name. Of several rights in one row
        that does not tell which of them does; a row of its own tells it."""
        rows = self._rows(self._by_right, system, right) or self._rows(self._by_part, system, right)
        said = any(record.values.get("sensitive") == YES for record, _batch in rows)
        return said or SENSITIVE.search(right) is not None

    def _meant(self, standard: Record, who: Mapping[str, str]) -> bool:
        """Whether a row of the standard is about somebody. A section is meant with all below it."""
        company_of = self._holders.registers.company
        company = company_of(standard.values.get("company", ""))
        if company and company != company_of(who["company"]):
            return False
        section = self._holders.section_key(standard.values.get("department", ""))
        if section and not self._holders.in_section(who["department"], section):
            return False
        post = name_key(standard.values.get("post", ""))
        return not post or lies_within(who["post"], post, name_key)


class Rights:
    """What both rules ask: the rights of an account that the standard does not allow."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._holders = holders_of(context)
        self._last: tuple[Account, tuple[str, ...]] | None = None
        self._transfers_judged = "people" in context.kinds
        self.standards = Standards(self._holders)

    def kept(self, account: Account) -> Hit | None:
        """R12: rights kept after a transfer that the section now may not have."""
        beyond = self._beyond(account)
        return self._transfer(account, account.posts, beyond) if beyond else None

    def too_many(self, account: Account) -> Hit | None:
        """R15: rights beyond the standard, but for those that R12 tells."""
        beyond = self._beyond(account)
        if not beyond or (self._transfers_judged and self._transfer(account, account.posts, beyond) is not None):
            return None
        system = account.values.get("system", "")
        grave = [right for right in beyond if self.standards.sensitive(system, right)]
        told = {"right": "、".join(grave or beyond), "section": account.where()[1]}
        severity = account.context.severities["R15"] if grave else Severity.IMPROVEMENT
        rows = (*account.posts[:1], *self.standards.shown(system, beyond))
        return account.hit("R15", "sensitive" if grave else "beyond", told, severity, rows)

    def _beyond(self, account: Account) -> tuple[str, ...]:
        if self._last is None or self._last[0] is not account:
            get = account.values.get
            system, rights = get("system", ""), get("role", "")
            found: tuple[str, ...] = ()
            if rights and self.standards.speaks_of(system):
                found = self.standards.beyond(system, rights, account.where())
            self._last = (account, found)
        return self._last[1]

    def _transfer(self, account: Account, posts: list[Standing], beyond: tuple[str, ...]) -> Hit | None:
        """The hit of R12: the right was proper to the section before."""
        for record, batch in posts[:1]:
            person = record.values
            former = person.get("previous_department", "") or person.get("previous_company", "")
            moved = self._holders.moved(record)
            granted = account.granted
            if not former or moved is None or (granted is not None and granted >= moved):
                return None
            before = self._holders.sides.of(
                person.get("previous_company", "") or person.get("company", ""), person.get("previous_department", "")
            )
            now = self._holders.side_of_person(record)
            across = {before, now} == {Side.GRID, Side.RETAIL}
            told = {
                "right": "、".join(beyond),
                "section": person.get("department", ""),
                "former": former,
                "date": moved.isoformat(),
            }
            severity = account.context.severities["R12"] if across else Severity.IMPROVEMENT
            return account.hit("R12", "across" if across else "kept", told, severity, ((record, batch),))
        return None


def _rights_of(context: Context) -> Rights:
    memory = context.registers.memory
    found = memory.get("rights")
    if not isinstance(found, Rights) or found.context is not context:
        found = memory["rights"] = Rights(context)
    return found


def _kept(context: Context) -> Judge:
    return OfSubject(desk_of(context).lay, _rights_of(context).kept)


def _too_many(context: Context) -> Judge:
    return OfSubject(desk_of(context).lay, _rights_of(context).too_many)


RULES = (
    Rule("R12", KIND, _kept, (frozenset({"role"}), frozenset({"emp_no", "person"}))),
    Rule("R15", KIND, _too_many, (frozenset({"role"}),)),
)
