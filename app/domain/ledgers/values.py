"""The text of a cell becomes a value: one normaliser per `FieldType`. Nothing is guessed.

A normaliser returns the value and the code of what is wrong with it (`app.services.ledger_problems`), or "".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from app.domain.ledgers import dates, intervals, words
from app.domain.ledgers.form import Field, FieldType
from app.domain.ledgers.writing import BLANK, HYPHENS, UNDECIDED, is_nothing, plain

Value = tuple[str, str]
Normaliser = Callable[[str], Value]

KEY_DAMAGED = "key_damaged"
KEY_IS_DATE = "key_is_date"
MAC_MALFORMED = "mac_malformed"
IP_MALFORMED = "ip_malformed"
STATE_UNKNOWN = "state_unknown"
ZONE_UNKNOWN = "zone_unknown"
FLAG_UNKNOWN = "flag_unknown"
NUMBER_UNCLEAR = "number_unclear"
MONTHS_UNCLEAR = "months_unclear"
WORD_UNKNOWN = "word_unknown"
COUNT_FOR_NAMES = "count_for_names"

AUTOMATIC = "DHCP"
LIST_SIGN = "、"

_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_USUAL_KEY = re.compile(r"(?=[0-9E-]*[A-DF-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*|[1-9]\d{0,12}")
_USUAL_MAC = re.compile(r"[0-9A-F]{2}(?::[0-9A-F]{2}){5}")
_USUAL_IP = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_NUMBER = re.compile(
    r"約?\s*(\d{1,12}(?:\.\d+)?)\s*(?:名|人|台|件|個|枚|本|部|か?月|ヶ月|カ月|ケ月|日|年|%|室|ID|アカウント)?"
)
# In the place of names; 1本 and 3部 may be those of something.
_COUNT = re.compile(r"(?:約|計|全|他|ほか|外)?\s*\d[\d,]*\s*(?:名|人|件|枚|台|個)(?:程度)?")
_FRACTION = re.compile(r"(\d+)\.0+")
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?: \d\d:\d\d:\d\d)?")
_NO_SEPARATORS = str.maketrans("", "", HYPHENS + " _/\\.,:;#'\"・()[]「」")
_MAC_SIGNS = re.compile(rf"[\s:.{re.escape(HYPHENS)}]+")
_MAC = re.compile(r"[0-9A-F]{12}")
_IP_SPLIT = re.compile(r"[\s,、;]+")
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_AUTOMATIC = frozenset({"dhcp", "自動", "自動取得", "自動割当", "自動割り当て", "動的", "可変", "auto", "dynamic"})
_LIST_SPLIT = re.compile(r"\s*(?:[、,;\n\r]|/(?!\d)|・(?=\S)| / )\s*")
# 佐藤 一郎, 石黒一郎(021000), and no half of a name.
_WHOLE_NAME = re.compile(r"[^\s(]+ [^\s(]+|[^\s(]{2,}\s?\(\s?[0-9A-Za-z-]+\s?\)")
# A reading of the name above, and a section or a post that stands below it.
_KANA = re.compile(r"[\s()ぁ-ゖァ-ヺー・]+")
_LATIN = re.compile(r"[\s().,A-Za-z-]+")
_NO_PERSON = re.compile(
    r".*(?:[部課係室班局所店社員長]|主[任査事幹]|グループ|チーム|センター|担当|代理|(?<![A-Za-z])[GT])\s*(?:\(.*\))?",
    re.IGNORECASE,
)
_COMPANY_FORMS = {
    "(株)": "株式会社",
    "(有)": "有限会社",
    "(合)": "合同会社",
    "(資)": "合資会社",
    "(名)": "合名会社",
    "(社)": "社団法人",
    "(財)": "財団法人",
}
_COMPANY_FORM = re.compile(r"\((?:株|有|合|資|名|社|財)\)")


def normaliser(kind: FieldType, date1904: bool = False) -> Normaliser:
    """The normaliser of a type. `date1904`: the workbook counts days from 1904."""
    if kind is FieldType.DATE and date1904:
        return lambda text: dates.parse(text, date1904=True)
    return _NORMALISERS[kind]


def normaliser_of(field: Field, date1904: bool = False) -> Normaliser:
    """The normaliser of a field: that of its type, or of the words it declares."""
    if field.person and field.type is FieldType.TEXT:
        return people
    if field.type is FieldType.WORD:
        return _word(words.Vocabulary(field.words).word, WORD_UNKNOWN)
    return normaliser(field.type, date1904)


# --- keys -------------------------------------------------------------------------------------------------------------


def key(text: str) -> Value:
    """A key as written: NFKC, trimmed, without the apostrophe by which Excel keeps text and the fraction it adds."""
    # Most keys: capital letters, digits and hyphens, with a letter that is no exponent.
    if _USUAL_KEY.fullmatch(text):
        return text, ""
    written = plain(text).lstrip("'’`")
    if is_nothing(written):
        return "", ""
    if match := _FRACTION.fullmatch(written):
        return match[1], ""
    if _EXPONENT.fullmatch(written):
        return written, KEY_DAMAGED
    if written.isdigit() and len(written) > 15 and written.endswith("0"):
        # Excel keeps 15 digits and fills up with zeros.
        return written, KEY_DAMAGED
    return written, KEY_IS_DATE if _ISO_DATE.fullmatch(written) else ""


def match_key(written: str) -> str:
    """What finds a key again however it is written: upper case, without blanks, hyphens and other separators."""
    if written.isascii():
        if written.isalnum():
            return written.upper()
        if written.isprintable():
            return written.translate(_NO_SEPARATORS).upper()
    return _match_key(written)


@lru_cache(maxsize=100_000)
def _match_key(written: str) -> str:
    return plain(written).translate(_NO_SEPARATORS).upper()


# --- addresses --------------------------------------------------------------------------------------------------------


def mac(text: str) -> Value:
    """A MAC address as AA:BB:CC:DD:EE:FF; several of one machine are joined. A malformed one stays as written."""
    if _USUAL_MAC.fullmatch(text):
        return text, ""
    written = plain(text)
    if is_nothing(written):
        return "", ""
    if written.casefold() in UNDECIDED:
        return written, ""
    if single := _one_mac(written):
        return single, ""
    several = [_one_mac(part) for part in re.split(r"[,、;\s]+", written) if part]
    if len(several) > 1 and all(several):
        return LIST_SIGN.join(several), ""
    return written, MAC_MALFORMED


def _one_mac(text: str) -> str:
    digits = _MAC_SIGNS.sub("", text).upper()
    if not _MAC.fullmatch(digits):
        return ""
    return ":".join(digits[n : n + 2] for n in range(0, 12, 2))


def ip(text: str) -> Value:
    """An IP address without leading zeros and mask, "DHCP" for automatic ones. A malformed one stays as written."""
    if _USUAL_IP.fullmatch(text):
        return text, ""
    written = plain(text)
    if is_nothing(written):
        return "", ""
    folded = written.casefold()
    if folded in _AUTOMATIC or "dhcp" in folded:
        return AUTOMATIC, ""
    if folded in UNDECIDED:
        return written, ""
    found = [_one_ip(part) for part in _IP_SPLIT.split(written.replace("。", ".")) if part]
    if found and all(found):
        return LIST_SIGN.join(found), ""
    return written, IP_MALFORMED


def _one_ip(text: str) -> str:
    address = text.partition("/")[0]
    try:
        if _IPV4.fullmatch(address):
            return str(IPv4Address(".".join(str(int(part)) for part in address.split("."))))
        return str(IPv6Address(address)) if ":" in address else ""
    except AddressValueError:
        return ""


# --- words ------------------------------------------------------------------------------------------------------------


def _word(known: Callable[[str], str], problem: str) -> Normaliser:
    def understood(text: str) -> Value:
        if found := known(text):
            return found, ""
        written = plain(text)
        return ("", "") if is_nothing(written) else (written, problem)

    return understood


def flag(written: str) -> Value:
    """有 or 無. A dash says no, as 対象外 does: only what is left blank says nothing."""
    value = plain(written)
    if found := words.flag(value):
        return found, ""
    return ("", "") if value.casefold() in BLANK else (value, FLAG_UNKNOWN)


# --- numbers ----------------------------------------------------------------------------------------------------------


def number(written: str) -> Value:
    """A whole number or a share as digits, without separators and units: 1,200名 → 1200, 51.5% → 51.5."""
    value = plain(written)
    if is_nothing(value):
        return "", ""
    if match := _NUMBER.fullmatch(value.replace(",", "")):
        return _FRACTION.sub(r"\1", match[1]), ""
    return value, NUMBER_UNCLEAR


def months(written: str) -> Value:
    """A period as a number of months: 12, 12か月, 1年, 年2回 → 6. What is none in whole months stays as written."""
    value = plain(written)
    if is_nothing(value):
        return "", ""
    count = intervals.months(value)
    return (value, MONTHS_UNCLEAR) if count is None else (str(count), "")


# --- names ------------------------------------------------------------------------------------------------------------


def text(written: str) -> Value:
    """A text in one width and one line; signs for "nothing" are nothing."""
    value = plain(written)
    return ("", "") if is_nothing(value) else (value, "")


def people(written: str) -> Value:
    """A name in one line. Names below one another in one cell are joined by 、; one that only goes on below, or has its
    reading there, stays one."""
    if "\n" in written:
        lines = [line for line in map(plain, written.splitlines()) if line and not is_nothing(line)]
        # SATO Ichiro below 佐藤 一郎 is its reading.
        latin = sum(1 for line in lines if _LATIN.fullmatch(line))
        if len(lines) > 1 and latin in (0, len(lines)) and all(map(_is_whole_name, lines)):
            return LIST_SIGN.join(line.strip("、,") for line in lines), ""
    return text(written)


def _is_whole_name(line: str) -> bool:
    return bool(_WHOLE_NAME.match(line)) and not _KANA.fullmatch(line) and not _NO_PERSON.fullmatch(line)


def company(written: str) -> Value:
    """A company with its legal form written out: ㈱, (株) → 株式会社, where it stands."""
    value = plain(written)
    if is_nothing(value):
        return "", ""
    value = _COMPANY_FORM.sub(lambda match: _COMPANY_FORMS[match[0]], value)
    return re.sub(r"\s*(株式会社|有限会社|合同会社)\s*", r"\1", value), ""


def several(written: str) -> Value:
    """Several things in one cell, joined by 、 in the order written, each once. 25名 is no name."""
    value = plain(written.replace("\n", "、"))
    if is_nothing(value):
        return "", ""
    if _COUNT.fullmatch(value):
        return "", COUNT_FOR_NAMES
    parts = [part for part in _LIST_SPLIT.split(value) if part and not is_nothing(part)]
    return LIST_SIGN.join(dict.fromkeys(parts)), ""


@lru_cache(maxsize=50_000)
def parts(text: str) -> tuple[str, ...]:
    """The things that the value of a list field names."""
    return tuple(part for part in text.split(LIST_SIGN) if part) if text else ()


_NORMALISERS: dict[FieldType, Normaliser] = {
    FieldType.TEXT: text,
    FieldType.KEY: key,
    FieldType.DATE: dates.parse,
    FieldType.STATUS: _word(words.state, STATE_UNKNOWN),
    FieldType.MAC: mac,
    FieldType.IP: ip,
    FieldType.COMPANY: company,
    FieldType.SITE: text,
    FieldType.ZONE: _word(words.zone, ZONE_UNKNOWN),
    FieldType.LIST: several,
    FieldType.FLAG: flag,
    FieldType.NUMBER: number,
    FieldType.MONTHS: months,
}
