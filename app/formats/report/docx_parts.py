"""The parts of a DOCX beside its text: styles, lists, header and footer, and what the package says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from app.formats.report import look
from app.formats.report.look import MM, Type
from app.formats.report.packed import ILLEGAL
from app.formats.report.wordml import FONT, border, field, paragraph, run, safe, style, twips
from app.services.reporting.model import Report
from app.version import __version__

ROOM = twips(look.ROOM)
NUMBERS = {
    "・": ("bullet", "・"),
    "1.": ("decimal", "%1."),
    "(1)": ("decimal", "(%1)"),
    "①": ("decimalEnclosedCircle", "%1"),
}
"""How lists are counted, by the style of the model; the first is that of items without a number."""
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
_TITLE_UNDER = Type(10.5, 18, look.QUIET)
_LATIN = {"ja": "en-US", "en": "en-GB"}
"""The language of Latin letters and figures. Where it is Japanese, LibreOffice breaks lines within numbers."""
# A diagonal word behind the text, as Word itself puts a watermark into a header.
_WATERMARK = (
    '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="Draft{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt={word} '
    'style="position:absolute;margin-left:0;margin-top:0;width:{wide}pt;height:{high}pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="{ink}" stroked="f">'
    '<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string={word}/><w10:wrap anchorx="margin" '
    'anchory="margin"/></v:shape></w:pict></w:r>'
)


def styles(language: str) -> str:
    """All styles that the text uses, under the names by which Word knows them."""
    latin = _LATIN.get(language, _LATIN["ja"])
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    rule = f"<w:pBdr>{border('bottom', 0.8, look.BLUE)}</w:pBdr>"
    above = f"<w:pBdr>{border('top', 0.5, look.HAIRLINE)}</w:pBdr>"
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{ROOM}"/></w:tabs>'
    dotted = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{ROOM}"/></w:tabs>'
    made = [
        style("Normal", "Normal", look.BODY, based="", after=6),
        style("Heading1", "heading 1", look.PART, before=18, after=8, paragraph_=rule, level=1, keep=True),
        style("Heading2", "heading 2", look.ITEM, before=14, after=6, level=2, keep=True),
        style("Heading3", "heading 3", look.SUBITEM, before=10, after=4, level=3, keep=True),
        style("Title", "Title", look.TITLE, before=6, after=6, align="center", keep=True),
        style("CoverTitle", "Cover Title", look.COVER_TITLE, after=12, align="center", own=True),
        style("Subtitle", "Subtitle", _TITLE_UNDER, after=12, align="center"),
        style("Caption", "caption", look.CAPTION, before=10, after=3, keep=True),
        style("TableText", "Table Text", look.CELL, following="TableText", before=2, after=2, own=True),
        style("TableHead", "Table Head", look.CELL_BOLD, following="TableHead", before=2, after=2, keep=True, own=True),
        style("Quiet", "Quiet Text", look.SMALL, after=6, own=True),
        style("Note", "Table Note", look.NOTE, before=3, after=10, own=True),
        style("ListBullet", "List Bullet", look.BODY, following="ListBullet", after=2),
        style("ListNumber", "List Number", look.BODY, following="ListNumber", after=2),
        style("Header", "header", look.FURNITURE, following="Header", paragraph_=tabs),
        style("Footer", "footer", look.FURNITURE, following="Footer", paragraph_=above + tabs),
        style("TOC1", "toc 1", look.BODY_BOLD, before=4, paragraph_=dotted),
        style("TOC2", "toc 2", look.BODY, paragraph_=dotted + ""),
        style("TOC3", "toc 3", look.BODY, paragraph_=dotted),
    ]
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{latin}" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr>'
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{''.join(made)}"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph '
        'Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority '
        'w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" '
        'w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="90" '
        'w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority '
        'w:val="99"/><w:semiHidden/></w:style></w:styles>'
    )


def numbering(lists: Sequence[tuple[str, int]]) -> str:
    """The lists of the text: how each is counted, and from where."""
    kinds = list(NUMBERS)
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start '
        f'w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/><w:pPr><w:ind '
        f'w:left="420" w:hanging="420"/></w:pPr><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" '
        f'w:eastAsia="{FONT}" w:hint="eastAsia"/></w:rPr></w:lvl></w:abstractNum>'
        for n, (form, shown) in enumerate(NUMBERS.values())
    )
    used = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{kinds.index(kind)}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for n, (kind, start) in enumerate(lists, start=1)
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{used}</w:numbering>"


def header(report: Report, number: int, *, first: bool = False, logo: str = "") -> str:
    """Organisation and title left, draft and confidentiality right, the watermark behind; the first page has the last
    two only; of the house style, its marking there and the `logo`."""
    right = "　".join(each for each in (report.watermark, report.stamp if first else report.confidentiality) if each)
    left = "" if first else report.header or f"{report.organisation}　{report.title}"
    content = logo + run(left) + ("<w:r><w:tab/></w:r>" + run(right, bold=bool(report.watermark)) if right else "")
    return paragraph(content + _watermark(report.watermark, number), "Header")


def footer(report: Report, words_page: str) -> str:
    """Fingerprint and 基準日 left, the page right. How many there are is not told: the first page is not counted, and
    not every program knows the pages of a section."""
    before, _page, end = words_page.partition("{page}")
    counted = run(before) + field("PAGE", "1") + run(end)
    own = paragraph(run(report.footer) + "<w:r><w:tab/></w:r>" + counted, "Footer")
    return own + (paragraph(run(report.house_footer), "Header") if report.house_footer else "")


def _watermark(word: str, number: int) -> str:
    if not word:
        return ""
    # A square for one sign, longer for a word; the diagonal of the page holds it.
    wide = min(420, 230 * len(word)) if len(word) < 3 else 420
    high = 230 if len(word) < 3 else 120
    return _WATERMARK.format(
        number=number,
        spid=2048 + number,
        word=quoteattr(word.translate(ILLEGAL)),
        wide=wide,
        high=high,
        ink=look.WATERMARK,
        font=FONT,
    )


def section(*, header_id: str, footer_id: str, restart: bool) -> str:
    """The page of a section: A4, the margins of the paper, its own header and footer."""
    references = f'<w:headerReference w:type="default" r:id="{header_id}"/>'
    references += f'<w:footerReference w:type="default" r:id="{footer_id}"/>'
    start = '<w:pgNumType w:start="1"/>' if restart else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{twips(look.PAGE_WIDTH)}" '
        f'w:h="{twips(look.PAGE_HEIGHT)}"/><w:pgMar w:top="{twips(look.TOP)}" w:right="{twips(look.RIGHT)}" '
        f'w:bottom="{twips(look.BOTTOM)}" w:left="{twips(look.LEFT)}" w:header="{twips(11 * MM)}" '
        f'w:footer="{twips(10 * MM)}" w:gutter="0"/>{start}<w:cols w:space="425"/></w:sectPr>'
    )


def describe(properties: Any, report: Report) -> None:
    """What the file says of itself; the moment is that of the report, not of the writing."""
    moment = datetime.fromisoformat(report.created) if report.created else datetime(1980, 1, 1, tzinfo=UTC)
    moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    properties.title = report.title.translate(ILLEGAL)[:255]
    properties.subject = (report.subject or report.title).translate(ILLEGAL)[:255]
    properties.author = (report.author or report.organisation).translate(ILLEGAL)[:255]
    properties.last_modified_by = properties.author
    properties.comments = ""
    properties.category = report.kind
    properties.keywords = f"shadan fingerprint={report.fingerprint}"[:255]
    properties.identifier = report.audit_id
    properties.version = f"Shadan {__version__}"
    properties.language = "ja-JP" if report.language == "ja" else "en-GB"
    properties.created = moment
    properties.modified = moment
    properties.revision = 1


def application() -> bytes:
    """Which program has written the file."""
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Shadan {safe(__version__)}</Application></Properties>"
    ).encode()
