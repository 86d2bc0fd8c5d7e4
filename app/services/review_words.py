"""What a reviewer is told of answers, in words: what stands beside one, and how many of those accepted are weak."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.progress import Place
from app.services import challenge_words
from app.services.reviewing import Reviewed, Weak

Translate = Callable[[str], str]

_NAMED = 3
"""So many places are named of those that are counted."""


def marks(row: Reviewed, translate: Translate, language: str) -> tuple[str, ...]:
    """What a reviewer is to look at first, the gravest first; empty where there is nothing of it."""
    _ = translate
    said = list(doubts(row, _))
    if row.refuted is not None:
        said[0] = challenge_words.refuted_mark(row.refuted, _, language)
    if asked := challenges(row, _):
        said.append(_("? challenges {count}").format(count=asked))
    return tuple(said)


def doubts(row: Reviewed, translate: Translate) -> tuple[str, ...]:
    """The same in few words, and without what is asked back: refuted or unproven, copied, changed since."""
    _ = translate
    beside, said = row.beside, []
    if row.refuted is not None:
        said.append(_("□ refuted"))
    elif beside.unproven:
        said.append(_("□ unproven"))
    if beside.copied_from is not None:
        said.append(_("Copy, to be confirmed"))
    if beside.stale:
        said.append(_("Findings or question changed since"))
    return tuple(said)


def challenges(row: Reviewed, translate: Translate) -> str:
    """How many challenges to an answer are open, and how many were replied to; empty where there is none."""
    _ = translate
    if not row.beside.challenges:
        return ""
    replied = row.beside.challenges - row.beside.open
    return _("open {open}, replied {replied}").format(open=f"{row.beside.open:,}", replied=f"{replied:,}")


def rank(row: Reviewed) -> tuple[bool, ...]:
    """By what rows are sorted that have more or less to look at."""
    beside = row.beside
    return row.refuted is not None, beside.unproven, beside.copied_from is not None, beside.stale


def weak(found: Weak, site_name: Callable[[str], str], translate: Translate) -> tuple[str, ...]:
    """How many of the answers that were accepted are weak, in each way, with the first of them; `site_name` is told the
    id of a site, `COMPANY` for none."""
    _ = translate
    told = (
        (_("refuted by a second person: {count} ({places})"), found.refuted),
        (_("unproven: {count} ({places})"), found.unproven),
        (_("with challenges that nobody has replied to: {count} ({places})"), found.challenged),
    )
    return tuple(
        words.format(count=f"{len(places):,}", places=_some(places, site_name, _)) for words, places in told if places
    )


def _some(places: Sequence[Place], site_name: Callable[[str], str], translate: Translate) -> str:
    _ = translate
    named = _(", ").join(f"{checkpoint} {site_name(site)}" for checkpoint, site in places[:_NAMED])
    return _("{names} and others").format(names=named) if len(places) > _NAMED else named
