"""What an application is answered with: more time, what is prepared, a hearing, the decision; complete, in Chinese."""

from datetime import date

from tests.apps.documents_bodies import FOOD, FOOD_LAW, MARKET, SIGN, STATUS
from yici.documents import Certificate, Decision, Due, ExtensionNotice, Letter, LetterPart, Office, PreparedOpinion

EXTENSION = ExtensionNotice(
    number="示许〔2026〕000031 号",
    case_number="示件〔2026〕000123 号",
    matter="开办餐饮店 · 食品经营许可",
    applicant="王小䶮",
    office=Office(name=MARKET, address="示例市和平路 3 号", phone="0000-54321"),
    made_on=date(2026, 3, 20),
    added="10 个工作日",
    was=Due(day=date(2026, 3, 30)),
    until=Due(day=date(2026, 4, 14)),
    promised=Due(day=date(2026, 3, 30)),
    approver="局长 张三",
    note="现场布局与图纸不一致，要再核对一次。",
    basis=("行政许可法第四十二条",),
    status_url=STATUS,
)
PREPARED = PreparedOpinion(
    number="示许〔2026〕000031 号",
    case_number="示件〔2026〕000123 号",
    matter="工程竣工联合验收",
    item="建设工程消防验收",
    applicant="王小䶮",
    office=Office(name=MARKET, address="示例市和平路 3 号", phone="0000-54321"),
    made_on=date(2026, 3, 20),
    joins=("建设工程规划核实", "竣工验收备案"),
    note="疏散指示标志按图纸补齐。",
    basis=("示例市并联审批办法第六条",),
    status_url=STATUS,
)
CERTIFICATE = Certificate(
    title="食品经营许可证",
    number="JY23300000000123",
    holder="王小䶮",
    item=FOOD,
    office=Office(name=MARKET, address="示例市和平路 3 号", phone="0000-54321"),
    made_on=date(2026, 3, 16),
    case_number="示许〔2026〕000031 号",
    matter="开办餐饮店",
    valid_from=date(2026, 3, 16),
    valid_until=date(2031, 3, 15),
    basis=(FOOD_LAW,),
    status_url=STATUS,
)
HEARING = Letter(
    title="听证通知书",
    lead="您要求的听证定在2026年3月20日（周五）举行。",
    number="示许〔2026〕000031 号",
    case_number="示件〔2026〕000123 号",
    matter="开办餐饮店 · 食品经营许可",
    applicant="王小䶮",
    office=Office(name=MARKET, address="示例市和平路 3 号", phone="0000-54321"),
    made_on=date(2026, 3, 10),
    parts=(
        LetterPart(heading="时间、地点", lines=("2026年3月20日（周五）", "上午九点，示例市和平路 3 号二楼会议室")),
        LetterPart(heading="您可以做什么", lines=("可以提出证据，并进行申辩和质证。",)),
    ),
    basis=("行政许可法第四十八条",),
    status_url=STATUS,
)
GRANT = Decision(
    number="示许准〔2026〕000031 号",
    case_number="示件〔2026〕000123 号",
    matter="开办餐饮店",
    item=FOOD,
    applicant="王小䶮",
    office=Office(name=MARKET, address="示例市和平路 3 号", phone="0000-54321"),
    granted=True,
    content="准予王小䶮从事餐饮服务，经营项目：热食类食品制售、冷食类食品制售。",
    received_on=date(2026, 3, 2),
    accepted_on=date(2026, 3, 2),
    decided_on=date(2026, 3, 16),
    grounds=("申请材料齐全，符合法定形式。", "2026年3月10日现场核查，场所、设备、人员和制度符合要求。"),
    basis=(FOOD_LAW, "行政许可法第三十八条第一款"),
    licence_number="JY20000000000000",
    valid_from=date(2026, 3, 16),
    valid_until=date(2031, 3, 15),
    delivery="电子证照已经可以使用；纸质证照邮寄到您填写的地址。",
    deliver_by=Due(day=date(2026, 3, 30)),
    status_url=STATUS,
)
REFUSAL = Decision(
    number="示许否〔2026〕000002 号",
    case_number="示件〔2026〕000123 号",
    matter="开办餐饮店",
    item=SIGN,
    applicant="王小䶮",
    office=Office(name="示例市城市管理局", phone="0000-77777"),
    granted=False,
    content="不予批准设置大型户外广告。",
    received_on=date(2026, 3, 2),
    accepted_on=date(2026, 3, 2),
    decided_on=date(2026, 3, 12),
    grounds=("拟设置的位置遮挡消防登高面。",),
    basis=("城市市容和环境卫生管理条例第十一条",),
    remedies=("可以依法申请行政复议。", "可以依法提起行政诉讼。"),
    status_url=STATUS,
)
