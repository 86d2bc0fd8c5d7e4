"""The way of papers (domain handbook §6.5): printed with a code, signed, scanned, matched to the version printed.

`making` is the registry of the forms, `listing` tells how each paper stands, `choosing` which are printed, `printing`
prints, `unprintable` tells what no font can print, `scanning` reads and
files what came back, `filing` is what an officer says of it by hand, `out_list` the list of what is still out.

Papers lie beside the content of the audit (`app.storage.tables.BESIDE`): no fingerprint covers them, and no paper says
how many others were filed. So filing one outdates none of the others, and papers come back after the seal as well; the
history tells of each, chained with a digest over all of them. The day of printing and the fingerprint of that day
stand in the footer, outside of `SheetDraft.version`: they outdate nothing either.
"""

from app.errors import register_messages

register_messages(
    {
        "paper_none_chosen": "There is no such paper to print; look at the list of papers.",
        "paper_all_back": "All papers that are asked for came back already ({count}); ask for those that came back as "
        "well, or name them one by one, to print them again.",
        "paper_unprintable": "Papers that cannot be printed, as no font has some of their characters: {count} of "
        "{all}. They stand in: {places}. Write them in another way, or have the other papers printed without these.",
        "paper_changed_meanwhile": "What the papers say was changed again and again while they were set; nothing was "
        "printed. Print them once more.",
        "paper_came_back_since": "The paper {number} ({name}) came back, or was changed, since it was printed; it "
        "stays on record.",
        "paper_stays_on_record": "{file} could not be put in its place, and the papers in it ({count}) stay on record "
        "as printed; print them once more.",
        "paper_only_form": "Name the one form within which the papers are chosen.",
        "paper_code_wrong": "{paper} is no code of a paper: a code has eight characters, and this one was misread or "
        "mistyped. Compare it with the paper.",
        "paper_code_unknown": "No paper with the code {paper} is on record here; it was printed from another copy of "
        "the file.",
        "paper_taken_back": "{number} ({name}), edition {edition}, was printed on {printed}, and {by} took that back "
        "on {day}. It was not filed. Have the paper as it is printed now signed, or file this scan by hand as that of "
        "a printing that was taken back.",
        "paper_foreign": "{scan}, page {page}, belongs to another audit; open that audit and take it in there.",
        "paper_older": "{number} ({name}) came back in edition {edition}, printed on {printed} (version {version}); "
        "valid is edition {newer}, printed on {reprinted} (version {newer_version}). It was not filed; have the valid "
        "edition signed.",
        "paper_code_of_another": "{scan}, page {page}, bears the code of {other}, and was to be filed as {paper}. It "
        "was not filed; name the paper whose code it bears, or choose another page.",
        "paper_not_back": "{number} ({name}) has not come back yet; file its scan first.",
        "paper_incomplete": "{number} ({name}) is not complete: page {pages} is missing. File the missing pages first.",
        "paper_back_already": "{number} ({name}) came back on {day} already; withdraw that first if another scan is to "
        "count.",
        "paper_needs_signer": "Name who signed, as it stands on the paper.",
        "paper_signed_by_other": "{number} was printed for {person}, and the name that was signed is another one: "
        "{signers}. Give the reason for which the paper counts as it is, or correct the name.",
        "paper_named_twice": "{name} stands twice among those who signed {number} ({paper}). Enter each name once, or "
        "give the reason why it stands there twice.",
        "paper_signed_late": "The day of the signature, {day}, lies ahead; enter the day that stands on the paper.",
        "paper_signed_early": "The day of the signature, {day}, lies before the paper was printed ({printed}); enter "
        "the day that stands on the paper.",
        "paper_needs_reason": "Give the reason for which what came back does not count.",
        "paper_pages_wrong": "{number} ({name}) wants this number of pages: {count}. Name as many pages of the scan, "
        "in their order, and none that the scan does not have.",
        "paper_scans_left": "Not filed: {count} (pages, and files that could not be read). Each is listed with its "
        "reason; everything else was filed.",
        "paper_scans_would_be_left": "Would not be filed: {count} (pages, and files that could not be read). Each is "
        "listed with its reason.",
        "paper_scans_none": "There is no scan in {file}; scans are PDF, PNG, JPEG and TIFF files.",
        "paper_scans_many": "There are more than {most} scans at once; take them in in several parts.",
    }
)
