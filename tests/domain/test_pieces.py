"""What a piece of evidence proves: places, versions, last days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
from app.domain.pieces import Piece, by_place, pieces

TODAY = date(2026, 11, 26)
HOME, OTHER = ("A", ""), ("B", "s1")


def evidence(identity: str = "e1", removed_at: str = "") -> Evidence:
    return Evidence(identity, *HOME, "a.pdf", "application/pdf", 1, "0" * 64, "2026-11-24", "officer", removed_at)


def use(place: tuple[str, str] = OTHER, removed_at: str = "", identity: str = "e1") -> EvidenceUse:
    return EvidenceUse(identity, *place, "2026-11-25", "officer", removed_at)


def test_it_serves_its_own_place_first() -> None:
    (piece,) = pieces([evidence()], [use()], {})
    assert piece.places == (HOME, OTHER)
    assert (piece.version, piece.latest, piece.counts(TODAY)) == (1, True, True)


def test_a_place_taken_off_does_not_serve_though_others_do() -> None:
    (piece,) = pieces([evidence()], [use(HOME, "2026-11-26"), use()], {})
    assert piece.places == (OTHER,)
    assert piece.ended_at(HOME) is not None
    assert piece.ended_at(OTHER) is None
    assert by_place([piece], TODAY) == {OTHER: (piece.evidence,)}


def test_what_was_removed_serves_nowhere() -> None:
    (piece,) = pieces([evidence(removed_at="2026-11-26")], [use()], {})
    assert piece.places == ()
    assert by_place([piece], TODAY) == {}


def test_the_newest_version_counts_even_when_it_was_removed() -> None:
    facts = {"e2": EvidenceFacts("e2", replaces="e1"), "e3": EvidenceFacts("e3", replaces="e2")}
    held = pieces([evidence(), evidence("e2"), evidence("e3")], [], facts)
    assert [piece.version for piece in held] == [1, 2, 3]
    assert [e.id for e in held[2].earlier] == ["e1", "e2"]
    assert by_place(held, TODAY) == {HOME: (held[2].evidence,)}
    gone = pieces([evidence(), evidence("e2"), evidence("e3", "2026-11-26")], [], facts)
    assert by_place(gone, TODAY) == {}


def test_a_ring_of_versions_ends() -> None:
    facts = {"e1": EvidenceFacts("e1", replaces="e2"), "e2": EvidenceFacts("e2", replaces="e1")}
    assert [len(piece.earlier) for piece in pieces([evidence(), evidence("e2")], [], facts)] == [2, 2]


@given(st.dates(TODAY - timedelta(400), TODAY + timedelta(400)), st.integers(0, 365))
def test_it_counts_through_its_last_day(expires: date, days: int) -> None:
    piece = Piece(evidence(), EvidenceFacts("e1", expires))
    assert piece.counts(TODAY) is (expires >= TODAY)
    assert piece.expired(TODAY) is not piece.counts(TODAY)
    soon = piece.expires_within(TODAY, days)
    assert soon is (0 <= (expires - TODAY).days <= days)
    assert not (soon and piece.expired(TODAY))
    assert Piece(evidence(), EvidenceFacts("e1")).counts(TODAY)
