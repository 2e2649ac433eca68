"""The letters between bodies of government, complete, in both languages."""

from dataclasses import replace
from datetime import date

from yici.documents import AbsenceNotice, AskedOf, Document, Due, Office, OpinionRequest

STATUS = "https://yici.example.gov.cn/status/"
MARKET = Office(name="示例市市场监督管理局", address="示例市和平路 3 号", phone="0000-54321")
REQUEST = OpinionRequest(
    number="示许〔2026〕000031 号",
    case_number="示件〔2026〕000123 号",
    matter="开办餐饮店 · 食品经营许可",
    applicant="王小䶮",
    office=MARKET,
    made_on=date(2026, 3, 2),
    asked=(
        AskedOf(
            name="示例市城市管理局", about="门面和占道", until=Due(day=date(2026, 3, 5)),
            silence="不答复的，视为同意（示例市并联审批办法第三条）",
        ),
        AskedOf(
            name="示例市消防救援大队", about="疏散通道", silence="不答复的，不视为同意",
            until=Due(day=date(2027, 1, 1), open_because="2027 年的放假安排还没有装入"),
        ),
    ),
    basis=("示例市并联审批办法",),
    status_url=STATUS,
)  # fmt: skip
ABSENCE = AbsenceNotice(
    number="示许〔2026〕000031 号",
    case_number="示件〔2026〕000123 号",
    matter="开办餐饮店 · 食品经营许可",
    applicant="王小䶮",
    office=MARKET,
    made_on=date(2026, 3, 5),
    department="示例市城市管理局",
    about="门面和占道",
    asked_on=date(2026, 3, 2),
    noticed_on=date(2026, 3, 2),
    proof="对方签收 r-1",
    absent_on=date(2026, 3, 5),
    until=Due(day=date(2026, 3, 6)),
    basis=("示例市并联审批办法第三条",),
    status_url=STATUS,
)
CHINESE: dict[str, Document] = {"request": REQUEST, "absence": ABSENCE}
ENGLISH: dict[str, Document] = {
    "request": replace(
        REQUEST,
        matter="Opening a restaurant · Food business licence",
        office=Office(name="Market Regulation Bureau", phone="0000-54321"),
        asked=(
            AskedOf(
                name="Urban Management Bureau", about="the front and the pavement", until=Due(day=date(2026, 3, 5)),
                silence="Silence counts as consent (Sample City Rules, Art. 3)",
            ),
        ),
        basis=("Sample City Rules",),
    ),
    "absence": replace(
        ABSENCE,
        matter="Opening a restaurant · Food business licence",
        office=Office(name="Market Regulation Bureau", phone="0000-54321"),
        department="Urban Management Bureau",
        about="the front and the pavement",
        proof="signed r-1",
        basis=("Sample City Rules, Art. 3",),
    ),
}  # fmt: skip
