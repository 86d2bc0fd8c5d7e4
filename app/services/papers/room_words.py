"""How the results of a floor-walk sheet are told, in the window and on the command line."""

from __future__ import annotations

from app.domain.room_walks import Line, Look, Replaced, Seen, Since
from app.services.papers.listing import Translate
from app.services.papers.rooms import Entered, RoomSheet
from app.services.papers.words import printing_words, signers


def seen_words(translate: Translate) -> dict[Seen, str]:
    """What became of a terminal, as the columns of the sheet are headed."""
    _ = translate
    return {Seen.THERE: _("There"), Seen.MISSING: _("Missing"), Seen.ELSEWHERE: _("Elsewhere")}


def since(line: Line, translate: Translate) -> str:
    """What the ledger says of a terminal since the sheet was printed; empty where it says the same."""
    _ = translate
    if line.since is Since.MOVED:
        return _("in the ledger of today: {room}").format(room=line.now)
    return {
        Since.SAME: "",
        Since.ADDED: _("added to the ledger since; not on the paper"),
        Since.CHANGED: _("changed in the ledger since"),
        Since.GONE: _("no longer in use by the ledger of today"),
    }[line.since]


def changed(sheet: RoomSheet, translate: Translate) -> str:
    """Whether the terminals shown are those that were printed, and how many differ from the ledger of today."""
    _ = translate
    if not sheet.kept:
        return _(
            "An earlier version of the program did not keep the terminals of this sheet: those of today are shown. "
            "Compare them with the paper."
        )
    if not sheet.changed:
        return ""
    said = _("Shown as printed. Since then the ledger has changed for this number of terminals: {count}.")
    return said.format(count=f"{len(sheet.changed):,}")


_MOST = 10
"""So many terminals are told of what is replaced; the rest is counted."""


def replaced_words(found: Replaced, translate: Translate) -> tuple[str, ...]:
    """What of an earlier entry is replaced and what falls away, a line for each."""
    _ = translate
    facts = {
        "day": _("Day of the walk"),
        "auditor": _("Auditor"),
        "witness": _("Witness"),
        "remark": _("Remark on the room"),
    }
    changed = _("{what}: {before} → {after}")
    lines = [
        changed.format(what=old.key, before=_result(old, translate), after=_result(new, translate))
        for old, new in found.looks
    ]
    dropped = _("{what}: {before} falls away")
    lines += [dropped.format(what=look.key, before=_result(look, translate)) for look in found.dropped]
    away = _("not on the sheet: {what} falls away")
    lines += [away.format(what=" ".join(filter(None, row.texts))) for row in found.gone]
    more = len(lines) - _MOST
    told = lines[:_MOST] + ([_("and {count} more").format(count=f"{more:,}")] if more > 0 else [])
    told += [
        changed.format(what=facts[name], before=before or _("(empty)"), after=after or _("(empty)"))
        for name, before, after in found.facts
    ]
    return tuple(told)


def _result(look: Look, translate: Translate) -> str:
    _ = translate
    parts = (seen_words(translate)[look.seen], look.where, look.condition, look.remark)
    return _(", ").join(filter(None, parts))


def summary(entered: Entered, translate: Translate) -> tuple[str, ...]:
    """What was entered, what came of it and what is still to be done, in sentences."""
    _ = translate
    walk = entered.walk
    said = _("Results entered: {paper}. There: {there}; missing: {missing}; elsewhere: {elsewhere}; not on it: {more}.")
    told = [
        said.format(
            paper=printing_words(entered.printing, translate),
            there=walk.count(Seen.THERE),
            missing=walk.count(Seen.MISSING),
            elsewhere=walk.count(Seen.ELSEWHERE),
            more=len(walk.unlisted),
        )
    ]
    if entered.replaced:
        told.append(_("In place of what was entered before:"))
        told += [f"  {line}" for line in replaced_words(entered.replaced, translate)]
    if entered.one_person:
        told.append(_("One person walked alone. Reason: {reason}").format(reason=entered.one_person))
    for known in entered.known:
        said = _("{number} is in the ledger of terminals ({where}): it was entered as met here.")
        told.append(said.format(number=known.number, where=known.where or known.key))
    if entered.outdone:
        said = _("On record it stays as met or as counted later: {keys}.")
        told.append(said.format(keys=_(", ").join(entered.outdone)))
    if entered.signed:
        told.append(_("Auditor and witness are entered as those who signed the sheet."))
    elif entered.kept is not None:
        said = _("Who signed the sheet stays as it was entered before: {signers}; {day}.")
        told.append(said.format(signers=signers(entered.kept, translate), day=entered.kept.signed_on))
    return tuple(told)
