"""Names of people with their readings in half-width kana, each person's name borne by one person."""

from __future__ import annotations

import random
from itertools import product

_SURNAMES = """
青木ｱｵｷ 秋山ｱｷﾔﾏ 浅野ｱｻﾉ 安藤ｱﾝﾄﾞｳ 飯田ｲｲﾀﾞ 池田ｲｹﾀﾞ 石川ｲｼｶﾜ 石原ｲｼﾊﾗ 市川ｲﾁｶﾜ 伊藤ｲﾄｳ 今井ｲﾏｲ 岩崎ｲﾜｻｷ 上田ｳｴﾀﾞ 内田ｳﾁﾀﾞ
榎本ｴﾉﾓﾄ 遠藤ｴﾝﾄﾞｳ 大久保ｵｵｸﾎﾞ 大塚ｵｵﾂｶ 大谷ｵｵﾀﾆ 大野ｵｵﾉ 岡田ｵｶﾀﾞ 小川ｵｶﾞﾜ 奥村ｵｸﾑﾗ 小野ｵﾉ 加藤ｶﾄｳ 金子ｶﾈｺ 川口ｶﾜｸﾞﾁ 河野ｺｳﾉ
菊地ｷｸﾁ 岸本ｷｼﾓﾄ 北村ｷﾀﾑﾗ 木下ｷﾉｼﾀ 工藤ｸﾄﾞｳ 久保田ｸﾎﾞﾀ 黒田ｸﾛﾀﾞ 小池ｺｲｹ 小林ｺﾊﾞﾔｼ 小松ｺﾏﾂ 近藤ｺﾝﾄﾞｳ 斎藤ｻｲﾄｳ
坂本ｻｶﾓﾄ 桜井ｻｸﾗｲ
佐々木ｻｻｷ 佐野ｻﾉ 柴田ｼﾊﾞﾀ 島田ｼﾏﾀﾞ 清水ｼﾐｽﾞ 菅原ｽｶﾞﾜﾗ 杉山ｽｷﾞﾔﾏ 鈴木ｽｽﾞｷ 関口ｾｷｸﾞﾁ 高木ﾀｶｷﾞ 高田ﾀｶﾀﾞ 高橋ﾀｶﾊｼ 髙橋ﾀｶﾊｼ 竹内ﾀｹｳﾁ
武田ﾀｹﾀﾞ 田中ﾀﾅｶ 谷口ﾀﾆｸﾞﾁ 田村ﾀﾑﾗ 千葉ﾁﾊﾞ 土屋ﾂﾁﾔ 寺田ﾃﾗﾀﾞ 中川ﾅｶｶﾞﾜ 中島ﾅｶｼﾞﾏ 中野ﾅｶﾉ 中村ﾅｶﾑﾗ 永井ﾅｶﾞｲ 西田ﾆｼﾀﾞ 西村ﾆｼﾑﾗ
野口ﾉｸﾞﾁ 野村ﾉﾑﾗ 橋本ﾊｼﾓﾄ 長谷川ﾊｾｶﾞﾜ 服部ﾊｯﾄﾘ 原田ﾊﾗﾀﾞ 樋口ﾋｸﾞﾁ 平野ﾋﾗﾉ 福島ﾌｸｼﾏ 福田ﾌｸﾀﾞ 藤井ﾌｼﾞｲ 藤田ﾌｼﾞﾀ 藤原ﾌｼﾞﾜﾗ 古川ﾌﾙｶﾜ
星野ﾎｼﾉ 本田ﾎﾝﾀﾞ 前田ﾏｴﾀﾞ 松井ﾏﾂｲ 松田ﾏﾂﾀﾞ 松本ﾏﾂﾓﾄ 丸山ﾏﾙﾔﾏ 三浦ﾐｳﾗ 宮崎ﾐﾔｻﾞｷ 宮本ﾐﾔﾓﾄ 村上ﾑﾗｶﾐ 村田ﾑﾗﾀ 望月ﾓﾁﾂﾞｷ 森田ﾓﾘﾀ
森本ﾓﾘﾓﾄ 矢野ﾔﾉ 山口ﾔﾏｸﾞﾁ 山﨑ﾔﾏｻﾞｷ 山下ﾔﾏｼﾀ 山田ﾔﾏﾀﾞ 山本ﾔﾏﾓﾄ 横山ﾖｺﾔﾏ 吉田ﾖｼﾀﾞ 吉村ﾖｼﾑﾗ 和田ﾜﾀﾞ 渡辺ﾜﾀﾅﾍﾞ 渡邊ﾜﾀﾅﾍﾞ
"""
_GIVEN = """
明ｱｷﾗ 彩ｱﾔ 綾子ｱﾔｺ 一郎ｲﾁﾛｳ 栄一ｴｲｲﾁ 恵ﾒｸﾞﾐ 修ｵｻﾑ 香織ｶｵﾘ 和也ｶｽﾞﾔ 一樹ｶｽﾞｷ 克己ｶﾂﾐ 恭子ｷｮｳｺ 健ｹﾝ 健太ｹﾝﾀ 浩二ｺｳｼﾞ
早苗ｻﾅｴ 聡ｻﾄｼ
里美ｻﾄﾐ 茂ｼｹﾞﾙ 静ｼｽﾞｶ 翔太ｼｮｳﾀ 純子ｼﾞｭﾝｺ 進ｽｽﾑ 大輔ﾀﾞｲｽｹ 孝之ﾀｶﾕｷ 拓也ﾀｸﾔ 剛ﾂﾖｼ 哲也ﾃﾂﾔ 智子ﾄﾓｺ 直樹ﾅｵｷ 奈緒ﾅｵ
典子ﾉﾘｺ 春香ﾊﾙｶ
博ﾋﾛｼ 洋平ﾖｳﾍｲ 裕子ﾕｳｺ 誠ﾏｺﾄ 真理ﾏﾘ 美咲ﾐｻｷ 実ﾐﾉﾙ 悠斗ﾕｳﾄ 由美ﾕﾐ 良子ﾘｮｳｺ 亮ﾘｮｳ
"""

Name = tuple[str, str]
"""The name with a space between surname and given name, and its reading in the same way."""


def _pairs(words: str) -> list[Name]:
    found = []
    for word in words.split():
        cut = next(n for n, sign in enumerate(word) if "\uff61" <= sign <= "\uff9f")
        found.append((word[:cut], word[cut:]))
    return found


def all_names(chance: random.Random) -> list[Name]:
    """Every name there can be, in an order of chance."""
    found = [
        (f"{a} {b}", f"{kana_a} {kana_b}") for (a, kana_a), (b, kana_b) in product(_pairs(_SURNAMES), _pairs(_GIVEN))
    ]
    chance.shuffle(found)
    return found
