"""What is put beside good answers too cheaply: replies that admit the fault, the same words or paper everywhere, one's
own attempt to disprove one's own answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.domain.audit import COMPANY
from app.domain.challenges import Reply
from app.domain.consistency.admissions import admission_in
from app.domain.consistency.answers import MOST_BESIDE
from app.domain.consistency.attempts import finding_in
from app.domain.consistency.model import Found, Spot, Where, check, place
from app.domain.consistency.whole import DEFICIENT, Whole
from app.domain.duties import resembles
from app.domain.evidence import Evidence
from app.domain.grades import Verdict
from app.domain.progress import GOOD, Place
from app.domain.review import ReviewAct
from app.domain.text import gives_reason

_ALIKE = 5
"""At so many places one reply word for word looks copied."""
_ALONE = 20
"""More places than this are hardly proven by one piece of evidence alone."""
_LEAST_SITES = 2
_MOST_LETTERS = 40


def _replies(whole: Whole) -> Iterator[Reply]:
    for reply in whole.replies:
        answer = whole.own.get((reply.checkpoint, reply.site))
        if answer is not None and answer.verdict in GOOD:
            yield reply


def _at(reply: Reply) -> Where:
    return Where(Spot.PLACE, "reply", reply.checkpoint, reply.site, reply.basis)


@check("K66")
def reply_admits(whole: Whole) -> Iterator[Found]:
    """A reply to a challenge that admits what was asked, while the answer claims that nothing is wrong."""
    for reply in _replies(whole):
        if words := admission_in(reply.reply):
            yield "admits", _at(reply), {"words": words, "by": reply.by}


@check("K67")
def reply_everywhere(whole: Whole) -> Iterator[Found]:
    """One and the same reply at many places: copied words answer none of them."""
    alike: dict[str, dict[Place, Reply]] = defaultdict(dict)
    for reply in _replies(whole):
        alike[reply.reply].setdefault((reply.checkpoint, reply.site), reply)
    for said, found in alike.items():
        if len(found) >= _ALIKE:
            first, *others = found.values()
            values = {"count": str(len(found)), "reply": said if len(said) <= _MOST_LETTERS else said[:39] + "…"}
            yield "alike", _at(first), values, tuple(_at(reply) for reply in others[:MOST_BESIDE])


@check("K68")
def own_attempt(whole: Whole) -> Iterator[Found]:
    """An attempt to disprove that held, entered for the named person by one who gave the answer himself."""
    for each in whole.self_held:
        if (each.checkpoint, each.site) in whole.own:
            values = {"date": each.at[:10], "by": each.by, "person": each.person}
            yield "own", place(each.checkpoint, each.site, "disproof"), values


@check("K82")
def accepted_by_a_namesake(whole: Whole) -> Iterator[Found]:
    """An answer accepted under a name that may be that of who gave it: a family name alone, say."""
    pairs: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for at, review in whole.reviews.items():
        answer = whole.own.get(at)
        if review.act is ReviewAct.ACCEPTED and answer is not None:
            pairs[answer.by, review.by].append(at)
    for (by, reviewer), places in pairs.items():
        if resembles(by, reviewer):
            values = {"by": by, "person": reviewer, "count": str(len(places))}
            yield "namesake", place(*places[0]), values, tuple(place(*at) for at in places[1 : MOST_BESIDE + 1])


@check("K83")
def mended_without_a_word(whole: Whole) -> Iterator[Found]:
    """適合 where the last audit found a deficiency, and not a word on what has changed."""
    for carried in whole.carried:
        at = (carried.checkpoint, carried.site)
        answer = whole.own.get(at)
        if answer is None or carried.verdict not in DEFICIENT or answer.verdict is not Verdict.CONFORMING:
            continue
        if not gives_reason(answer.comment) and not gives_reason(answer.reason):
            yield carried.verdict.value, place(*at, "comment")


@check("K64")
def attempt_finds(whole: Whole) -> Iterator[Found]:
    """An attempt to disprove that is recorded as having held and tells of something that was found."""
    for each in whole.held_attempts:
        if (each.checkpoint, each.site) in whole.own and (words := finding_in(each.tried)):
            values = {"date": each.at[:10], "person": each.person, "words": words}
            yield "finds", place(each.checkpoint, each.site, "disproof"), values


@check("K69")
def one_piece_for_all(whole: Whole) -> Iterator[Found]:
    """One piece of evidence that alone proves 適合 at very many places, or at every site."""
    alone: dict[str, list[tuple[Place, Evidence]]] = defaultdict(list)
    for at, answer in whole.own.items():
        pieces = whole.serving.get(at, ())
        contents = {piece.sha256 for piece in pieces}
        if answer.verdict is Verdict.CONFORMING and len(contents) == 1 and at not in whole.held:
            alone[pieces[0].sha256].append((at, pieces[0]))
    live = {site.id for site in whole.live}
    for found in alone.values():
        piece, places = found[0][1], [at for at, _piece in found]
        sites = {site for _checkpoint, site in places} - {COMPANY}
        where = Where(Spot.EVIDENCE, "evidence", *places[0], piece.id)
        values = {"name": piece.name, "count": str(len(places)), "sites": str(len(sites))}
        others = tuple(place(*at, "evidence") for at in places[1 : MOST_BESIDE + 1])
        if len(live) >= _LEAST_SITES and sites == live:
            yield "every_site", where, values, others
        elif len(places) > _ALONE:
            yield "many", where, values, others
