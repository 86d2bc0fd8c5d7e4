"""R29: rights on both sides at once, and second posts on the other side (domain handbook §4.7, §11.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.findings import Hit, RowRef
from app.domain.grades import Role, Severity
from app.domain.ledgers import Record
from app.domain.ledgers.values import parts
from app.domain.rules.holders import holders_of
from app.domain.rules.index import Standing
from app.domain.rules.kept import Held
from app.domain.rules.model import Context, Rule
from app.domain.rules.reading import blank
from app.domain.rules.sides import Side
from app.domain.rules.subject import hit_of

KIND = "people"
_IN_CHARGE = re.compile(r"役員|取締役|執行役|監査役|理事|(?<![係班組])長$|長[代補]|マネージャ|統括|責任者")


class BothSides:
    """29a: a person holds valid accounts of systems of both sides. 29b: a second post, or the work of a seconded
    person, on the other side, which people must judge; not for the integrated operator.

    A secondment alone is no second post: the handbook asks for a combination that may touch the ban, which is one on
    officers and on those in charge, and wants no alarm for secondments as such (§11.6 on R02). What a seconded person
    may see all the same, 29a tells.

    A person is judged once, by all posts, when the whole list is there.
    """

    blind = True

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = holders_of(context)

    def see(self, record: Record, batch: str) -> Hit | None:
        """One post alone says nothing."""
        return None

    def end(self) -> Iterator[Hit]:
        """What the posts and accounts of each person say."""
        judge_posts = self._context.sides.role is not Role.INTEGRATED_OPERATOR
        for posts in self._holders.registers.people.everybody():
            serving = [each for each in posts if not self._holders.gone(each[0])]
            if not serving:
                continue
            rights = self._rights(serving[0][0])
            if len(rights) == 2:
                told = {side.value: _systems(rights[side]) for side in (Side.GRID, Side.RETAIL)}
                files = self._context.files
                refs = tuple(held.ref(files) for side in (Side.GRID, Side.RETAIL) for held in rights[side])
                severity = self._context.severities["R29"]
                yield self._hit(serving[0], "both_rights", told, severity, refs)
            elif judge_posts and (other := self._other_post(serving)):
                yield self._hit(serving[0], "second_post", {"post": other}, Severity.OBSERVATION, ())

    def _rights(self, record: Record) -> dict[Side, list[Held]]:
        """The valid accounts of a person by the side of their systems; not those that retailers use in their own
        right, nor accounts for disasters that an activation covers."""
        values, holders = record.values, self._holders
        accounts = holders.registers.accounts_of(values.get("emp_no", ""), values.get("person", ""))
        if len(accounts) < 2:
            return {}
        found: dict[Side, list[Held]] = {}
        for held in accounts:
            side = holders.side_of_right(held)
            if side is not Side.UNKNOWN:
                found.setdefault(side, []).append(held)
        return found

    def _other_post(self, posts: list[Standing]) -> str:
        """The post on the other side that somebody has besides the main one: as a row of its own, or named in one."""
        sides = {self._holders.side_of_person(each[0]) for each in posts}
        if sides >= {Side.GRID, Side.RETAIL}:
            main = self._holders.side_of_person(posts[0][0])
            other = next(each[0].values for each in posts if self._holders.side_of_person(each[0]) is not main)
            return other.get("company", "") or other.get("department", "")
        return next(filter(None, (self._second_post(each[0]) for each in posts)), "")

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
        # A secondment alone is no double post; the ban is on officers and on those in charge.
        for name in ("seconded_from", "seconded_to") if _IN_CHARGE.search(values.get("post", "")) else ():
            if sides.of_company(values.get(name, "")) is across:
                return values[name]
        return ""

    def _hit(
        self, main: Standing, message: str, told: dict[str, str], severity: Severity, accounts: tuple[RowRef, ...]
    ) -> Hit:
        named = {"person": main[0].values.get("person", "") or main[0].key, **told}
        partly = "systems" not in self._context.kinds
        return hit_of("R29", message, main, self._context, named, severity, accounts, partly)


def _systems(accounts: list[Held]) -> str:
    return "、".join(dict.fromkeys(held.system or held.key for held in accounts))


RULES = (
    Rule(
        "R29",
        KIND,
        BothSides,
        (frozenset({"emp_no", "person"}),),
        beside=("accounts",),
        other_side=True,
        lists=("systems",),
    ),
)
