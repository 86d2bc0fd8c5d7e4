"""A whole audit in memory, for tests of the consistency checks: in order, unless a test says otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.domain.answers import Answer
from app.domain.audit import Audit, Filing, Site
from app.domain.consistency import CHECKS, Hit, Whole, run
from app.domain.evidence import Evidence
from app.domain.grades import Level, Role, Verdict
from app.domain.progress import Place, checkpoints_in_scope, places
from tests.desk import bundled_catalogue

NORTH, SOUTH, HEAD, GONE = "s1", "s2", "s3", "s9"
SITES = (
    Site(NORTH, "北営業所", 1, manager="北野 一郎"),
    Site(SOUTH, "南営業所", 2),
    Site(HEAD, "本店", 3),
    Site(GONE, "湾岸出張所", 4, removed=True),
)
TODAY = date(2026, 11, 24)
AT = "2026-10-20T09:00:00+09:00"
CATALOGUE = bundled_catalogue()
AUDIT = Audit(
    "a1",
    "東湾送配電株式会社",
    Role.GRID_OPERATOR,
    "2026年度上期",
    date(2026, 10, 31),
    CATALOGUE.version,
    AT,
    auditor="点検 花子",
    department="行為規制室",
    filing=Filing(addressee="経済産業大臣", representative_title="代表取締役社長", representative="東 太郎"),
)
ASKED = checkpoints_in_scope(AUDIT, CATALOGUE)
AT_SITES = tuple(c.id for c in ASKED if c.level is Level.SITE)
OF_COMPANY = tuple(c.id for c in ASKED if c.level is Level.COMPANY)

Given = Mapping[Place, Answer]


def answer(place: Place, verdict: Verdict = Verdict.CONFORMING, comment: str = "", **more: str) -> Answer:
    """An answer in force."""
    return Answer(*place, verdict, comment, more.pop("reason", ""), 1, more.pop("at", AT), "officer")


def proof(place: Place, **more: object) -> Evidence:
    """A piece of evidence at a place."""
    made = Evidence(f"e-{place[0]}-{place[1]}", *place, "台帳抜粋.pdf", "application/pdf", 10, "d1", AT, "officer")
    return replace(made, **more)  # type: ignore[arg-type]


def _digest(place: Place) -> str:
    """Each place has a paper of its own."""
    return f"d-{place[0]}-{place[1]}"


def whole(answers: Mapping[Place, Answer] | None = None, **more: object) -> Whole:
    """An audit with these answers, each with evidence; of others `made` says that they conform."""
    asked = places(ASKED, SITES)
    given = {place: answer(place) for place in asked}
    given.update(answers or {})
    made = Whole(
        AUDIT,
        CATALOGUE,
        TODAY,
        SITES,
        ASKED,
        asked,
        given,
        evidence=tuple(proof(place, sha256=_digest(place)) for place in asked),
        stored=frozenset({"d1", *map(_digest, asked)}),
        ledgers=frozenset({"terminals", "systems", "accounts", "contractors"}),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def with_remarks(remarks: Mapping[Place, str], **more: object) -> Whole:
    """An audit that conforms everywhere, with these remarks."""
    return whole({place: answer(place, comment=text) for place, text in remarks.items()}, **more)


def hits(audit: Whole, *rules: str) -> tuple[Hit, ...]:
    """What the checks find; only those of some rules, if named."""
    assert not set(rules) - CHECKS.keys()
    return tuple(hit for hit in run(audit).hits if not rules or hit.rule in rules)
