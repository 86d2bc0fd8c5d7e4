"""The two operators: a grid operator with affiliates, and an integrated one with divisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.grades import Role


@dataclass(frozen=True)
class Operator:
    """Who it is, and what its sections, offices and systems are called.

    `offices` are code, name, other names, kind and whether both sides are in the house; `systems` are name and other
    names by what the system is for.
    """

    name: str
    role: Role
    affiliates: tuple[str, ...]
    as_of: date
    retail: str
    others: tuple[str, ...]
    grid_sections: tuple[str, ...]
    retail_sections: tuple[str, ...]
    grid_side: str
    retail_side: str
    it_subsidiary: str
    affiliates_subsidiary: str
    offices: tuple[tuple[str, str, str, str, bool], ...]
    prefix: str
    systems: dict[str, tuple[str, str]]

    @property
    def integrated(self) -> bool:
        """Whether both sides are divisions of one company."""
        return self.role is Role.INTEGRATED_OPERATOR

    @property
    def shared(self) -> list[str]:
        """The offices that both sides share."""
        return [office[1] for office in self.offices if office[4]]

    @property
    def office_names(self) -> list[str]:
        """All offices."""
        return [office[1] for office in self.offices]

    def system(self, what: str) -> str:
        """The name of a system."""
        return self.systems[what][0]

    def short(self, what: str, number: int = 0) -> str:
        """One of the other names of a system."""
        return self.systems[what][1].split("、")[number]


HOKURYO = Operator(
    name="北稜送配電株式会社",
    role=Role.GRID_OPERATOR,
    affiliates=("北稜電力株式会社", "北稜ホールディングス株式会社", "北稜発電株式会社"),
    as_of=date(2026, 9, 30),
    retail="北稜電力株式会社",
    others=("北稜ホールディングス株式会社", "北稜発電株式会社"),
    grid_sections=(
        "配電部 配電運用グループ",
        "配電部 配電計画グループ",
        "系統運用部 給電グループ",
        "ネットワークサービス部 託送料金グループ",
        "ネットワークサービス部 計量グループ",
    ),
    retail_sections=("営業部 法人営業グループ", "お客さまサービス部 料金グループ", "需給企画部 需給グループ"),
    grid_side="北稜送配電株式会社",
    retail_side="北稜電力株式会社",
    it_subsidiary="北稜情報システム株式会社",
    affiliates_subsidiary="北稜ビジネスサポート株式会社",
    offices=(
        ("0101", "本店", "本社", "本店", False),
        ("0200", "稜北支社", "稜北(支)、稜北支", "支社", True),
        ("0201", "三笠支社", "三笠(支)、三笠支", "支社", True),
        ("0400", "白根ネットワークセンター", "白根NC、白根ＮＷＣ", "ネットワークセンター", True),
        ("0401", "笹倉ネットワークセンター", "笹倉NC、笹倉ＮＷＣ", "ネットワークセンター", False),
    ),
    prefix="HK",
    systems={
        "wheeling": ("託送契約管理システム", "託契、TKK"),
        "faults": ("配電線事故情報システム", "事故情報、配事"),
        "meters": ("計量値確定システム", "MDMS、計量値"),
        "works": ("工事管理システム", "工管"),
        "portal": ("託送申込ポータル", "申込ポータル"),
        "switching": ("スイッチング支援システム", "SW支援"),
        "feed_in": ("再エネ業務管理システム", "再エネ業管、FIT業管"),
        "billing": ("料金計算システム", "料計"),
        "customers": ("需要家情報統合システム", "統合CIS"),
        "mail": ("電子メール", "メール"),
    },
)

MINAMI = Operator(
    name="南海島電力株式会社",
    role=Role.INTEGRATED_OPERATOR,
    affiliates=("南海島エネルギーサービス株式会社",),
    as_of=date(2026, 10, 31),
    retail="南海島電力株式会社",
    others=("南海島エネルギーサービス株式会社",),
    grid_sections=(
        "送配電本部 配電課",
        "送配電本部 系統運用課",
        "送配電本部 送電課",
        "送配電本部 託送営業課",
        "送配電本部 計量課",
    ),
    retail_sections=("小売営業本部 営業推進課", "小売営業本部 料金課", "小売営業本部 お客さま相談課"),
    grid_side="送配電本部",
    retail_side="小売営業本部",
    it_subsidiary="南海島データ株式会社",
    affiliates_subsidiary="南海島ビルサービス株式会社",
    offices=(
        ("H1", "本店", "本社", "本店", True),
        ("S0", "那良支店", "那良", "支店", True),
        ("S1", "宮前支店", "宮前", "支店", False),
        ("E0", "与根配電営業所", "与根配電、与根(配)", "配電事業所", True),
    ),
    prefix="NK-",
    systems={
        "wheeling": ("新託送システム", "新託送、NT"),
        "faults": ("配電総合システム", "配総"),
        "meters": ("スマートメータ検針値管理システム", "スマメ、HES"),
        "works": ("設備工事システム", "設工"),
        "portal": ("接続申込Web", "Web申込"),
        "switching": ("スイッチング支援システム", "広域SW"),
        "feed_in": ("再生可能エネルギー業務管理システム", "再エネ業務管理"),
        "billing": ("小売料金システム", "料金シス"),
        "customers": ("お客さま統合データベース", "統合DB"),
        "mail": ("社内メール", "メール"),
    },
)
