"""The closed lists of the field: who is examined, at what level, with which verdict, how grave, and why.

Apart from the catalogue, whose checkpoints they describe, because the window's look needs them before any checkpoint is
read.
"""

from enum import StrEnum


class Role(StrEnum):
    """Who is examined: G 一般送配電事業者, R 関係小売電気事業者, O 沖縄型, H その他の特定関係事業者."""

    GRID_OPERATOR = "grid_operator"
    AFFILIATED_RETAILER = "affiliated_retailer"
    INTEGRATED_OPERATOR = "integrated_operator"
    OTHER_AFFILIATE = "other_affiliate"


class Level(StrEnum):
    """Whether a checkpoint is answered once for the company or once per site."""

    COMPANY = "company"
    SITE = "site"


class Severity(StrEnum):
    """重大 / 要改善 / 軽微・確認: the product's own grades, never the regulator's."""

    SERIOUS = "serious"
    IMPROVEMENT = "improvement"
    OBSERVATION = "observation"


class Verdict(StrEnum):
    """適合 / 一部不備 / 不適合 / 該当なし / 未確認."""

    CONFORMING = "conforming"
    PARTLY = "partly"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


class Cause(StrEnum):
    """機会 / 動機 / 正当化 (報告書概要 ¶7)."""

    OPPORTUNITY = "opportunity"
    MOTIVE = "motive"
    RATIONALISATION = "rationalisation"


class Gravity(StrEnum):
    """誤り・欠け / 要確認 / 参考: how much a hit of a consistency check weighs; errors keep an audit from a seal."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
