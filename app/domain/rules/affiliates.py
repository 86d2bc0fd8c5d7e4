"""R20: work given to an affiliate or its subsidiary (domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

from app.domain.findings import Hit
from app.domain.grades import Role
from app.domain.rules.contract import HANDLES, KIND, Contract, singly
from app.domain.rules.holders import NO, YES
from app.domain.rules.index import Standing
from app.domain.rules.model import Rule
from app.domain.rules.reading import blank
from app.domain.rules.sides import Side, companies_in
from app.domain.rules.untested import FLAGS, unknown


def given_to_affiliate(contract: Contract) -> Hit | None:
    """R20: the contractor is an affiliate or its subsidiary, and does work of the grid or gets non-public information.
    To be checked until the exception was examined; the integrated operator is excepted."""
    holders, values = contract.holders, contract.values
    if holders.sides.role is not Role.GRID_OPERATOR or contract.side() is not Side.GRID or not contract.running():
        return None
    if contract.harmless() or not (contract.handles_data() or contract.grid_work()):
        return None
    why, parent, rows = _tie(contract)
    if not why or not blank(values.get("exception", "")):
        return None
    partly = "capital_ties" not in contract.context.kinds and not holders.has("affiliated", KIND)
    return contract.hit("R20", why, {"parent": parent}, rows=rows, partly=partly)


def _tie(contract: Contract) -> tuple[str, str, tuple[Standing, ...]]:
    """Why a contractor counts as an affiliate, through whom, and the rows that say so."""
    values, sides = contract.values, contract.holders.sides
    if sides.of_company(values.get("name", "")) is Side.RETAIL or values.get("affiliated") == YES:
        return "affiliate", values.get("parent", ""), ()
    if unknown(values.get("affiliated", ""), FLAGS):
        contract.context.untested.row("R20", contract.record, "affiliated")
    # A column of capital ties says in words what the company is to its parent: 東湾電力の連結子会社, 東湾電力グループ.
    parents = (values.get("parent", ""), *companies_in(values.get("parent", "")))
    parent = next((name for name in parents if sides.of_company(name) is Side.RETAIL), "")
    if parent and values.get("affiliated") != NO:
        return "subsidiary", parent, ()
    rows: list[Standing] = []
    registers = contract.holders.registers
    first = registers.company(values.get("name", ""))
    seen, above = {first}, [first] if first else []
    while above:
        # Up through the holders of shares. What the organisation itself holds is its own, whoever holds that.
        company = above.pop(0)
        for record, batch in registers.ties.all(company):
            tie = record.values
            holder = tie.get("parent", "")
            rows.append((record, batch))
            if tie.get("relation") == "特定関係事業者":
                return "affiliate", holder, tuple(rows)
            if tie.get("relation") == "なし":
                continue
            if sides.of_company(holder) is Side.RETAIL:
                return "subsidiary", holder, tuple(rows)
            key = registers.company(holder)
            if key and key not in seen and sides.of_company(holder) is not Side.GRID:
                seen.add(key)
                above.append(key)
    return "", "", ()


RULES = (
    Rule(
        "R20",
        KIND,
        singly(given_to_affiliate),
        (frozenset({"name"}),),
        sharper=("work", HANDLES),
        other_side=True,
        lists=("capital_ties",),
    ),
)
