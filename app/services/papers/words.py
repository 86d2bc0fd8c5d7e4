"""How papers are told of, in the window, on the command line and on paper."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import signing
from app.domain.paper_codes import shown_code
from app.domain.paper_loop import Printing, Return, State, TakenBack
from app.services.papers import filing, making
from app.services.papers.listing import PaperView, Translate
from app.services.papers.printing import Made, Replaced
from app.services.papers.scanning import Became, Found, Left, Taken
from app.services.reporting.sheets import Form

_NAMED = 3
"""So many papers are named in a sentence."""


def state_words(translate: Translate) -> dict[State, str]:
    """What each state is called."""
    _ = translate
    return {
        State.UNPRINTED: _("not printed"),
        State.PRINTED: _("printed"),
        State.RETURNED: _("back (signatures not entered)"),
        State.SIGNED: _("back (signed)"),
        State.OUTDATED: _("to be replaced"),
        State.TAKEN_BACK: _("printing taken back"),
    }


def state_word(view: PaperView, translate: Translate) -> str:
    """How a paper stands, in the words of its form: one that nobody signs is back when it is back."""
    if view.state is State.RETURNED and view.form in making.UNSIGNED:
        return translate("back")
    return state_words(translate)[view.state]


def short_word(view: PaperView, translate: Translate) -> str:
    """How a paper stands in a word or two, for a column; `state_word` tells it whole."""
    _ = translate
    return {
        State.UNPRINTED: _("not printed"),
        State.PRINTED: _("printed"),
        State.RETURNED: _("back"),
        State.SIGNED: _("signed"),
        State.OUTDATED: _("to be replaced"),
        State.TAKEN_BACK: _("taken back"),
    }[view.state]


def why(view: PaperView, translate: Translate) -> str:
    """What is to be known of how it stands: why it is to be replaced, what is missing, that a person matched it."""
    _ = translate
    parts = []
    last, back = view.last, view.returned
    if view.state is State.OUTDATED and last is not None:
        if view.wanted is None:
            parts.append(_("no such paper is needed any more"))
        elif back is not None and back.signed:
            parts.append(_("what it says has changed since it was signed"))
        elif back is not None:
            parts.append(_("what it says has changed since it came back"))
        elif last.version == view.wanted.version:
            parts.append(_("it was printed as a draft, and is none any more") if last.draft else _("it is a draft now"))
        else:
            parts.append(_("what it says has changed since it was printed"))
    if view.walk is not None:
        parts.append(_("results entered"))
        if view.state is State.PRINTED and not view.missing:
            parts.append(_("the signed sheet is still out"))
    elif view.form is Form.WALK_SHEET and view.state is State.RETURNED:
        parts.append(_("results not entered yet"))
    if view.form is Form.WALK_SHEET and view.back and view.state is not State.OUTDATED and _differs(view):
        parts.append(_("it documents the day of the walk; the ledger has changed since"))
    if view.missing:
        parts.append(_("page {pages} is missing").format(pages=_(", ").join(map(str, view.missing))))
    if back is not None and back.by_hand:
        parts.append(_("matched by hand"))
    if back is not None and last is not None:
        parts += spelled(last, back, translate)
    parts += [taken_back_words(each, translate) for each in view.taken_back]
    if last is not None and last.draft:
        parts.append(_("DRAFT"))
    return _("; ").join(parts)


def _differs(view: PaperView) -> bool:
    """Whether a paper that was printed would say something else now."""
    last, now = view.last, view.wanted
    return last is not None and (now is None or (last.version, last.draft) != (now.version, now.draft))


def replaced(each: Replaced, translate: Translate) -> str:
    """Which edition another one replaces, and what came back of it, in few words."""
    _ = translate
    back = each.returned
    said = _("replaces edition {edition} ({code})")
    if back is not None and back.signed:
        said = _("replaces edition {edition} ({code}), which came back on {day}, signed")
    elif back is not None:
        said = _("replaces edition {edition} ({code}), which came back on {day}")
    day = back.at[:10] if back is not None else ""
    return said.format(edition=each.old.edition, code=shown_code(each.old.code), day=day)


def outcome(made: Made, translate: Translate) -> list[str]:
    """What else came of a printing, in sentences: what is replaced, what was left out, that it was set anew."""
    _ = translate
    told = []
    if made.replaced:
        said = _("Editions that count no more: {count}, of these came back: {back} ({papers}).")
        names = [f"{each.old.number} {each.old.name}".strip() for each in made.replaced]
        back = sum(each.returned is not None for each in made.replaced)
        told.append(said.format(count=f"{len(names):,}", back=f"{back:,}", papers=_few(names, translate)))
    if made.odd:
        said = _("Left out, as they cannot be printed: {count} ({papers}).")
        names = [each.name or each.title for each in made.odd]
        told.append(said.format(count=f"{len(names):,}", papers=_few(names, translate)))
    if made.anew:
        told.append(_("What they say was changed meanwhile; they were set anew."))
    return told


def _few(names: Sequence[str], translate: Translate) -> str:
    _ = translate
    return _(", ").join((*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])))


def left_out(made: Made, translate: Translate) -> list[str]:
    """What was not printed of what was asked for, each paper in one line with the reason."""
    _ = translate
    lines = []
    for view in made.back:
        if view.last is not None:
            said = _("left out, as it came back already: {paper}")
            lines.append(said.format(paper=printing_words(view.last, translate)))
    for odd in made.odd:
        said = _("left out, as it cannot be printed: {paper}")
        lines.append(said.format(paper=f"{odd.title} {odd.name}".strip()))
    return lines


def taken_back_words(taken: TakenBack, translate: Translate) -> str:
    """That a printing was taken back, when and by whom, in few words."""
    _ = translate
    if taken.restored:
        said = _("edition {edition} ({code}) was taken back on {day} by {by} and counts again")
    else:
        said = _("edition {edition} ({code}) was taken back on {day} by {by}")
    printed = taken.printing
    return said.format(edition=printed.edition, code=shown_code(printed.code), day=taken.at[:10], by=taken.by)


def signers(returned: Return, translate: Translate) -> str:
    """Who signed."""
    _ = translate
    told = []
    for each in returned.signers:
        name = each.name
        if each.instead_of:
            said = _("{name} [in place of {person}: {reason}]")
            name = said.format(name=name, person=each.instead_of, reason=each.reason)
        elif each.reason:
            name = _("{name} [the same name once more: {reason}]").format(name=name, reason=each.reason)
        told.append(_("{role}: {name}").format(role=each.role, name=name) if each.role else name)
    return _(", ").join(told)


def spelled(printing: Printing, returned: Return, translate: Translate) -> list[str]:
    """That somebody else signed a paper for one person, or that the name is spelled in another way than printed; and
    that one name stands there twice."""
    _ = translate
    others = [each for each in returned.signers if each.instead_of]
    if others:
        said = _("not signed by {person}: {reason}")
        return [said.format(person=each.instead_of, reason=each.reason) for each in others] + _repeated(returned, _)
    person = filing.printed_person(printing)
    signed = signing.other_spelling(person, returned.signers) if person else ""
    if not signed:
        return _repeated(returned, _)
    said = _("the name is signed as {signed}, printed as {printed}")
    return [said.format(signed=signed, printed=person), *_repeated(returned, _)]


def _repeated(returned: Return, translate: Translate) -> list[str]:
    """That one name stands among those who signed more than once, with the reason."""
    _ = translate
    said = _("{name} stands there twice: {reason}")
    again = [each for each in returned.signers if each.reason and not each.instead_of]
    return [said.format(name=each.name, reason=each.reason) for each in again]


def printing_words(printing: Printing, translate: Translate) -> str:
    """A printing in few words: its number, edition and name."""
    _ = translate
    said = _("{number} edition {edition} {name}")
    return said.format(number=printing.number, edition=printing.edition, name=printing.name or printing.title)


def found_words(found: Found, translate: Translate) -> str:
    """What became of a paper that was found in a scan, in one line; a refusal with its reason."""
    _ = translate
    paper = f"{printing_words(found.printing, translate)} ({shown_code(found.printing.code)})"
    if found.error is not None:
        return _("refused: {reason}").format(reason=found.error.sentence(translate))
    said = {
        Became.FILED: _("filed: {paper}"),
        Became.COMPLETED: _("completed: {paper}"),
        Became.ALREADY: _("there already, nothing changed: {paper}"),
    }[found.became].format(paper=paper)
    if found.missing:
        missing = _("page {pages} is missing").format(pages=_(", ").join(map(str, found.missing)))
        return f"{said}  {missing}"
    return said


def left_words(left: Left, translate: Translate) -> str:
    """A page that was not filed, in one line: file, page, reason."""
    _ = translate
    if left.error is None:
        reason = _("no code could be read; file it by hand as the paper that it is")
    else:
        reason = left.error.sentence(translate)
    if not left.page:
        return _("{file}: {reason}").format(file=left.file, reason=reason)
    return _("{file}, page {page}: {reason}").format(file=left.file, page=left.page, reason=reason)


def summary(taken: Taken, translate: Translate) -> str:
    """What came of scans, in one sentence."""
    _ = translate
    said = _(
        "Pages read: {pages}; papers filed: {filed}; there already: {already}; refused: {refused}; pages not "
        "recognised: {unread}."
    )
    return said.format(
        pages=taken.pages,
        filed=len(taken.of(Became.FILED, Became.COMPLETED)),
        already=len(taken.of(Became.ALREADY)),
        refused=len(taken.of(Became.REFUSED)) + len(taken.refused) + sum(u.error is not None for u in taken.unread),
        unread=sum(each.error is None for each in taken.unread),
    )
