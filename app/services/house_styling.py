"""The house style of an audit (体裁): what it is, changing it, taking it from and giving it to other audits.

It is kept as one setting; the PNG of the logo lies among the stored bytes, by its digest, so that taking a change back
finds the logo of before. An audit without the setting wears the values at first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.audit import Audit
from app.domain.history import Event
from app.domain.house_style import (
    PLACES,
    House,
    HouseStyle,
    Logo,
    Preset,
    Recipient,
    filled_line,
    marked_name,
    style_problems,
    style_texts,
)
from app.domain.text import Text
from app.domain.unprinted import named as named_characters
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.house_words import recipient_word
from app.services.ports import Desk, HouseRead, LogoRead, UnitOfWork
from app.services.told_values import plain, whole

register_messages(
    {
        "style_too_long": "The house style has more than {value} characters at {field}; shorten it.",
        "style_control": "The house style has a line break or an invisible character at {field}; take it out.",
        "style_place_unknown": "The house style has {value} at {field}; what may stand in braces there: {known}.",
        "style_brace": "The house style has a brace without its other half at {field}; write for example {{title}}.",
        "style_marking_character": "The marking at {field} has {value}, which no name of a file may have, or a "
        "bracket; brackets are put around it by the program.",
        "style_marking_empty": "The marking at {field} says nothing; write a word, or leave it empty for none.",
        "style_no_room": "The house style says more at {field} than two lines of small letters on a page hold, once "
        "what stands in braces is filled in; shorten it.",
        "style_unprinted": "The house style has {value} at {field}, which no font for printing has; write it "
        "in another way, or no report could be printed.",
        "style_kind_unknown": "The house style withholds {kind} from a recipient, but there is no such report.",
    }
)

SETTING = "house.style"
CHANGED = "style.changed"


_LONGEST_TITLE, _LONGEST_DAY = "題" * 18, "2026年12月31日(令和8年12月31日)"
"""What may stand in place of the title of a report and of a day."""


def house_in(desk: Desk, work: UnitOfWork) -> House:
    """The style of the audit, or that at first."""
    stored = work.audit.setting(SETTING)
    return of_told(json.loads(stored)) if stored else desk.world.houses.presets()


def house(desk: Desk) -> House:
    """As `house_in`, in a reading of its own."""
    with desk.file.read() as work:
        return house_in(desk, work)


def is_own(desk: Desk) -> bool:
    """Whether the audit has a style of its own."""
    with desk.file.read() as work:
        return bool(work.audit.setting(SETTING))


def style(desk: Desk, recipient: Recipient = Recipient.GENERAL, language: str = "ja") -> HouseStyle:
    """What a paper of this audit for a recipient wears; the marking is that of the audit where it has none of its own,
    so that `domain.house_style.marked_name(name, style)` needs nothing else."""
    with desk.file.read() as work:
        worn = house_in(desk, work).style(recipient, language)
        return replace(worn, marking=worn.worn_marking(work.audit.get().confidentiality))


def logo_in(work: UnitOfWork, logo: Logo | None) -> bytes | None:
    """The PNG of a logo; None where there is none."""
    if logo is None or not work.evidence.has_blob(logo.sha256):
        return None
    return b"".join(work.evidence.read_blob(logo.sha256))


def logo(desk: Desk) -> bytes | None:
    """The PNG of the audit's logo."""
    with desk.file.read() as work:
        return logo_in(work, house_in(desk, work).logo)


def with_logo(house: House, read: LogoRead | None, alt: str = "") -> House:
    """The style with another logo, or without one; what is said of the picture is kept where nothing new is said."""
    if read is None:
        return replace(house, logo=None)
    said = alt or (house.logo.alt if house.logo else "")
    return replace(house, logo=Logo(read.sha256, read.width, read.height, said))


def change(desk: Desk, wanted: House, logo: bytes | None = None) -> Changes:
    """Give the audit a style; `logo` is the PNG of a logo that it does not hold yet. Raises UserError `style_*`."""
    check(desk, wanted)
    return _put(desk, _text(plain(wanted)), wanted, logo)


def reset(desk: Desk) -> Changes:
    """Let the audit wear the values at first again."""
    return _put(desk, "", desk.world.houses.presets(), None)


def read(desk: Desk, source: Path) -> HouseRead:
    """The style in a file, for looking at before it is taken. Raises UserError `style_*`, `logo_*`."""
    found = desk.world.houses.read(source)
    check(desk, found.house)
    return found


def take(desk: Desk, source: Path) -> Changes:
    """Give the audit the style in a file. Raises UserError `style_*`, `logo_*`; nothing is changed then."""
    read = desk.world.houses.read(source)
    return change(desk, read.house, read.logo)


def give(desk: Desk, target: Path) -> None:
    """Write the style of the audit, logo included, as one file. Raises UserError."""
    with desk.file.read() as work:
        own = house_in(desk, work)
        picture = logo_in(work, own.logo)
    desk.world.houses.write(target, own, picture)


def carry_logo(before: UnitOfWork, work: UnitOfWork) -> None:
    """The bytes of the logo into an audit that the setting came to (`app.services.carrying`)."""
    stored = before.audit.setting(SETTING)
    own = of_told(json.loads(stored)).logo if stored else None
    picture = logo_in(before, own)
    if own is not None and picture is not None:
        work.evidence.write_blob(own.sha256, (picture,))


def set_again(desk: Desk, wanted: Mapping[str, object], expected: Mapping[str, object]) -> Changes | None:
    """Write what an entry of the history told of; None where the style is not what it is expected to be."""
    with desk.file.read() as work:
        if (work.audit.setting(SETTING) or "") != _stored(expected):
            return None
    own = _stored(wanted)
    return _put(desk, own, of_told(json.loads(own)) if own else desk.world.houses.presets(), None)


def marked(desk: Desk, target: Path, recipient: Recipient, language: str = "ja") -> Path:
    """Where a report for a recipient is written: the name begins with the marking if the style wants that, unless it
    bears it already."""
    worn = style(desk, recipient, language)
    return target.with_name(marked_name(target.name, worn)) if worn.mark_names and worn.marking else target


def kinds() -> tuple[str, ...]:
    """The kinds of reports that may be withheld from a recipient."""
    from app.services import reporting
    from app.services.reporting.forms import PAPERS

    return (*reporting.KINDS, "interview", "comparison", *(form.value for form in PAPERS))


def check(desk: Desk, wanted: House, audit: Audit | None = None) -> None:
    """Raises UserError for the first thing that is wrong with a style; `audit` is that of the desk where it was read
    already."""
    known = [f"{{{place}}}" for place in PLACES]
    for problem in style_problems(wanted):
        named = desk.world.houses.name(problem.field)
        raise UserError(problem.code, field=named, value=problem.value, known=known)
    for field, text in style_texts(wanted):
        if (odd := desk.world.scans.unprinted(text)) is not None and odd.missing:
            raise UserError("style_unprinted", field=desk.world.houses.name(field), value=named_characters(odd.missing))
    _require_room(desk, wanted, audit)
    for preset in wanted.presets.values():
        for kind in preset.withheld:
            if kind not in kinds():
                raise UserError("style_kind_unknown", kind=kind[:40])


def _require_room(desk: Desk, wanted: House, audit: Audit | None) -> None:
    """Raises UserError `style_no_room` where header or footer, with its places filled in, would be cut."""
    if audit is None:
        with desk.file.read() as work:
            audit = work.audit.get()
    values = {
        "title": _LONGEST_TITLE,
        "company": wanted.company or audit.organisation,
        "period": audit.period,
        "as_of": _LONGEST_DAY,
        "recipient": max((recipient_word(each, str) for each in Recipient if each is not Recipient.GENERAL), key=len),
    }
    for field, text in (("header", wanted.header), ("footer", wanted.footer)):
        if text and not desk.world.houses.fits(field, filled_line(text, values)):
            raise UserError("style_no_room", field=desk.world.houses.name(field))


def of_told(told: Mapping[str, Any]) -> House:
    """The style that `told_values.plain` told of."""
    presets = {}
    for name, each in dict(told.get("presets") or {}).items():
        if name not in Recipient.__members__.values():
            continue  # Of a later version.
        marking = each.get("marking")
        own = whole(Preset, {key: value for key, value in each.items() if key != "marking"})
        presets[Recipient(name)] = replace(own, marking=None if marking is None else Text(**marking))
    logo = told.get("logo")
    return House(
        company=str(told.get("company", "")),
        header=str(told.get("header", "")),
        footer=str(told.get("footer", "")),
        logo=None if logo is None else whole(Logo, logo),
        presets=presets,
    )


def _stored(told: Mapping[str, object]) -> str:
    own = told.get("style")
    return _text(own) if own else ""


def _text(told: object) -> str:
    """The same text for the same style: the history keeps names in another order."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _put(desk: Desk, stored: str, wanted: House, picture: bytes | None) -> Changes:
    at = desk.stamp()
    with desk.file.write() as work:
        before = work.audit.setting(SETTING) or ""
        if before == stored:
            return Changes()
        if wanted.logo is not None and picture is not None:
            work.evidence.write_blob(wanted.logo.sha256, (picture,))
        if wanted.logo is not None and not work.evidence.has_blob(wanted.logo.sha256):
            raise RuntimeError("a style with a logo that nobody gave")
        work.audit.set_setting(SETTING, stored)
        event = Event(CHANGED, SETTING, before=_told(before), after=_told(stored))
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, audit=True)


def _told(stored: str) -> dict[str, object]:
    """For the history: the whole, and each value under a name of its own for who reads it."""
    if not stored:
        return {"style": None}
    whole_ = json.loads(stored)
    own = of_told(whole_)
    told: dict[str, object] = {"style": whole_}
    told |= {"company": own.company, "header": own.header, "footer": own.footer}
    told["logo"] = f"{own.logo.sha256[:12]} {own.logo.alt}".strip() if own.logo else ""
    for recipient, preset in own.presets.items():
        marking = preset.marking
        shown = "" if marking is None else marking.ja or "-"
        told |= {f"{recipient.value}.marking": shown, f"{recipient.value}.mark_names": preset.mark_names}
        told |= {f"{recipient.value}.front": preset.front.value}
        told |= {f"{recipient.value}.dates": preset.dates.value if preset.dates else ""}
        told |= {f"{recipient.value}.withheld": list(preset.withheld)}
    return told
