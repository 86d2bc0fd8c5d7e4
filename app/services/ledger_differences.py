"""What a new file of a ledger changed, in sentences that can stand in a report: one table of facts for each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from app.domain.rules.sides import Side, Sides
from app.services.ledger_parts import Parts
from app.services.ports import RecordChange

Translate = Callable[[str], str]
Values = Mapping[str, str]
_NAMED = frozenset({"to_retail", "to_shared"})
_MOST_NAMED = 10
Fact = Callable[[Values, Values], bool]
"""Whether a changed record shows the fact, by its values before and after."""


def sentences(
    kind: str,
    counts: Mapping[str, int],
    changes: Callable[[], Iterable[RecordChange]],
    sides: Callable[[], Sides],
    translate: Translate,
    had: Collection[str] | None = None,
) -> tuple[str, ...]:
    """How many records came, went and changed (`counts`: added, gone, changed), and what the changes are.

    `had` are the fields of which an earlier file has a column, None where that is not known: what no file told before
    may have been so all along, and what is told of it now is filled in.

    Each changed record is counted once, under the first fact that it shows or among the rest, so that the parts add up
    to all changes; what else records show is told after them.

    `changes` are the changed records, `sides` who belongs where; both are asked for only where something has changed.
    """
    _ = translate
    told = {name: f"{counts[name]:,}" for name in ("added", "gone", "changed")}
    first = _opening(kind, translate).format(**told)
    if not counts["changed"]:
        return (first,)
    found: Counter[str] = Counter()
    further: Counter[str] = Counter()
    moved: list[str] = []
    facts = _facts(kind, sides)
    for change in changes():
        before, after = change.before or {}, change.after or {}
        # What no file could tell before shows nothing but itself.
        events = after if had is None else {name: t for name, t in after.items() if name in had or name in before}
        shown = [name for name, shows in facts.items() if shows(before, events)]
        if not shown and _filled(before, after):
            shown = ["filled"]
        found.update(shown[:1])
        further.update(shown[1:])
        if _NAMED.intersection(shown):
            moved.append(change.key)
    words = {**_words(translate), **(_words_of_rooms(translate) if kind == "rooms" else {})}
    phrases, others = (
        [words[name].format(count=f"{counted[name]:,}") for name in (*facts, "filled") if counted[name]]
        for counted in (found, further)
    )
    if not phrases:
        return (first,)
    if rest := counts["changed"] - found.total():
        phrases.append(_rest(kind, translate).format(count=f"{rest:,}"))
    said = [first, _("The changes are: {facts}.").format(facts=_(", ").join(phrases))]
    if others:
        said.append(_("Some of these changed in another way as well: {facts}.").format(facts=_(", ").join(others)))
    return (*said, _named(moved, translate)) if moved else tuple(said)


def kept(kind: str, parts: Parts, translate: Translate) -> str:
    """That records which a file lacks stay as those of other files; where nobody knows whether they are, that too."""
    _ = translate
    what = counted(kind, parts.kept, translate)
    if not parts.doubtful:
        return _("Kept from before as those of other files: {what}.").format(what=what)
    return _(
        "Not in this file, but kept from before: {what}. Whether the file is a newer version of the ledger or another "
        "part of it cannot be told from the records in both ({met})."
    ).format(what=what, met=f"{parts.met:,}")


def counted(kind: str, count: int, translate: Translate) -> str:
    """So many records of a ledger, in the word for counting them."""
    _ = translate
    if kind == "terminals":
        words = _("{count} terminals")
    elif kind in ("people", "external_registrants"):
        words = _("{count} people")
    elif kind in ("contractors", "capital_ties"):
        words = _("{count} companies")
    else:
        words = _("{count} records")
    return words.format(count=f"{count:,}")


def _named(keys: Sequence[str], translate: Translate) -> str:
    """The records that have come to where the other side is, or may be, by their numbers."""
    _ = translate
    told, more = _(", ").join(keys[:_MOST_NAMED]), len(keys) - _MOST_NAMED
    if more > 0:
        return _("No longer on the network's side alone: {keys}, and {count} more.").format(
            keys=told, count=f"{more:,}"
        )
    return _("No longer on the network's side alone: {keys}.").format(keys=told)


def _opening(kind: str, translate: Translate) -> str:
    _ = translate
    if kind == "terminals":
        return _("Since the last import: {added} more terminals, {gone} fewer, {changed} changed.")
    if kind in ("people", "external_registrants"):
        return _("Since the last import: {added} more people, {gone} fewer, {changed} changed.")
    if kind in ("contractors", "capital_ties"):
        return _("Since the last import: {added} more companies, {gone} fewer, {changed} changed.")
    if kind == "sites":
        return _("Since the last import: {added} more sites, {gone} fewer, {changed} changed.")
    return _("Since the last import: {added} more, {gone} fewer, {changed} changed.")


def _rest(kind: str, translate: Translate) -> str:
    """Changed records that show none of the facts, in the counter of the ledger."""
    _ = translate
    if kind == "terminals":
        return _("{count} terminals changed otherwise")
    if kind in ("people", "external_registrants"):
        return _("{count} people changed otherwise")
    if kind in ("contractors", "capital_ties"):
        return _("{count} companies changed otherwise")
    if kind == "sites":
        return _("{count} sites changed otherwise")
    return _("{count} changed otherwise")


def _words(translate: Translate) -> dict[str, str]:
    _ = translate
    return {
        "to_retail": _("{count} moved to a room of the affiliate's side"),
        "to_shared": _("{count} moved to a shared room"),
        "to_grid": _("{count} moved to a room of the network's side"),
        "elsewhere": _("{count} moved to another place"),
        "handed": _("{count} with another user"),
        "given_back": _("{count} given back or disposed of"),
        "revoked": _("{count} revoked"),
        "valid_again": _("{count} valid again"),
        "rights": _("{count} with other rights"),
        "holder": _("{count} with another holder"),
        "transferred": _("{count} people transferred"),
        "left": _("{count} people left"),
        "ended": _("contracts ended: {count}"),
        "prolonged": _("{count} with another end of the contract"),
        "principal": _("{count} with another principal"),
        "subcontracted": _("{count} newly subcontracted"),
        "separation": _("{count} split in another way"),
        "owner": _("{count} with another owner"),
        "cohabitant": _("{count} with other companies in the building"),
        "entrants": _("{count} with other entrants"),
        "closed": _("{count} ended or closed"),
        "filled": _("{count} with something filled in that was not told before"),
    }


def _words_of_rooms(translate: Translate) -> dict[str, str]:
    """A room is not moved; it is given to somebody else."""
    _ = translate
    return {
        "to_retail": _("now rooms of the affiliate's side: {count}"),
        "to_shared": _("now shared rooms: {count}"),
        "to_grid": _("now rooms of the network's side: {count}"),
    }


def _facts(kind: str, sides: Callable[[], Sides]) -> dict[str, Fact]:
    """The facts of a kind, in the order in which they are told."""
    if kind in ("terminals", "rooms"):
        known = sides()
        elsewhere = _differs("site", "place")

        def moved_to(side: Side) -> Fact:
            def moved(before: Values, after: Values) -> bool:
                now = known.of_room(after.get("zone", ""), after.get("place", "") or after.get("room", ""))
                then = known.of_room(before.get("zone", ""), before.get("place", "") or before.get("room", ""))
                # Where it was before must be known: a zone that is filled in moves nothing.
                return now is side and then is not side and (then is not Side.UNKNOWN or elsewhere(before, after))

            return moved

        moves = {
            "to_retail": moved_to(Side.RETAIL),
            "to_shared": moved_to(Side.SHARED),
            "to_grid": moved_to(Side.GRID),
        }
        if kind == "rooms":
            return {**moves, "entrants": _either(_differs("person", "emp_no", "company"), _was("entrants"))}
        side_changed = _either(*moves.values())

        def on_its_side(before: Values, after: Values) -> bool:
            return elsewhere(before, after) and not side_changed(before, after)

        return {
            **moves,
            "elsewhere": on_its_side,
            "handed": _differs("user", "user_company"),
            "given_back": _either(_set("returned", "disposed"), _becomes("status", *_GIVEN_BACK)),
        }
    return dict(_FACTS.get(kind, {}))


def _differs(*fields: str) -> Fact:
    """One value in the place of another: what was empty before is filled in, and what is empty now is told no more."""
    return lambda before, after: any((now := after.get(f)) and before.get(f, now) not in ("", now) for f in fields)


def _was(field: str) -> Fact:
    """A list of names that was told before and is another one now; nobody may be left on it."""
    return lambda before, after: before.get(field, "") not in ("", after.get(field, ""))


def _filled(before: Values, after: Values) -> bool:
    """Whether something is told now that was not told before, and nothing else differs."""
    changed = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    return bool(changed) and not any(before.get(name) for name in changed)


def _set(*fields: str) -> Fact:
    return lambda before, after: any(after.get(f, "") and not before.get(f, "") for f in fields)


def _becomes(field: str, *words: str) -> Fact:
    return lambda before, after: after.get(field, "") in words and before.get(field, "") not in words


def _either(*facts: Fact) -> Fact:
    return lambda before, after: any(fact(before, after) for fact in facts)


_GIVEN_BACK = ("返却済", "廃棄済")
_INVALID = ("停止", "ロック", "削除")
_FACTS: Mapping[str, Mapping[str, Fact]] = {
    "accounts": {
        "revoked": _either(_set("revoked"), _becomes("status", *_INVALID)),
        "valid_again": lambda before, after: before.get("status") in _INVALID and after.get("status") == "有効",
        "rights": _differs("role"),
        "holder": _differs("person", "emp_no"),
    },
    "people": {
        "transferred": _differs("company", "department"),
        "left": _either(_set("left"), _becomes("status", "退職")),
    },
    "contractors": {
        "ended": _set("ended"),
        "prolonged": _differs("contract_end"),
        "principal": _differs("principal"),
        "subcontracted": _either(_set("subcontractor"), _becomes("subcontracted", "有")),
    },
    "systems": {"separation": _differs("separation"), "owner": _differs("owner_company", "owner_department")},
    "sites": {"cohabitant": _was("cohabitant")},
    "exceptions": {"closed": _set("closed", "ends")},
    "disasters": {"closed": _set("lifted")},
}  # fmt: skip
