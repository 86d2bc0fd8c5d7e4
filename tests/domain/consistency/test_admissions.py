"""Sentences of remarks and replies that tell of a deficiency, and those that only look like it."""

import pytest

from app.domain.consistency.admissions import admission_in, deficiency_in

TELLS = (
    "端末の目隠しが設置されていない。",
    "まだ確認していない。",
    "まだ現地を見ていないが、問題はないと思う。",
    "委託先には確認できていないが、問題ない。",
    "未確認",
    "北営業所の入退室は未確認。",
    "後日確認する。",
    "規程にある。現場は追って点検する予定。",
    "点検はこれから行う。",
    "入館カードは特定関係事業者の社員も持っている。",
    "小売の社員が使用しているため、共用である。",
)
ADMITS = (
    "対策していない",
    "まだできていない。",
    "画面が見られる状態である",
    "小売部門の社員が毎日使っている。",
    "社員が毎日使っている",
    "施錠はしていないが問題ない",
)
FINE = (
    "未確認の端末はない。",
    "未確認の端末はありません。",
    "未確認のIDは0件である。",
    "未確認者へ督促し、全員の受講を確かめた。",
    "今後も毎月確認する。",
    "後日確認できるよう、記録を5年間残している。",
    "特定関係事業者の社員が持っているカードはない。",
    "特定関係事業者が使用している部屋とは壁で分かれている。",
    "入室者に特定関係事業者の者がいないことを確かめた。",
    "画面が見られる状態ではない。",
    "通路から見られる状態にはなっていない。",
    "外から見える状態を解消した。",
    "送配電部門の社員が毎日使っている端末である。",
    "送配電の社員が毎日使っている。",
    "施錠していない箇所はなかった。",
    "共有していないことを確かめた。",
    "台帳で返却を確かめた。",
)


@pytest.mark.parametrize("text", TELLS)
def test_a_remark_that_tells_of_a_deficiency_is_known(text: str) -> None:
    assert deficiency_in(text)
    assert admission_in(text)


@pytest.mark.parametrize("text", ADMITS)
def test_a_reply_that_admits_the_fault_is_known(text: str) -> None:
    assert admission_in(text)


@pytest.mark.parametrize("text", FINE)
def test_what_only_looks_like_it_is_none(text: str) -> None:
    assert not deficiency_in(text)
    assert not admission_in(text)
