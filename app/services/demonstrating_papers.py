"""The papers of the sample audit on their way: printed with their codes, some back, some signed, one to be replaced.

Nobody has signed anything: what came back is filed by hand (手動照合), from the very file that was printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.paper_loop import Printing, Signer
from app.errors import UserError
from app.services import auditing, undoing
from app.services.papers import choosing, filing, listing, printing
from app.services.papers.listing import Translations
from app.services.ports import Desk
from app.services.reporting import Renderer
from app.services.reporting.sheets import Form


@dataclass(frozen=True, slots=True)
class PapersSample:
    """`early` is the site whose confirmation is printed before its answers are given (`early_file`), so that it is to
    be replaced. `file` holds the confirmations of `sites` and the floor-walk sheets of the site `walked`. Of these come
    back those of `returned`, signed by people as (part, name); of the walk sheets the first one, without its results.
    That of the site `taken_back` is printed by mistake, and the printing taken back. The confirmations of all other
    sites are not printed.
    """

    early: str = ""
    early_file: str = ""
    file: str = ""
    sites: tuple[str, ...] = ()
    walked: str = ""
    returned: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    taken_back: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The files of both."""
        return tuple(filter(None, (self.early_file, self.file)))


def begin(
    desk: Desk, sample: PapersSample, folder: Path, render: Renderer, translations: Translations, language: str
) -> None:
    """Print what is printed before there are answers. Raises UserError."""
    form = (Form.SITE_CONFIRMATION,)
    if sample.taken_back:
        site = auditing.site_named(auditing.outline(desk).sites, sample.taken_back).id
        file = folder / f"{desk.world.new_id()}.pdf"
        printing.print_some(desk, file, render, translations, language, forms=form, site=site)
        file.unlink(missing_ok=True)
        undoing.undo(desk, translations(language), undoing.last(desk))
    if sample.early:
        site = auditing.site_named(auditing.outline(desk).sites, sample.early).id
        printing.print_some(desk, folder / sample.early_file, render, translations, language, forms=form, site=site)


def finish(
    desk: Desk, sample: PapersSample, folder: Path, render: Renderer, translations: Translations, language: str
) -> None:
    """Print the others, and let some come back. Raises UserError."""
    if not sample.file:
        return
    ids = {site.name: site.id for site in auditing.outline(desk).sites}
    keys = [(Form.SITE_CONFIRMATION.value, ids[name]) for name in sample.sites]
    file = folder / sample.file
    reading = listing.read(desk, translations, language, {Form.SITE_CONFIRMATION, Form.WALK_SHEET})
    keys += choosing.choose(reading, forms=(Form.WALK_SHEET,), site=ids[sample.walked])
    _changes, made = printing.print_some(desk, file, render, translations, language, keys=keys)
    pages = _pages(made)
    by_site = {each.site: each for each in made if each.form == Form.SITE_CONFIRMATION}
    walks = [each for each in made if each.form == Form.WALK_SHEET]
    back = [by_site[ids[name]] for name in sample.returned] + walks[:1]
    for each in back:
        try:
            filing.file_by_hand(desk, each.code, file, pages[each.code])
        except UserError as error:
            if error.code.startswith("scan_"):
                return  # A renderer that makes no pages leaves nothing that could have been scanned.
            raise
    for name, signed in sample.returned.items():
        signers = [Signer(person, part) for part, person in signed]
        if signers:
            filing.mark_signed(desk, by_site[ids[name]].code, signers, desk.world.clock.today())


def _pages(made: Sequence[Printing]) -> dict[str, list[int]]:
    """The pages of the file on which each paper stands."""
    found, first = {}, 1
    for each in made:
        found[each.code] = list(range(first, first + each.pages))
        first += each.pages
    return found
