"""Cells become values: keys, addresses, words and names, in every width and never guessed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledgers import values, words
from app.domain.ledgers.form import Field, FieldType
from app.domain.ledgers.writing import plain
from app.domain.rules.sides import company_key
from app.domain.text import Text


@pytest.mark.parametrize(
    ("text", "key", "match"),
    [
        ("PC-0001", "PC-0001", "PC0001"),
        (" ＰＣ－０００１ ", "PC-0001", "PC0001"),
        ("pc‐0001", "pc‐0001", "PC0001"),
        ("PC−0001", "PC−0001", "PC0001"),
        ("PCー0001", "PCー0001", "PC0001"),
        ("PC 0001\n", "PC 0001", "PC0001"),
        ("'00123", "00123", "00123"),
        ("00123", "00123", "00123"),
        ("123.0", "123", "123"),
        ("№12", "No12", "NO12"),
        ("北-１２", "北-12", "北12"),
        ("PC_1/2", "PC_1/2", "PC12"),
    ],
)
def test_keys_are_found_however_they_are_written(text: str, key: str, match: str) -> None:
    assert values.key(text) == (key, "")
    assert values.match_key(key) == match


@pytest.mark.parametrize("text", ["1.23E+05", "1E+11", "1.2e5", "12345678901234560"])
def test_numbers_that_excel_changed_are_doubted(text: str) -> None:
    assert values.key(text) == (text, values.KEY_DAMAGED)


def test_a_key_that_became_a_date_is_doubted() -> None:
    assert values.key("2023-03-01") == ("2023-03-01", values.KEY_IS_DATE)
    # Asset numbers that end in E and digits are usual.
    assert values.key("PC-1E5") == ("PC-1E5", "")


@pytest.mark.parametrize("text", ["-", "―", "なし", "", "  "])
def test_signs_for_nothing_are_no_key(text: str) -> None:
    assert values.key(text) == ("", "")


@given(st.text(alphabet="ABCXYZ0123456789", min_size=1, max_size=12))
def test_width_and_hyphens_do_not_change_the_match(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in text)
    dashed = "－".join(text)
    assert values.match_key(wide) == values.match_key(dashed) == values.match_key(text.lower()) == text


@pytest.mark.parametrize(
    "text",
    [
        "AA:BB:CC:DD:EE:0F", "aa-bb-cc-dd-ee-0f", "AABB.CCDD.EE0F", "aabbccddee0f",
        "ＡＡ－ＢＢ－ＣＣ－ＤＤ－ＥＥ－０Ｆ",
        "AA BB CC DD EE 0F", "AA：BB：CC：DD：EE：0F",
    ],
)  # fmt: skip
def test_forms_of_one_mac_address(text: str) -> None:
    assert values.mac(text) == ("AA:BB:CC:DD:EE:0F", "")


@pytest.mark.parametrize("text", ["AA:BB:CC:DD:EE", "AA:BB:CC:DD:EE:FG", "北営業所", "AABBCCDDEEFF00"])
def test_a_malformed_mac_address_stays_as_written(text: str) -> None:
    assert values.mac(text) == (text, values.MAC_MALFORMED)


def test_two_mac_addresses_in_a_cell() -> None:
    assert values.mac("aa-bb-cc-dd-ee-0f\n(aa-bb)") == ("aa-bb-cc-dd-ee-0f (aa-bb)", values.MAC_MALFORMED)
    assert values.mac("aa-bb-cc-dd-ee-0f\naa-bb-cc-dd-ee-10") == ("AA:BB:CC:DD:EE:0F、AA:BB:CC:DD:EE:10", "")


@given(st.binary(min_size=6, max_size=6), st.sampled_from([":", "-", ".", " ", ""]), st.booleans())
def test_every_mac_address_is_read(octets: bytes, sign: str, lower: bool) -> None:
    written = sign.join(f"{b:02X}" for b in octets)
    expected = (":".join(f"{b:02X}" for b in octets), "")
    assert values.mac(written.lower() if lower else written) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.168.1.10", "192.168.1.10"),
        ("192.168.001.010", "192.168.1.10"),
        ("１９２．１６８．１．１０", "192.168.1.10"),
        ("10.0.0.1/24", "10.0.0.1"),
        ("DHCP", "DHCP"),
        ("自動取得", "DHCP"),
        ("DHCP(無線)", "DHCP"),
        ("不明", "不明"),
        ("10.0.0.1\n10.0.0.2", "10.0.0.1、10.0.0.2"),
        ("fe80::1", "fe80::1"),
        ("―", ""),
    ],
)
def test_ip_addresses(text: str, expected: str) -> None:
    assert values.ip(text) == (expected, "")


@pytest.mark.parametrize("text", ["10.0.0.256", "10.0.0", "10.0.0.1.2", "2階"])
def test_a_malformed_ip_address_stays_as_written(text: str) -> None:
    assert values.ip(text) == (text, values.IP_MALFORMED)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("使用中", "使用中"), ("稼働", "使用中"), ("○", "使用中"), ("◯", "使用中"), ("〇", "使用中"),
        ("有", "使用中"), ("Active", "使用中"),
        ("予備機", "予備"), ("×", "未使用"), ("✕", "未使用"), ("貸与中", "貸出中"), ("修理", "修理中"),
        ("返却済み", "返却済"),
        ("返却済(R5.3)", "返却済"), ("除却", "廃棄済"), ("廃棄", "廃棄済"), ("紛失", "紛失"),
    ],
)  # fmt: skip
def test_words_for_states(text: str, state: str) -> None:
    assert values.normaliser(FieldType.STATUS)(text) == (state, "")


@pytest.mark.parametrize("text", ["返却予定", "廃棄待ち", "廃棄予定(来年度)", "調査中の端末"])
def test_what_is_not_yet_so_is_no_state(text: str) -> None:
    assert words.state(text) == ""
    assert values.normaliser(FieldType.STATUS)(text) == (text, values.STATE_UNKNOWN)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("送配電", "送配電"),
        ("小売側", "小売"),
        ("共用スペース", "共用"),
        ("送配電・小売", "共用"),
        ("送配電執務室", "送配電"),
        ("営業", "小売"),
        ("特定関係事業者側", "小売"),
        ("特定関係事業者側 3階", "小売"),
        ("発電", "小売"),
        ("持株会社", "小売"),
        ("関係小売電気事業者", "小売"),
        ("ＮＷ専用", "送配電"),
        ("NWエリア(2F)", "送配電"),
        ("工務", "送配電"),
        ("共用部", "共用"),
        ("自社専用", "専用"),
    ],
)
def test_words_for_rooms(text: str, zone: str) -> None:
    assert values.normaliser(FieldType.ZONE)(text) == (zone, "")


@pytest.mark.parametrize(
    ("text", "flag"), [("○", "有"), ("済", "有"), ("TRUE", "有"), ("×", "無"), ("未", "無"), ("否", "無")]
)
def test_words_for_yes_and_no(text: str, flag: str) -> None:
    assert values.normaliser(FieldType.FLAG)(text) == (flag, "")


@pytest.mark.parametrize(
    "text",
    [
        "東湾送配電株式会社",
        "東湾送配電㈱",
        "東湾送配電(株)",
        "東湾送配電（株）",
        "東湾送配電 株式会社",
        "㈱東湾送配電",
        "株式会社　東湾送配電",
    ],
)
def test_writings_of_one_company_have_one_key(text: str) -> None:
    assert company_key(values.company(text)[0]) == company_key(text) == "東湾送配電"
    assert "株式会社" in values.company(text)[0]


def test_several_things_in_a_cell() -> None:
    several = values.normaliser(FieldType.LIST)
    assert several("託送業務システム、メール") == ("託送業務システム、メール", "")
    assert several("託送業務システム\nメール,託送業務システム") == ("託送業務システム、メール", "")
    assert several("A101、A102/配電課") == ("A101、A102、配電課", "")
    assert several("―") == ("", "")


def test_names_keep_their_ideographs() -> None:
    text = values.normaliser(FieldType.TEXT)
    for name in ("髙橋", "山﨑", "渡邊", "𠮷田", "神\ufa19谷", "葛\U000e0100城"):
        assert text(name)[0] == name
    assert text("ﾄｳﾎｸ　太郎\n(代)") == ("トウホク 太郎 (代)", "")
    assert text("株式会社ﾃﾞﾝｷ") == ("株式会社デンキ", "")


@given(st.text(max_size=40))
def test_a_plain_text_stays_plain(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert once == once.strip()
    assert not re.search(r"\s{2}|[\n\t]", once)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x9FFF), max_size=20))
def test_plain_is_nfkc_where_no_name_is_touched(text: str) -> None:
    normal = " ".join(unicodedata.normalize("NFKC", text).split())
    assert re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060\u00ad]", "", normal).split() == plain(text).split()


WORDS = {"有効": ("使用中", "enabled"), "停止": ("無効", "停止中")}


def a_field(kind: FieldType) -> Field:
    said = WORDS if kind is FieldType.WORD else {}
    return Field("x", kind, Text("欄", "Field"), Text("欄です。", "A field."), ("欄",), words=said)


@given(st.sampled_from(list(FieldType)), st.text(max_size=30))
def test_every_normaliser_takes_every_text(kind: FieldType, text: str) -> None:
    understand = values.normaliser_of(a_field(kind))
    value, problem = understand(text)
    again, _ = understand(value)
    assert problem or again == value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("24", ("24", "")),
        ("1,200名", ("1200", "")),
        ("51.5%", ("51.5", "")),
        ("100.0", ("100", "")),
        ("約30台", ("30", "")),
        ("-", ("", "")),
        ("12か月", ("12", "")),
        ("十二", ("十二", "number_unclear")),
        ("3-5", ("3-5", "number_unclear")),
    ],
)
def test_numbers_lose_separators_and_units(written: str, expected: tuple[str, str]) -> None:
    assert values.number(written) == expected


@pytest.mark.parametrize(
    ("months", "written"),
    [
        (
            "12",
            "12 12.0 １２ 12か月 12ヶ月 １２ヵ月 12カ月毎 12箇月ごと 1年 １年 一年 1年毎 1年ごと 1年間 毎年 毎年度",
        ),
        (
            "12",
            "年次 年1回 毎年1回 年に1回 年一回 1年に1回 1年に一度 年1回以上 1回/年 １回／１年 約1年",
        ),
        ("12", "1年以内 yearly Annual 12months"),
        ("24", "2年 二年 2年毎 2年に1回 隔年 2年間 1回/2年 24か月 2years every2years"),
        ("18", "1年半 1.5年 1年6か月 18ヶ月"),
        ("6", "半年 半年毎 半期 毎半期 半年に1回 年2回 0.5年 6か月 半年ごとに1回 2回/年"),
        ("3", "四半期 毎四半期 四半期毎 四半期に1回 年4回 3か月 quarterly"),
        ("1", "毎月 月次 月1回 1か月 毎月1回 1回/月"),
        ("36", "3年 三年に1回 3年に一度"),
        ("2", "隔月 2か月毎 年6回"),
    ],
)
def test_periods_are_read_as_months(months: str, written: str) -> None:
    for text in written.split(" "):
        assert (text, values.months(text)) == (text, (months, ""))


@pytest.mark.parametrize(
    "text",
    ["随時", "3月", "12月", "毎年3月", "月2回", "年5回", "1年おき", "2年(初年度は1年)", "年1~2回", "2026年", "令和8年",
     "30年", "十二か月", "2回", "0か月", "年0回", "1.3年", "必要の都度", "2027-05-31", "1年 2年"],
)  # fmt: skip
def test_a_period_that_is_not_understood_stays_as_written_and_is_told(text: str) -> None:
    assert values.months(text) == (text, "months_unclear")


def test_no_period_is_no_problem() -> None:
    assert [values.months(text) for text in ("", "-", "―", "なし")] == [("", "")] * 4


@given(st.integers(1, 10), st.sampled_from(["{0}年", "{0} 年毎", "{0}年に1回", "1回／{0}年"]))
def test_years_are_twelve_months_each(years: int, form: str) -> None:
    assert values.months(form.format(years)) == (str(years * 12), "")


@given(st.text("0123456789年月か半四期毎回に/.1一隔次間", max_size=8))
def test_texts_like_periods_give_months_or_nothing(text: str) -> None:
    value, problem = values.months(text)
    assert problem or value == "" or (value.isdigit() and values.months(value) == (value, ""))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("有効", ("有効", "")),
        ("Enabled", ("有効", "")),
        ("停止中(育休)", ("停止", "")),
        ("停止予定", ("停止予定", "word_unknown")),
        ("", ("", "")),
        ("不詳", ("不詳", "word_unknown")),
    ],
)
def test_a_word_field_says_its_own_words(written: str, expected: tuple[str, str]) -> None:
    assert values.normaliser_of(a_field(FieldType.WORD))(written) == expected


@pytest.mark.parametrize(
    "text", ["―", "－", "-", "ー", "—", "–", "／", "対象外", "非該当", "NG", "ng", "N/A", "なし", "×(不可)"]
)
def test_a_dash_says_no_where_yes_or_no_is_asked(text: str) -> None:
    assert values.normaliser(FieldType.FLAG)(text) == ("無", "")


@pytest.mark.parametrize("text", ["・", "*", "△", "保留", "条件付き"])
def test_what_says_neither_yes_nor_no_is_told(text: str) -> None:
    assert values.normaliser(FieldType.FLAG)(text) == (text, values.FLAG_UNKNOWN)


@pytest.mark.parametrize("text", ["", "  ", "空欄", "(空白)"])
def test_a_blank_says_neither(text: str) -> None:
    assert values.normaliser(FieldType.FLAG)(text) == ("", "")


@pytest.mark.parametrize("text", ["25名", "0件", "約 1,200名", "３台", "他2名"])
def test_a_count_is_no_name(text: str) -> None:
    assert values.normaliser(FieldType.LIST)(text) == ("", values.COUNT_FOR_NAMES)


def test_how_many_more_there_are_stays_behind_a_name() -> None:
    assert values.normaliser(FieldType.LIST)("佐藤 一郎、他2名") == ("佐藤 一郎、他2名", "")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("佐藤 一郎\n鈴木 二郎", "佐藤 一郎、鈴木 二郎"),
        ("石黒 一郎(021000)\n乙 二(2)", "石黒 一郎(021000)、乙 二(2)"),
        ("石黒一郎(021000)\r\n乙山二郎(2)", "石黒一郎(021000)、乙山二郎(2)"),
        ("佐藤\n一郎", "佐藤 一郎"),
        ("佐藤 一郎\nサトウ イチロウ", "佐藤 一郎 サトウ イチロウ"),
        ("佐藤 一郎\nSATO Ichiro", "佐藤 一郎 SATO Ichiro"),
        ("Taro Sato\nJane Scott", "Taro Sato、Jane Scott"),
        ("佐藤 一郎\n配電部 配電課", "佐藤 一郎 配電部 配電課"),
        ("配電課 課長\n佐藤 一郎", "配電課 課長 佐藤 一郎"),
        ("佐藤 一郎\n鈴木 二郎\n田中 三郎(10023)", "佐藤 一郎、鈴木 二郎、田中 三郎(10023)"),
        ("佐藤 一郎", "佐藤 一郎"),
    ],
)
def test_names_below_one_another_are_several_people(text: str, names: str) -> None:
    field = Field("person", FieldType.TEXT, Text("", ""), Text("", ""), ("氏名",), person=True)
    assert values.normaliser_of(field)(text) == (names, "")
