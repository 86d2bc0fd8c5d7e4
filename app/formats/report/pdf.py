"""A report model as an A4 PDF: laid out once, then drawn with reportlab; the same report gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from app.errors import UserError, register_messages
from app.formats.replacing import replacing
from app.formats.report import fonts, look
from app.formats.report.alike import Widths
from app.formats.report.beside import beside_strips
from app.formats.report.charts import bar_strips, stacked_strips
from app.formats.report.check import keywords, sealed
from app.formats.report.document import TaggedCanvas
from app.formats.report.flow import HARD, Page, Place, Strip, draw, page_break, paginate
from app.formats.report.forms import (
    boxed,
    check_strips,
    contents_strips,
    cover_strips,
    letter_strips,
    signature_strips,
    together,
)
from app.formats.report.furniture import BESIDE_MARKING, Lines, fitted
from app.formats.report.house import HouseMarks
from app.formats.report.look import BODY, FURNITURE, LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, ROOM
from app.formats.report.papers import Paged, bodies, furniture_of
from app.formats.report.pen import Pen
from app.formats.report.schedules import schedule_strips
from app.formats.report.setting import Setting, heading_strips, list_strips, text_strips, title_strips
from app.formats.report.steps import Steps
from app.formats.report.tables import key_value_strips, matrix_strips, table_strips
from app.formats.report.tags import Tree
from app.services.ports import Progress
from app.services.reporting import model
from app.version import __version__

register_messages(
    {
        "report_missing_glyphs": "The report cannot print these characters: {characters}; write them in another way. "
        "They stand in: {places}",
        "report_not_written": "The report could not be written completely to {file}; check the disk and try again.",
    }
)

# So many characters before and after one that cannot be printed are shown.
_AROUND = 15
# So many characters, and places of them, are named.
_MOST = 12
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(slots=True)
class _Laid:
    """A report that is set: the words that every page repeats, the first pages, the pages that are counted."""

    own: Setting
    house: HouseMarks
    header: Lines
    secret: str
    footer: str
    before: list[Page]
    body: list[Paged]


class _LastCounted:
    """The report whose pages were counted last, until it is drawn: papers are counted before they are printed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[model.Report, _Laid] | None = None

    def keep(self, report: model.Report, laid: _Laid) -> None:
        with self._lock:
            self._kept = report, laid

    def take(self, report: model.Report) -> _Laid | None:
        """What was laid out of this very report. Whatever it is, it is not kept any longer."""
        with self._lock:
            kept, self._kept = self._kept, None
        return kept[1] if kept is not None and kept[0] is report else None


_last = _LastCounted()


def _lay(report: model.Report, steps: Steps) -> _Laid:
    """Everything that is known before anything is drawn. Raises UserError `report_missing_glyphs`."""
    own = Setting(report.language, steps)
    own.alike = Widths(report.blocks)
    header = fitted(own, report.header or f"{report.organisation}　{report.title}", BESIDE_MARKING)
    secret = own.shortened(report.confidentiality, FURNITURE, ROOM * 0.25)
    footer = own.shortened(report.footer, FURNITURE, ROOM * 0.82)
    house = HouseMarks(own, report)
    for text in (report.watermark, "0123456789 /"):
        own.words(text)
    steps.begin("report_setting", _to_set(report.blocks))
    front, blocks = report.blocks[:1], report.blocks[1:]
    if not (front and isinstance(front[0], model.Letter | model.Cover)):
        front, blocks = (), report.blocks
    top = PAGE_HEIGHT - look.TOP
    before = paginate(_strips(own, front, ROOM), top - (6 if front else 0), look.BOTTOM)
    parts = bodies(own, blocks, lambda each, foot: paginate(_strips(own, each, ROOM), top, foot), report.audit_id)
    body = parts or ([] if before else [Paged(Page())])
    _check_glyphs(own)
    return _Laid(own, house, header, secret, footer, before, body)


def pdf_bytes(report: model.Report, progress: Progress | None = None) -> bytes:
    """The report as PDF. Raises UserError `report_missing_glyphs`, `report_stopped`."""
    steps = Steps(progress)
    laid = _last.take(report) or _lay(report, steps)
    own, before, body = laid.own, laid.before, laid.body
    steps.begin("report_drawing", len(before) + len(body))

    tree = Tree()
    canvas = TaggedCanvas(
        tree,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        initialFontName=_registered(fonts.REGULAR),
        lang=report.language,
    )
    _inform(canvas, report)
    pen = Pen(canvas, tree)
    for number, paged in enumerate((*map(Paged, before), *body)):
        if across := report.watermark or (paged.leaf.watermark if paged.leaf is not None else ""):
            pen.watermark(across, look.WATERMARK)
        if paged.leaf is not None and paged.leaf.page == 1:
            pen.begin_part()
        draw(paged.page, pen, LEFT)
        for strip, y in paged.page.strips:
            if strip.place is not None:
                pen.place(strip.place.key, y + 8)
        if paged.place is not None:
            pen.place(paged.place.key, PAGE_HEIGHT)
        if paged.leaf is not None:
            furniture_of(pen, own, paged.leaf, laid.secret, laid.footer)
            laid.house.paper(pen, paged.leaf)
        elif number >= len(before):
            _furniture(pen, laid.header, laid.secret, laid.footer, f"{number - len(before) + 1} / {len(body)}")
            laid.house.foot(pen)
        if number == 0 and paged.leaf is None:
            laid.house.first(pen, stamped=bool(before))
        pen.end_page()
        steps.step()
    _outline(canvas, own.places)
    if before:
        canvas.addPageLabel(0, "ROMAN_LOWER", 1)
    canvas.addPageLabel(len(before), "ARABIC", 1)
    pen.end(len(before) + len(body))
    return sealed(canvas.finished(report.language, _told(report)))


def write_pdf(report: model.Report, target: Path, progress: Progress | None = None) -> None:
    """Write beside `target`, rename into place, open again. Raises UserError; an earlier file stays then.

    `progress` is told ("report_setting", blocks set, all) and ("report_drawing", pages drawn, all)."""
    from app.formats.report.preview import page_count

    data = pdf_bytes(report, progress)
    with replacing(target) as draft:
        draft.write_bytes(data)
        if page_count(draft) != page_count(data):
            raise UserError("report_not_written", file=target.name)


def sheet_pages(report: model.Report, progress: Progress | None = None) -> tuple[int, ...]:
    """How many pages each sheet of a report has, in their order. Raises UserError `report_missing_glyphs`,
    `report_stopped`; `progress` is told as by `write_pdf`."""
    laid = _lay(report, Steps(progress))
    _last.keep(report, laid)
    return tuple(paged.leaf.pages for paged in laid.body if paged.leaf is not None and paged.leaf.page == 1)


def _registered(name: str) -> str:
    fonts.font(name)
    return name


def _check_glyphs(own: Setting) -> None:
    """Refuse what no font of ours can draw, naming the characters."""
    lacking = sorted(fonts.lacking("".join(own.breaker.texts)))
    if not lacking:
        return
    names = [f"{c} (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in lacking]
    raise UserError("report_missing_glyphs", characters=names[:_MOST], places=_around(own, frozenset(lacking)))


def _around(own: Setting, characters: frozenset[str]) -> list[str]:
    """The words about the first of these characters in each text that has one, so that they are found in the window."""
    found: dict[str, None] = {}
    for text in own.breaker.texts:
        at = next((n for n, character in enumerate(text) if character in characters), -1)
        if at >= 0:
            found.setdefault(text[max(0, at - _AROUND) : at + _AROUND].replace("\n", " ").strip())
    places = list(found)
    return places if len(places) <= _MOST else [*places[:_MOST], "…"]


def _told(report: model.Report) -> list[tuple[str, str]]:
    """The metadata in XMP."""
    return [
        ("dc:format", "application/pdf"),
        ("dc:title", report.title),
        ("dc:creator", report.author or report.organisation),
        ("dc:description", report.subject or report.title),
        ("dc:language", report.language),
        ("pdf:Producer", f"Shadan {__version__} (ReportLab)"),
        ("xmp:CreatorTool", f"Shadan {__version__}"),
        ("xmp:CreateDate", report.created),
        ("xmp:ModifyDate", report.created),
        ("xmp:MetadataDate", report.created),
    ]


def _inform(canvas: TaggedCanvas, report: model.Report) -> None:
    """Document information and what a reader shows first."""
    canvas.setTitle(report.title)
    canvas.setAuthor(report.author or report.organisation)
    canvas.setSubject(report.subject or report.title)
    canvas.setCreator(f"Shadan {__version__}")
    canvas.setProducer(f"Shadan {__version__} (ReportLab)")
    canvas.setKeywords(keywords(report))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if report.created:
        stamp = _pdf_date(report.created)
        canvas.setDateFormatter(lambda *_parts: stamp)


def _pdf_date(moment: str) -> str:
    """ISO 8601 as PDF writes it: D:20261130093000+09'00'."""
    from datetime import datetime

    at = datetime.fromisoformat(moment)
    text = at.strftime("D:%Y%m%d%H%M%S")
    offset = at.utcoffset()
    if offset is None:
        return text
    minutes = int(offset.total_seconds() // 60)
    return f"{text}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}'{abs(minutes) % 60:02d}'"


def _furniture(pen: Pen, header: Lines, secret: str, footer: str, page: str) -> None:
    """Header and footer."""
    top, bottom = PAGE_HEIGHT - 13.5 * MM, 12 * MM
    right = PAGE_WIDTH - look.RIGHT
    header.draw(pen, LEFT, top)
    if secret:
        pen.right(right, top, secret, FURNITURE)
    pen.line(LEFT, bottom + 11, right, bottom + 11, 0.5, look.HAIRLINE)
    if footer:
        pen.text(LEFT, bottom, footer, FURNITURE)
    pen.right(right, bottom, page, FURNITURE)


def _outline(canvas: TaggedCanvas, places: Iterable[Place]) -> None:
    depth = -1
    for place in places:
        # The outline knows no jump of two levels.
        depth = min(place.level - 1, depth + 1)
        canvas.addOutlineEntry(place.text, place.key, depth, closed=depth > 0)
    if depth >= 0:
        canvas.showOutline()


def _to_set(blocks: Iterable[model.Block]) -> int:
    """How many steps it takes to set blocks: those of papers, and of what is kept together, are told one by one."""
    total = 0
    for block in blocks:
        total += not isinstance(block, model.Sheet)
        if isinstance(block, model.Sheet | model.KeepTogether):
            total += _to_set(block.blocks)
    return total


def _strips(own: Setting, blocks: Iterable[model.Block], room: float) -> list[Strip]:
    """All blocks as strips. Contents are set last, when all headings are known."""
    strips: list[Strip] = []
    waiting: list[tuple[int, model.TableOfContents]] = []
    for block in blocks:
        if isinstance(block, model.TableOfContents):
            waiting.append((len(strips), block))
        else:
            strips += _block(own, block, room)
        if room == ROOM:
            own.steps.step()
    for at, block in reversed(waiting):
        strips[at:at] = contents_strips(own, block, own.places, room)
    return strips


def _block(own: Setting, block: model.Block, room: float) -> list[Strip]:  # noqa: C901 - one line for each kind
    match block:
        case model.Letter():
            return [*letter_strips(own, block, room), page_break()]
        case model.Cover():
            return [*cover_strips(own, block, room), page_break()]
        case model.Title():
            return title_strips(own, block.text, block.subtitle, room)
        case model.Heading():
            return heading_strips(own, block.level, block.text, block.bookmark, room)
        case model.Paragraph():
            return _paragraph(own, block, room)
        case model.Bullets():
            return list_strips(own, [("・", item) for item in block.items], room)
        case model.Numbered():
            return list_strips(
                own, [(_number(block.style, n), item) for n, item in enumerate(block.items, block.start)], room
            )
        case model.CheckList():
            return check_strips(own, block, room)
        case model.KeyValues():
            return key_value_strips(own, block, room)
        case model.Table():
            return table_strips(own, block, room)
        case model.Matrix():
            return matrix_strips(own, block, room)
        case model.BarChart():
            return bar_strips(own, block, room)
        case model.StackedBars():
            return stacked_strips(own, block, room)
        case model.Schedule():
            return schedule_strips(own, block, room)
        case model.Signature():
            return signature_strips(own, block, room)
        case model.Signatures():
            return beside_strips(own, block, room)
        case model.Box():
            return boxed(own, _strips(own, block.blocks, room - 24), block.title, block.tone == "notice", room)
        case model.KeepTogether():
            return together(_strips(own, block.blocks, room))
        case model.Spacer():
            return [Strip(block.height * MM, is_space=True)]
        case model.PageBreak():
            return [page_break()]
        case model.TableOfContents():
            return contents_strips(own, block, own.places, room)
        case model.Sheet():
            raise ValueError("a sheet stands for itself: it is no part of another block")


def _paragraph(own: Setting, block: model.Paragraph, room: float) -> list[Strip]:
    kind = look.SMALL if block.quiet else BODY
    match block.style:
        case "letter":
            strips = text_strips(own, block.text, kind, room, indent=kind.size, after=6)
        case "indent":
            strips = text_strips(own, block.text, kind, room - kind.size, x=kind.size, after=6)
        case "center" | "right":
            strips = text_strips(own, block.text, kind, room, align=block.style, after=6, justified=False)
        case _:
            strips = text_strips(own, block.text, kind, room, after=6)
    if block.keep:
        strips[-1].keep = HARD
    return strips


def _number(style: str, n: int) -> str:
    if style == "①":
        return _CIRCLED[n - 1] if 0 < n <= len(_CIRCLED) else f"({n})"
    return f"({n})" if style == "(1)" else f"{n}."
