"""Proofs and attempts to disprove in words, for the window and the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from app.domain.catalogue import Catalogue
from app.domain.challenges import Disproof, Outcome
from app.domain.proofs import Lack, Proof
from app.services import wording

Translate = Callable[[str], str]

_VALUE = re.compile(r"\{\w+\}")


def attempt_word(outcome: Outcome, translate: Translate) -> str:
    """反証されず, 反証された: what came of an attempt to disprove."""
    _ = translate
    return _("It held") if outcome is Outcome.HELD else _("Refuted")


def lack_of(proof: Proof, translate: Translate, language: str) -> str:
    """What an 適合 lacks that counts as unproven, with who refuted it; empty where it is proven."""
    _ = translate
    if proof.refuted:
        last = proof.refuted[-1]
        return _(
            "{person} tried to disprove this answer on {day} and found that it does not hold. It counts as unproven "
            "whatever evidence there is, until the attempt is withdrawn with a reason. Given anew, it wants evidence "
            "that was added after the attempt, or a later attempt that held."
        ).format(person=last.person, day=wording.day(last.at[:10], language))
    if proof.lack is Lack.EXPIRED:
        return _(
            "All evidence of this answer has expired. It counts as unproven until a new piece or an attempt of a "
            "second person to disprove it stands beside it."
        )
    if proof.lack is None:
        return ""
    return _(
        "Neither evidence nor an attempt of a second person to disprove it stands beside this answer. It is "
        "recorded and counts as unproven until one of them does."
    )


def refuted_mark(disproof: Disproof, translate: Translate, language: str) -> str:
    """Behind an answer that a second person refuted: by whom, and when."""
    _ = translate
    day = wording.day(disproof.at[:10], language)
    return _("□ refuted by {person}, {day}").format(person=disproof.person, day=day)


def refuted_by(disproof: Disproof, translate: Translate, language: str) -> str:
    """The same as a sentence."""
    _ = translate
    day = wording.day(disproof.at[:10], language)
    return _("Refuted by {person} on {day}.").format(person=disproof.person, day=day)


def attempt_line(disproof: Disproof, translate: Translate, language: str, *, speaks: bool = True) -> str:
    """An attempt in one line: who, when, who recorded it, what came of it, and whether it still counts."""
    _ = translate
    said = _("{person}, {day}, recorded by {by}: {outcome}").format(
        person=disproof.person,
        day=wording.day(disproof.at[:10], language),
        by=disproof.by,
        outcome=attempt_word(disproof.outcome, translate),
    )
    if disproof.withdrawn:
        return said + _(" (withdrawn: {reason})").format(reason=disproof.withdrawn)
    return said if speaks else said + _(" (does not count for the answer in force)")


def question(catalogue: Catalogue, code: str, values: Mapping[str, str], translate: Translate, language: str) -> str:
    """The question of a challenge with its values as they were when it was asked."""
    _ = translate
    text = catalogue.challenge(code)
    if text is None:  # Replied to in another edition of the program.
        return _("A question that this edition of the catalogue does not have ({code})").format(code=code)
    count = values.get("count", "")
    shown = [each for each in values.get("examples", "").split("\n") if each]
    examples = _(", ").join(shown)
    if count.isdecimal() and int(count) > len(shown):
        examples = _("{names} and others").format(names=examples)
    told = {
        **values,
        "count": f"{int(count):,}" if count.isdecimal() else count,
        "examples": examples,
        "title": catalogue.rule_title(values.get("rule", "")).in_language(language),
    }
    return wording.filled(text.question.in_language(language), told)


def named(catalogue: Catalogue, basis: str, language: str) -> str:
    """What a challenge asks, without its numbers; that of findings by the title of their rule. Empty where this edition
    has neither."""
    text = catalogue.challenge(basis)
    if text is not None:
        return _VALUE.sub("…", text.question.in_language(language))
    try:
        return f"{basis} {catalogue.rule(basis).title.in_language(language)}"
    except KeyError:
        return ""
