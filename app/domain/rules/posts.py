"""The list of people as other ledgers are compared with it: the posts of each person, found by number or by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key
from app.domain.rules.index import Index, Read, Standing, name_key

# What of a person other ledgers are compared by.
_OF_PERSON = {name: name for name in (
    "emp_no", "person", "company", "department", "post", "previous_company", "previous_department", "appointed",
    "started", "moved", "left", "employment", "status", "concurrent", "concurrent_company", "seconded_from",
    "seconded_to", "trained", "pledged", "joined",
)}  # fmt: skip
_BEGUN = ("moved", "appointed", "started")


class People:
    """The people of the list, read when first asked for. Posts that begin after `today` (ISO) are not yet held."""

    def __init__(self, read: Read, today: str) -> None:
        self._read = read
        self._today = today

    @cached_property
    def _rows(self) -> tuple[Index[str, Standing], Index[str, Standing]]:
        numbers: Index[str, Standing] = Index()
        names: Index[str, Standing] = Index()
        share: dict[str, str] = {}
        for record, batch in self._read("people"):
            # Lean: a company has tens of thousands of people, and few words for where they are.
            kept = {
                _OF_PERSON[name]: share.setdefault(text, text)
                for name, text in record.values.items()
                if text and name in _OF_PERSON
            }
            lean = Record("people", record.key, record.match_key, record.site, kept, kept, record.sheet, record.row)
            each = (lean, batch)
            if number := kept.get("emp_no", ""):
                numbers.add(match_key(number), each)
            if name := kept.get("person", ""):
                names.add(name_key(name), each)
        return numbers, names

    def posts_of(self, emp_no: str, name: str) -> list[Standing]:
        """The rows of a person, one for each post, the present one first: by number, else by a name that only one
        person bears. Of several people with one number that of the name is meant."""
        numbers, names = self._rows
        if emp_no and numbers.keys():
            # A number that the list does not know is not made good by a name that somebody else may bear.
            found = numbers.all(match_key(emp_no)) or self._without_zeros(emp_no, name)
            if len(found) > 1 and len({name_key(each[0].values.get("person", "")) for each in found}) > 1:
                found = [
                    each for each in found if name and name_key(each[0].values.get("person", "")) == name_key(name)
                ]
        else:
            found = names.all(name_key(name)) if name else []
            if len(found) > 1 and len({match_key(each[0].values.get("emp_no", "")) for each in found}) > 1:
                return []
        return self._in_order(found)

    def _without_zeros(self, emp_no: str, name: str) -> list[Standing]:
        """The rows of who bears the name and whose number is the same but for zeros in front, which Excel drops."""
        bare = emp_no.lstrip("0")
        if not name or not bare.isdigit():
            return []
        same = self._rows[1].all(name_key(name))
        return [each for each in same if each[0].values.get("emp_no", "").lstrip("0") == bare]

    def _in_order(self, posts: list[Standing]) -> list[Standing]:
        """Posts with those that were left last, before them the latest begun first, else as they stand in the file."""
        if len(posts) < 2:
            return posts

        def begun(each: Standing) -> str:
            days = (each[0].values.get(name, "")[:10] for name in _BEGUN)
            return max((day for day in days if day <= self._today), default="")

        def left(each: Standing) -> bool:
            return bool(each[0].values.get("left")) or each[0].values.get("status") == "退職"

        found = sorted(posts, key=lambda each: (each[0].sheet, each[0].row, each[0].match_key))
        found.sort(key=begun, reverse=True)
        found.sort(key=left)
        return found

    def person(self, emp_no: str, name: str) -> Standing | None:
        """The main row of a person, or None."""
        found = self.posts_of(emp_no, name)
        return found[0] if found else None

    def everybody(self) -> Iterator[list[Standing]]:
        """The posts of each person that has a number or bears a name alone."""
        numbers, names = self._rows
        for number in tuple(numbers.keys()):
            found = numbers.all(number)
            for name in dict.fromkeys(name_key(each[0].values.get("person", "")) for each in found):
                same = [each for each in found if name_key(each[0].values.get("person", "")) == name]
                yield self._in_order(same)
        for name in tuple(names.keys()):
            found = names.all(name)
            if not any(each[0].values.get("emp_no") for each in found):
                yield self._in_order(found)

    @cached_property
    def sections(self) -> frozenset[str]:
        """The sections that the list of people knows, as they are compared."""
        found = {each[0].values.get("department", "") for posts in self.everybody() for each in posts}
        return frozenset(name_key(text) for text in found if text)
