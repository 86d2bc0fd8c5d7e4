"""The action tracker: the measures of the plan as a workbook that sections fill in and send back.

`app.services.tracker_reading` reads it, `app.services.tracker_merging` takes it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from app.domain.audit import Audit, Site
from app.domain.plan import Action, still_draft
from app.domain.tracker import ADOPTED, AS_ADOPTED, AS_DRAFTED, FIELDS, FIXED, REVISED, WHY, Field, Kind, Value
from app.errors import UserError, register_messages
from app.services import tracker_words as words
from app.services.ledger_ports import GRID_ROWS
from app.services.ports import Desk, UnitOfWork
from app.services.told_values import plain
from app.services.tracker_manifest import Manifest, Origin, lines
from app.services.tracker_ports import TrackerBook, TrackerColumn, Written
from app.services.wording import day
from app.version import __version__

register_messages(
    {
        "tracker_suffix": "{file} must end in .xlsx.",
        "tracker_too_many": "The plan has more measures ({count}) than a list for filling in holds ({most}).",
    }
)

Translate = Callable[[str], str]

BLANK = 30
"""So many empty rows stand at the end for new measures."""
MOST = GRID_ROWS - 500
"""So many measures are written: as many as are read back whatever stands around them."""
LONGEST = 32_767
"""So many signs does a cell hold."""
_WIDTHS = {
    "problem": 42.0,
    "measure": 42.0,
    "method": 34.0,
    WHY: 30.0,
    "department": 18.0,
    "owner": 14.0,
    "sites": 20.0,
}
_UNSEEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))
_JOINED = {"ja": "、", "en": ", "}


def export(desk: Desk, target: Path, translate: Translate, language: str = "ja") -> int:
    """Write the measures in the plan to `target`; returns how many. Raises UserError, leaving an earlier file."""
    if target.suffix.lower() != ".xlsx":
        raise UserError("tracker_suffix", file=target.name)
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)
    with desk.file.read() as work:
        audit, sites = work.audit.get(), work.sites.all()
        actions = tuple(action for action in work.plan.actions() if not action.withdrawn)
        head, why = work.history.head(), whys(work)
        people = _people(work, actions)
    if len(actions) > MOST:
        raise UserError("tracker_too_many", count=len(actions), most=MOST)
    if head is None:
        raise ValueError("an audit has a history from its first moment")
    at = desk.stamp()
    origin = Origin(audit.id, at, desk.world.user, __version__, language, head.seq, BLANK)
    known = _known(desk, sites, translate, language)
    values = {a.id: {**told(a, why.get(a.id, "")), **_fixed_values(a, known)} for a in actions}
    manifest = Manifest(origin, {action.id: action.number for action in actions}, values)
    book = _book(desk, audit, known, actions, values, people, lines(manifest, head.hash), translate, language, at)
    desk.world.trackers.write(target, book)
    return len(actions)


def told(action: Action, why: str = "") -> dict[str, Value]:
    """The fields of a measure that a tracker holds, as plain values; `why` is the reason of its revised due date."""
    own: dict[str, Value] = {f.name: plain(getattr(action, f.name)) for f in FIELDS if f.name not in (ADOPTED, WHY)}
    return {**own, WHY: why, ADOPTED: AS_DRAFTED if still_draft(action) else AS_ADOPTED}


def whys(work: UnitOfWork) -> dict[str, str]:
    """The reasons of the due dates that hold now, by measure, where they were revised."""
    return {revision.action: revision.reason for revision in work.measures.revisions()}


def shown(field: Field, value: Value, known: dict[str, str], language: str) -> str:
    """What a cell says: codes in words, a day in ISO, a text as far as a cell holds it."""
    if isinstance(value, list):
        return _JOINED.get(language, ", ").join(known.get(code, code) for code in value)
    if field.kind is Kind.CODE:
        return known.get(value or "", value or "")
    return (value or "").translate(_UNSEEN).replace("\r\n", "\n")[:LONGEST]


def known_words(desk: Desk, field: str, translate: Translate, language: str) -> dict[str, str]:
    """The words of the codes that a field may hold; empty where it holds none."""
    return {
        "causes": lambda: words.causes(translate),
        "directions": lambda: words.directions(desk.catalogue, language),
        "state": lambda: words.states(translate),
        ADOPTED: lambda: words.adopting(translate),
    }.get(field, dict[str, str])()


def value_words(desk: Desk, name: str, value: Value, translate: Translate, language: str) -> str:
    """What a field holds, as people read it; that it holds nothing is said."""
    _ = translate
    field = next(each for each in FIELDS if each.name == name)
    if field.kind is Kind.DAY and isinstance(value, str):
        said = day(value, language)
    else:
        said = shown(field, value, known_words(desk, name, translate, language), language)
    return said or _("(empty)")


def slot(number: int) -> str:
    """What an empty row bears in place of an id."""
    return f"new-{number:02d}"


def _people(work: UnitOfWork, actions: Iterable[Action]) -> tuple[list[str], list[str]]:
    """The sections and the persons that stand in the plan or among the people of the audit."""
    listed = work.duties.officers()
    sections = {a.department for a in actions} | {officer.department for officer in listed}
    persons = {a.owner for a in actions} | {officer.name for officer in listed}
    return sorted(filter(None, map(str.strip, sections))), sorted(filter(None, map(str.strip, persons)))


def _book(
    desk: Desk,
    audit: Audit,
    known: _Known,
    actions: Sequence[Action],
    values: Mapping[str, Mapping[str, Value]],
    people: tuple[list[str], list[str]],
    manifest: Sequence[Sequence[str]],
    translate: Translate,
    language: str,
    at: str,
) -> TrackerBook:
    _ = translate
    columns = _columns(desk, people, translate, language)
    rows = [_row(action, values[action.id], known) for action in actions]
    blank = len(columns) - 1
    rows += [[slot(n), *[None] * blank] for n in range(1, BLANK + 1)]
    hint = _("Written on {day} from the audit of {organisation}. Fill in from “Present problem” on and send it back.")
    return TrackerBook(
        title=f"{_('Measures of the improvement plan')}  {audit.period}",
        hint=hint.format(day=at[:10], organisation=audit.organisation),
        names=(_("Measures"), _("How to fill it in"), "lists", "shadan"),
        columns=columns,
        rows=rows,
        blank=BLANK,
        manifest=manifest,
        help=words.help_lines(translate),
        footer=audit.organisation,
        confidentiality=audit.confidentiality,
        language=language,
        at=at,
        author=audit.organisation,
        refusal=_("This is not in the list; choose one of its entries."),
        doubt=_("This is no date that the program knows; leave it if it is one, such as 令和8年12月25日."),
    )


def _columns(
    desk: Desk, people: tuple[list[str], list[str]], translate: Translate, language: str
) -> tuple[TrackerColumn, ...]:
    _ = translate
    headings = words.headings(translate)
    items = tuple(words.items(desk.catalogue, language).items())
    fixed = (
        TrackerColumn("id", headings["id"], 4, hidden=True),
        TrackerColumn("number", headings["number"], 6, kind="number"),
        TrackerColumn(
            "item",
            headings["item"],
            24,
            opened=True,
            choices=items,
            prompt=_("For a new measure, choose the item that it belongs to."),
        ),
        TrackerColumn("checkpoint", headings["checkpoint"], 11),
        TrackerColumn("severity", headings["severity"], 10),
        TrackerColumn("sites", headings["sites"], _WIDTHS["sites"]),
        TrackerColumn("until", headings["until"], 13, kind="day"),
    )
    prompts = {
        "directions": _("Several are parted by “、”."),
        "department": _("Choose from the list or write another one."),
        "owner": _("Choose from the list or write another one."),
        "due": _("A date, such as 2026/12/25."),
        REVISED: _("A new due date, with its reason beside it. The original one stays."),
        WHY: _("Why the new due date; write it anew with every new date."),
    }
    lists = {"department": [(name, name) for name in people[0]], "owner": [(name, name) for name in people[1]]}
    editable = []
    for field in FIELDS:
        choices = tuple(lists.get(field.name, ())) or tuple(known_words(desk, field.name, translate, language).items())
        if field.name == "causes":
            choices = _together(choices, _JOINED.get(language, ", "))
        editable.append(
            TrackerColumn(
                field.name,
                headings[field.name],
                _WIDTHS.get(field.name, 13.0 if field.kind is Kind.DAY else 16.0),
                kind="day" if field.kind is Kind.DAY else "text",
                editable=True,
                choices=choices,
                strict=field.kind is Kind.CODE or field.name == "causes",
                prompt=prompts.get(field.name, ""),
            )
        )
    return (*fixed, *editable)


def _together(choices: Sequence[tuple[str, str]], between: str) -> tuple[tuple[str, str], ...]:
    """Every choice of one or several, the single ones first: a list takes one entry only."""
    found = [[choice] for choice in choices]
    for size in range(2, len(choices) + 1):
        found += map(list, combinations(choices, size))
    return tuple((" ".join(code for code, _w in each), between.join(word for _c, word in each)) for each in found)


@dataclass(frozen=True, slots=True)
class _Known:
    """The words that the cells of all rows are made of."""

    sites: Mapping[str, str]
    items: Mapping[str, str]
    severities: Mapping[str, str]
    codes: Mapping[str, dict[str, str]]
    language: str


def _known(desk: Desk, sites: Sequence[Site], translate: Translate, language: str) -> _Known:
    return _Known(
        {site.id: site.name for site in sites},
        words.items(desk.catalogue, language),
        words.severities(translate),
        {field.name: known_words(desk, field.name, translate, language) for field in FIELDS},
        language,
    )


def _fixed(action: Action, known: _Known) -> dict[str, Written]:
    """What the fixed columns say, without the id and the number."""
    return {
        "item": known.items.get(action.item, action.item),
        "checkpoint": action.checkpoint,
        "severity": known.severities[action.severity.value],
        "sites": _JOINED.get(known.language, ", ").join(
            known.sites[site] for site in action.sites if site in known.sites
        ),
        "until": action.until,
    }


def _fixed_values(action: Action, known: _Known) -> dict[str, Value]:
    """The same for the manifest, so that it is seen when somebody changes them."""
    return {FIXED + name: str(plain(value) or "")[:LONGEST] for name, value in _fixed(action, known).items()}


def _row(action: Action, values: Mapping[str, Value], known: _Known) -> list[Written]:
    cells: list[Written] = [
        action.id,
        action.number,
        *_fixed(action, known).values(),
    ]
    for field in FIELDS:
        value = values[field.name]
        if field.kind is Kind.DAY:
            cells.append(date.fromisoformat(value) if isinstance(value, str) and value else None)
        else:
            cells.append(shown(field, value, known.codes[field.name], known.language))
    return cells
