"""First pages, signature blocks, tick lists, boxes and the table of contents."""

from __future__ import annotations

from app.formats.report import look
from app.formats.report.flow import BLOCK, HARD, SOFT, Group, Place, Strip, inset, tie
from app.formats.report.linebreak import Line
from app.formats.report.look import BODY, CELL, MM, Type
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting, baseline, draw_box, draw_line, text_strips
from app.formats.report.tables import caption_strips, key_value_strips
from app.formats.report.tags import Node, gather
from app.services.reporting.model import CheckList, Cover, KeyValues, Letter, Signature, SignatureField, TableOfContents

_LINE = 10 * MM
_SEAL = 9 * MM
_SEAL_ROOM = 24 * MM


def room_of(height: float) -> Strip:
    """Room that a page's head does not swallow."""
    return Strip(height, keep=HARD)


def letter_strips(setting: Setting, letter: Letter, room: float) -> list[Strip]:
    """The cover letter."""
    strips: list[Strip] = []
    if letter.reference:
        strips += text_strips(setting, letter.reference, BODY, room, align="right", justified=False)
    strips += text_strips(setting, letter.date, BODY, room, align="right", justified=False)
    strips.append(room_of(22))
    for line in letter.addressee:
        strips += text_strips(setting, line, BODY, room, justified=False)
    strips.append(room_of(26))
    for line in letter.sender:
        strips += text_strips(setting, line, BODY, room, align="right", justified=False)
    strips.append(room_of(40))
    strips += text_strips(
        setting, letter.title, look.TITLE, room, align="center", justified=False, tag=setting.title_tag()
    )
    strips.append(room_of(30))
    indent = BODY.size if setting.justified else 0.0
    for paragraph in letter.paragraphs:
        strips += text_strips(setting, paragraph, BODY, room, indent=indent, after=6)
    if letter.closing:
        strips += text_strips(
            setting, letter.closing, BODY, room - BODY.size, align="right", before=18, justified=False
        )
    if letter.enclosures:
        strips.append(Strip(18))
        for line in letter.enclosures:
            strips += text_strips(setting, line, BODY, room, justified=False)
    return strips


def cover_strips(setting: Setting, cover: Cover, room: float) -> list[Strip]:
    """The cover of an internal report."""
    strips: list[Strip] = []
    for line in cover.addressee:
        strips += text_strips(setting, line, BODY, room, justified=False)
    strips.append(room_of(max(40.0, 170.0 - BODY.leading * len(cover.addressee))))
    strips += text_strips(
        setting, cover.title, look.COVER_TITLE, room, align="center", justified=False, tag=setting.title_tag()
    )

    def rule(pen: Pen, x: float, top: float) -> None:
        pen.line(x + room / 2 - 60, top - 10, x + room / 2 + 60, top - 10, 1.6, look.BLUE)

    strips.append(Strip(24, rule, keep=HARD))
    if cover.subtitle:
        strips += text_strips(setting, cover.subtitle, Type(12, 20), room, align="center", justified=False)
    strips.append(room_of(90))
    if cover.items:
        wide = room * 0.74
        strips += inset(key_value_strips(setting, KeyValues(cover.items), wide), (room - wide) / 2)
    if cover.lines:
        strips.append(room_of(60))
        for line in cover.lines:
            strips += text_strips(setting, line, Type(12, 20), room, align="center", justified=False)
    return strips


def signature_strips(setting: Setting, block: Signature, room: float) -> list[Strip]:
    """A signature block: role, lines of 10 mm, seal circle. Never split."""
    strips: list[Strip] = []
    if block.role:
        strips += text_strips(setting, block.role, look.BODY_BOLD, room, before=14, after=0, justified=False)
    fields = [f if isinstance(f, SignatureField) else SignatureField(f) for f in block.fields]
    label_room = max((setting.width(f.label, CELL) for f in fields), default=0.0) + 14
    line_end = room - (_SEAL_ROOM if block.seal else 0.0)
    seal = setting.words(block.seal)
    for n, field in enumerate(fields):
        label = setting.words(field.label)
        value = setting.shortened(field.value, BODY, line_end - label_room - 8)
        last = n == len(fields) - 1
        line = Node("P")
        words = line.part("Span")
        written = line.part("Figure", setting.term("sign_here")) if not value else line.part("Span")
        stamped = line.part("Figure", setting.term("seal").format(word=block.seal)) if last and seal else None

        def paint(
            pen: Pen,
            x: float,
            top: float,
            label: str = label,
            value: str = value,
            words: Node = words,
            written: Node = written,
            stamped: Node | None = stamped,
        ) -> None:
            foot = top - _LINE + 3
            pen.within(words)
            pen.text(x, foot + 4, label, CELL)
            pen.within(written)
            if value:
                pen.text(x + label_room + 4, foot + 4, value, BODY)
            pen.line(x + label_room, foot, x + line_end, foot, 0.6, look.INK)
            if stamped is not None:
                pen.within(stamped)
                middle = foot + _SEAL - 2
                centre = x + room - _SEAL - 1
                pen.circle(centre, middle, _SEAL, 0.8, look.QUIET, "1.2 2")
                pen.center(centre, middle - CELL.size * 0.38, seal, CELL, look.QUIET)

        strips.append(Strip(_LINE, paint, tag=line))
    if block.seal and len(fields) == 1:
        strips.insert(-1, room_of(8 * MM))
    tie(strips, HARD)
    if strips:
        strips[-1].after = 16
    return strips


def check_strips(setting: Setting, block: CheckList, room: float) -> list[Strip]:
    """Lines after tick boxes."""
    strips: list[Strip] = []
    hang = 16.0
    kind = CELL if block.quiet else BODY
    whole = Node("L")
    for item in block.items:
        entry = whole.part("LI")
        box = entry.part("Lbl").part("Figure", setting.term("box_ticked" if item.checked else "box"))
        body = entry.part("LBody")
        own = text_strips(setting, item.text, kind, room - hang, x=hang, after=2 if block.quiet else 4, tag=body)
        words = own[0].paint

        def paint(
            pen: Pen,
            x: float,
            top: float,
            words: object = words,
            checked: bool = item.checked,
            box: Node = box,
            body: Node = body,
        ) -> None:
            pen.within(box)
            draw_box(pen, x - hang, baseline(kind, top) - 1, checked)
            pen.within(body)
            if callable(words):
                words(pen, x, top)

        own[0].paint = paint
        strips += own
    if strips:
        strips[-1].after = 8
    return strips


def boxed(setting: Setting, inner: list[Strip], title: str, notice: bool, room: float) -> list[Strip]:
    """Strips in a frame; `inner` was set 24 points narrower than `room`."""
    if title:
        head = text_strips(setting, title, Type(10.5, 16, look.INK, True), room - 24, after=4, justified=False)
        for strip in head:
            strip.keep = HARD
        inner = [*head, *inner]

    def frame(pen: Pen, x: float, top: float, bottom: float) -> None:
        ground = look.HEADER_GROUND if notice else look.WHITE
        pen.rect(x, bottom, room, top - bottom, ground, look.INK if notice else look.QUIET, 1.0 if notice else 0.6)
        if notice:
            pen.rect(x, bottom, 4, top - bottom, look.INK)

    gather("Sect", inner)
    group = Group((), None, frame, 0.0, 9.0)
    if inner:
        inner[0].before = 0
        inner[-1].after = 0
    strips = [Strip(9, keep=HARD), *inner, Strip(9)]
    if len(strips) > 2:
        strips[-2].keep = HARD
    inset(strips, 12, group)
    strips[0].before, strips[-1].after = 10, 14
    return strips


def contents_strips(setting: Setting, block: TableOfContents, places: list[Place], room: float) -> list[Strip]:
    """The contents; the page numbers are known when they are drawn. `places` are all headings of the report."""
    strips: list[Strip] = []
    if block.title:
        strips += text_strips(setting, block.title, look.TITLE, room, align="center", after=14, justified=False)
        for strip in strips:
            strip.keep = HARD
    else:
        strips += caption_strips(setting, "", room)
    setting.words("0123456789 ")
    whole = Node("TOC")
    number_room = 26.0
    for place in places:
        if place.level > block.depth:
            continue
        kind = look.BODY_BOLD if place.level == 1 else BODY
        hang = (place.level - 1) * 14.0
        lines = setting.lines(place.text, kind, room - hang - number_room - 20)
        link = whole.part("TOCI").part("Reference").part("Link")
        for n, line in enumerate(lines):
            last = n == len(lines) - 1

            def paint(
                pen: Pen,
                x: float,
                top: float,
                line: Line = line,
                kind: Type = kind,
                place: Place = place,
                last: bool = last,
                hang: float = hang,
                link: Node = link,
            ) -> None:
                draw_line(pen, line, kind, x, top, room, "left", False)
                if not last:
                    return
                y = baseline(kind, top)
                number = str(place.page + 1)
                end = x - hang + room
                pen.right(end, y, f" {number}", BODY)
                begin = x + line.width * kind.size + 6
                stop = end - number_room
                if stop > begin:
                    pen.line(begin, y + 2, stop, y + 2, 0.7, look.HAIRLINE, "0.7 3")
                pen.link(x, top - kind.leading, end - x, kind.leading, place.key, place.text, link)

            strip = Strip(kind.leading, paint, x=hang, tag=link)
            if n == 0 and place.level == 1:
                strip.before = 5
            if not last:
                strip.keep = HARD
            strips.append(strip)
    if strips:
        strips[-1].after = 14
    # The last entry is not carried over alone.
    for strip in strips[-3:-1]:
        strip.keep = max(strip.keep, SOFT)
    return strips


def together(strips: list[Strip]) -> list[Strip]:
    """Strips that stay on one page where it can hold them."""
    tie(strips, BLOCK)
    return strips
