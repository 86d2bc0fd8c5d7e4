"""Papers that came back are handed in as they were scanned, also of a sealed audit, whose seal holds."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from app import bootstrap
from app.domain.paper_loop import Signer
from app.i18n import gettext_in
from app.services import handing_in, sealing
from app.services.handing_in import Part
from app.services.papers import filing, scanning
from app.services.ports import Desk
from tests.services.papers.conftest import print_all
from tests.services.rounds import narrowed, sealed

PAPERS = frozenset({Part.PAPERS})


def test_scans_of_a_sealed_audit_are_handed_in_and_told_beside_its_seal(desk: Desk, tmp_path: Path) -> None:
    small = narrowed(desk)
    sealed(small)
    printed = print_all(small, tmp_path / "papers.pdf")
    scanning.take(small, [tmp_path / "papers.pdf"])
    filing.mark_signed(small, printed[0].code, [Signer("𠮷野 花子")], date(2026, 11, 24))
    before = sealing.standing(small).revision
    _changes, built = handing_in.build(small, tmp_path / "out", bootstrap.render, gettext_in, parts=PAPERS)

    (written,) = built.written
    scan = (tmp_path / "papers.pdf").read_bytes()
    assert (tmp_path / "out" / written.item.path).read_bytes() == scan
    assert written.sha256 == sha256(scan).hexdigest()
    assert written.item.path == "回収した書面/RC-001_全社_001.pdf"
    # One scan holds all papers; the index has a line for each.
    assert len(written.item.proofs) == len(printed)
    assert [proof.note for proof in written.item.proofs if "𠮷野" in proof.note] == ["署名: 𠮷野 花子、2026年11月24日"]
    (former,) = handing_in.former(small)
    assert former.parts == ("papers",)
    assert sealing.standing(small).revision == before
    path = Path(small.file.location)
    small.file.close()
    assert small.world.files.verify(path).problems == ()
