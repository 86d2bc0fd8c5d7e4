"""A report with every kind of block, in the words of a fictitious company."""

from datetime import date

from app.services.reporting.model import (
    Bar,
    BarChart,
    Box,
    Bullets,
    Cell,
    CheckItem,
    CheckList,
    Column,
    Cover,
    Heading,
    KeepTogether,
    KeyValues,
    Letter,
    Mark,
    Matrix,
    MatrixRow,
    Numbered,
    PageBreak,
    Paragraph,
    Phase,
    Report,
    Row,
    Run,
    Schedule,
    ScheduleRow,
    Signature,
    SignatureField,
    Spacer,
    StackedBars,
    StackedRow,
    Table,
    TableOfContents,
    Title,
)

LETTER = Letter(
    date="2026年11月30日",
    addressee=("経済産業大臣 殿",),
    sender=("東湾送配電株式会社", "代表取締役社長 東野 湾介"),
    title="業務改善計画の提出について",
    paragraphs=(
        "電気事業法第27条第1項に基づく業務改善命令に対し、再発防止に向けた業務改善計画を別紙のとおり策定いたしましたので、"
        "提出いたします。",
        "当社は、今回の命令を厳粛に受け止め、本計画を着実に実施するとともに、実施状況の確認に誠実に対応してまいります。",
    ),
    closing="以 上",
)
COVER = Cover(
    "自己点検結果報告書",
    "情報遮断に関する自己点検 2026年度上期",
    ("代表取締役社長 殿", "取締役会 御中"),
    (
        ("会社", "東湾送配電株式会社"),
        ("作成部署", "コンプライアンス推進部"),
        ("基準日", "2026年9月30日"),
        ("版", "第1版"),
    ),
    ("2026年11月30日",),
)
PLAN = Table(
    (
        Column("No.", "number"),
        Column("現状の問題"),
        Column("対策"),
        Column("実施時期", "date"),
        Column("責任部署", "short"),
        Column("確認方法"),
    ),
    (
        (
            "1",
            "送配電システムに接続する端末4台が共用会議室と窓口に置かれている",
            "4台を撤去し、設置場所の変更を二者確認とする",
            "済(2026年10月)",
            "配電部",
            "現地写真と端末台帳の照合(四半期)",
        ),
        (
            "2",
            "営業課へ異動した3名が異動前の端末を返却していない",
            "端末を回収し、異動時返却確認書を発令の条件とする",
            "2026年12月",
            "総務部",
            "人事発令と台帳の自動照合(毎月)",
        ),
        (
            "3",
            "台帳にない端末が7台、現物のない台帳行が3行ある",
            "全拠点の現物照合を行い、未登録端末を接続遮断する",
            "2027年3月",
            "情報システム部",
            "接続記録との突合、抜き打ち点検(年2回)",
        ),
    ),
    caption="表1 端末の管理に関する対策",
    note="根拠：報告書概要 ¶3(3)②、図表2(東北電力ネットワーク、九州電力送配電)。原因区分：機会。対策の方向性：①②。",
)
LEGEND = ("○ 適合", "△ 一部不備", "× 不適合", "－ 該当なし", "・ 未確認")
SITES = ("本店", "東湾支店", "西湾支店", "南岬営業所", "北浜営業所", "中央制御所")
AREAS = (
    "1 統制環境",
    "2 リスク評価",
    "3 統制活動 (1) 物理的隔離",
    "3 統制活動 (2) 物理分割",
    "4 情報伝達・ITガバナンス (4) 端末の管理",
    "5 モニタリング",
    "6 その他",
)


def _long_table() -> Table:
    marks = tuple(Mark)
    rows: list[Row] = []
    for n in range(90):
        if n % 30 == 0:
            rows.append((f"{SITES[n // 30]}の端末",))
        rows.append(
            (
                f"NT-{n:05d}",
                Cell(mark=marks[n % 5]),
                Cell("不適合", Mark.NONCONFORMING) if n % 7 == 0 else "会議室に置かれた端末",
                "2026年12月25日",
                f"{n * 137:,}",
            )
        )
    return Table(
        (
            Column("資産番号", "short"),
            Column("判定", "mark"),
            Column("内容"),
            Column("確認日", "date"),
            Column("件数", "number"),
        ),
        tuple(rows),
        caption="表2 端末の一覧",
    )


def sample(*, letter: bool = True, watermark: str = "案") -> Report:
    """The report; with a letter as its first page or with a cover."""
    blocks = (
        LETTER if letter else COVER,
        TableOfContents("目次"),
        PageBreak(),
        Heading(1, "A 内部統制の抜本的強化"),
        Paragraph(
            (
                Run("自己点検で、6事業所の端末"),
                Run("1,204台のうち17台", bold=True),
                Run("に不備を確認した。内訳は、共用区画に置かれたもの4台、異動後も返却されていないもの3台、"),
                Run("台帳と現物が一致しないもの10台である。"),
            )
        ),
        Heading(2, "4 情報伝達・ITガバナンス (4) 端末の管理"),
        Paragraph(
            "「お客さまのためだった」といった正当化を認めず、厳正に処分する(報告書概要 ¶7⑤)。"
            "髙橋・﨑山・𠮷田の各氏から聴き取り、"
            "2026年12月25日までに全拠点の現物照合を終える。<b>タグ & 記号</b>は書かれたとおりに印字される。"
        ),
        PLAN,
        Heading(3, "実施に当たっての考え方"),
        Bullets(
            ("端末は用途ごとに台帳へ登録し、設置場所の変更は二者で確認する。", "異動の発令は返却の確認を条件とする。")
        ),
        Numbered(("現物を照合する。", "未登録の端末を遮断する。"), "(1)"),
        Numbered(("機会をなくす。", "動機をなくす。"), "①"),
        Box(
            (
                Paragraph("次の事項が未了のため、本書は案である。"),
                Bullets(("未確認の項目が12件ある。", "宛先が未定である。")),
            ),
            "不足している事項",
            "notice",
        ),
        Heading(2, "原因と対策の対応"),
        Matrix(
            ("規程", "端末", "ID", "教育", "監査"),
            (
                MatrixRow("機会：共用区画から閲覧できた", ("○", "◎", "◎", None, "○")),
                MatrixRow("動機：お客さま対応を急いだ", (None, None, None, "◎", "○")),
                MatrixRow("正当化：お客さまのためという意識", ("○", None, None, "◎", None)),
            ),
            "原因",
            ("◎ 主に対応する", "○ 補って対応する"),
            "表3 原因と対策",
        ),
        Heading(1, "点検の結果"),
        Matrix(
            SITES,
            tuple(
                MatrixRow(area, tuple(list(Mark)[(n + k) % 5 if (n * k) % 3 else 0] for k in range(len(SITES))))
                for n, area in enumerate(AREAS)
            ),
            "項目",
            LEGEND,
            "表4 項目別・事業所別の判定",
        ),
        StackedBars(
            tuple(StackedRow(a, (12 + n * 3, 4 - n % 3, n % 4, n % 2, (n * 5) % 4)) for n, a in enumerate(AREAS)),
            LEGEND,
            "項目別の判定の件数。いずれの項目も適合が最も多い。",
            "図1 項目別の判定",
            "未確認は適合に数えない。",
            "計",
        ),
        StackedBars(
            tuple(StackedRow(s, (30 + n, 5, n, 2, 6 - n)) for n, s in enumerate(SITES)), LEGEND, total="計", share=True
        ),
        KeepTogether(
            (
                Heading(3, "台帳照合の件数"),
                BarChart(
                    (Bar("共用区画に置かれた端末", 4), Bar("未返却の端末", 3), Bar("台帳と現物の不一致", 10)),
                    "不一致が最も多い。",
                    "図2 規則別の件数",
                ),
            )
        ),
        Heading(2, "物理分割の工程"),
        Schedule(
            (
                ScheduleRow(
                    "託送業務システム",
                    (
                        Phase("要件定義", date(2026, 4, 1), date(2026, 9, 30), True),
                        Phase("設計・開発", date(2026, 10, 1), date(2027, 9, 30)),
                        Phase("移行", date(2027, 10, 1), date(2027, 12, 31)),
                        Phase("試験", date(2028, 1, 1), date(2028, 2, 29)),
                    ),
                    "現状：論理分割",
                    date(2028, 3, 31),
                    "期限",
                ),
                ScheduleRow(
                    "配電設備管理システム",
                    (
                        Phase("設計", date(2027, 1, 1), date(2027, 6, 30)),
                        Phase("切替", date(2028, 4, 1), date(2028, 6, 30)),
                    ),
                    "現状：共用",
                    date(2028, 7, 31),
                    "期限",
                ),
            ),
            "二つのシステムの工程。",
            "システム",
            "図3 物理分割の工程",
            "",
            date(2026, 9, 30),
            "基準日",
            "済",
            "予定",
        ),
        _long_table(),
        PageBreak(),
        Title("事業所点検確認書", "南岬営業所"),
        Paragraph("東湾送配電株式会社 代表取締役社長 殿", style="body"),
        Paragraph("下記のとおり、点検は事実に基づいて行われたことを確認します。", style="letter"),
        Paragraph("記", style="center"),
        KeyValues((("基準日", "2026年9月30日"), ("適合", "48件"), ("不適合", "2件"), ("照合番号", "7F3A-19C2-88D0"))),
        CheckList((CheckItem("現地を確認した。", True), CheckItem("台帳と現物を照合した。"))),
        Spacer(4),
        Signature(
            "点検者",
            (
                SignatureField("日付", "　　　　年　　月　　日"),
                SignatureField("所属", "南岬営業所"),
                "職名",
                "氏名(自署)",
            ),
            "印",
        ),
        Signature("事業所長", ("日付", "所属・職名", "氏名(自署)"), "印"),
    )
    return Report(
        title="業務改善計画",
        organisation="東湾送配電株式会社",
        language="ja",
        blocks=blocks,
        confidentiality="社外秘",
        footer="照合番号 7F3A-19C2-88D0　基準日 2026年9月30日",
        watermark=watermark,
        kind="plan",
        fingerprint="7F3A-19C2-88D0",
        created="2026-11-30T09:30:00+09:00",
    )
