"""The hand-in folder (提出用フォルダ): what goes into it, building it, looking at one that came back.

Reports, evidence and signed papers as files under names that any system takes, an index with digests, and a list of
digests that `sha256sum -c` and certutil can check. What holds where:

* A file of evidence is written once, under the first place that it serves; the index names every place. Pieces with the
  same bytes and the same suffix are one file.
* The same audit on the same day gives the same bytes: nothing in the folder tells when it was built, only when the
  last thing was recorded in the audit.
"""

from app.services.handing_in.archives import check
from app.services.handing_in.building import Built, build
from app.services.handing_in.checking import Checked
from app.services.handing_in.contents import USUAL, Contents, Doubt, Item, Part, Proof, part_words
from app.services.handing_in.former import Former, change_words, former, recorded_as, since_words
from app.services.handing_in.placing import name_problem
from app.services.handing_in.reading import read
from app.services.handing_in.words import counted_words, differing_words, kept_words

__all__ = [
    "USUAL",
    "Built",
    "Checked",
    "Contents",
    "Doubt",
    "Former",
    "Item",
    "Part",
    "Proof",
    "build",
    "change_words",
    "check",
    "counted_words",
    "differing_words",
    "former",
    "kept_words",
    "name_problem",
    "part_words",
    "read",
    "recorded_as",
    "since_words",
]
