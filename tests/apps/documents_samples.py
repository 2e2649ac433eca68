"""One complete document of each kind, in both languages, for looking at and for testing."""

from datetime import UTC, date, datetime

from tests.apps import documents_letters
from yici.documents import (
    AcceptanceNotice,
    Approval,
    CorrectionNotice,
    Decision,
    Defect,
    Document,
    Due,
    ExtensionNotice,
    FieldGroup,
    Letter,
    LetterPart,
    NextStep,
    NotAcceptedNotice,
    Office,
    OneTimeNotice,
    PaperSpared,
    PaperToBring,
    PreparedOpinion,
    ReceivedPaper,
    SubmissionReceipt,
    Visit,
)

STATUS = "https://yici.example.gov.cn/status/"
HALL = Office(
    name="示例市政务服务中心",
    address="示例市人民路 1 号 2 楼综合窗口",
    phone="0000-12345",
    hours="工作日 9:00–12:00，13:30–17:00",
)
MARKET = "示例市市场监督管理局"
FOOD = "食品经营许可"
FIRE = "公众聚集场所消防安全检查（告知承诺）"
SHOP = "个体工商户设立登记"
SIGN = "大型户外广告设置审批"
FOOD_LAW = "食品安全法第三十五条"
LICENSING_LAW = "行政许可法第四十二条、第八十二条"

APPROVALS = (
    Approval(
        item=SHOP,
        body=MARKET,
        legal_limit="材料齐全的当场登记；否则 3 个工作日",
        promised_limit="当场",
        due=Due(day=date(2026, 3, 2)),
        basis="市场主体登记管理条例第十九条",
    ),
    Approval(
        item=FOOD,
        body=MARKET,
        legal_limit="20 个工作日",
        promised_limit="10 个工作日",
        due=Due(day=date(2026, 3, 16)),
        basis=LICENSING_LAW,
    ),
    Approval(item=FIRE, body="示例市消防救援大队", due=Due(day=date(2026, 3, 3)), basis="消防法第十五条"),
    Approval(item=SIGN, body="示例市城市管理局", legal_limit="20 个工作日"),
)

NOTICE = OneTimeNotice(
    matter="开办餐饮店",
    place="示例市",
    office=HALL,
    made_on=date(2026, 3, 2),
    lead="您要填 48 项，交 4 份材料，到场 1 次。",
    start=date(2026, 3, 2),
    promised=Due(day=date(2026, 3, 16)),
    fill_count=48,
    fill_spared=166,
    plan_url="https://yici.example.gov.cn/plans/0198f1a2-77c1-7abc-8def-0123456789ab",
    fields=(
        FieldGroup(name="经营者", labels=("联系电话", "通信地址", "从业人员人数")),
        FieldGroup(name="经营场所", labels=("名称", "地址", "使用面积", "就餐区座位数", "是否经营凉菜", "开业日期")),
    ),
    bring=(
        PaperToBring(
            name="食品安全自查、从业人员健康管理、进货查验记录、食品安全事故处置等保证食品安全的规章制度",
            form="原件",
            copies=1,
            for_items=(FOOD,),
            met="要交，有范本可以直接用",
            why="证明有保证食品安全的规章制度",
            law=FOOD_LAW,
        ),
        PaperToBring(
            name="与食品经营相适应的主要设备设施布局、操作流程等文件",
            form="原件",
            copies=1,
            for_items=(FOOD, FIRE),
            met="可以晚交，现场核查时带上",
            until=Due(day=date(2026, 3, 10)),
            why="证明布局和流程合理",
            law=FOOD_LAW,
        ),
        PaperToBring(
            name="消防安全告知承诺书",
            form="原件，签字",
            copies=2,
            for_items=(FIRE,),
            met="要交，在线签署",
            why="选择告知承诺的，材料齐全即予许可",
            law="消防法第十五条",
        ),
        PaperToBring(name="户外广告效果图", met="要交", why="说明位置、尺寸和样式", for_items=(SIGN,)),
    ),
    spared=(
        PaperSpared(name="营业执照", reason="这次办理产生，由市场监督管理局转给其他部门"),
        PaperSpared(name="经营者身份证明", reason="用您的电子身份证，人口库核对"),
        PaperSpared(name="从业人员健康证明", reason="卫生健康部门共享"),
    ),
    approvals=APPROVALS,
    visits=(Visit(reason="三个部门一次联合勘验，您或者您委托的人在场", place="您的经营场所", day=date(2026, 3, 10)),),
    unknowns=("大型户外广告设置审批的承诺期限没有公布，先按法定期限计算。",),
    remedies=("对本告知单有疑问，可以拨打上面的电话，也可以拨打 12345。",),
)
LONG_TITLE = (
    "除从事剧毒、易制爆、汽油加油站、专用危化品仓储的企业外，除中央企业所属省级、设区的市级公司（分公司）从事危险化学品"
    "经营活动的企业，不带有储存设施经营除剧毒化学品、易制爆危险化学品以外的其他危险化学品企业经营许可证变更审查"
)
RECEIPT = SubmissionReceipt(
    number="示收〔2026〕000123 号",
    query_code="7K3M-9QXP-42",
    matter="开办餐饮店",
    applicant_masked="王*䶮",
    office=HALL,
    received_at=datetime(2026, 3, 17, 6, 5, tzinfo=UTC),
    channel="网上提交",
    papers=(
        ReceivedPaper(name="食品安全规章制度", form="电子件", copies=1, how="上传"),
        ReceivedPaper(name="与食品经营相适应的主要设备设施布局、操作流程等文件", form="原件", copies=1, how="窗口收取"),
        ReceivedPaper(name="经营者身份证明", form="电子证照", how="人口库核对"),
    ),
    next_steps=(
        NextStep(what="检查材料，决定是否受理；需要补正的，一次告知", who="综合窗口", due=Due(day=date(2026, 3, 24))),
        NextStep(what="三个部门一次联合勘验", who="市场监督管理局牵头"),
        NextStep(
            what="作出决定",
            who=MARKET,
            due=Due(day=date(2026, 4, 15), open_because="勘验日期还没有定"),
        ),
    ),
    event_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    hash_algorithm="SHA-256",
    signature_short="MEUCIQDx 7bG2…",
    verify="打开下面的网址，输入查询码，页面会显示这条记录的摘要和签名；与本回执一致，就说明您的提交在案，没有被改动。",
    status_url=STATUS,
)
CORRECTION = CorrectionNotice(
    number="示补〔2026〕000045 号",
    matter="开办餐饮店",
    applicant="王小䶮",
    office=HALL,
    received_on=date(2026, 3, 17),
    made_on=date(2026, 3, 19),
    tell_by=Due(day=date(2026, 3, 24)),
    tell_basis="行政许可法第三十二条第一款第四项",
    defects=(
        Defect(
            subject="主要设备设施布局、操作流程文件",
            correction="标出凉菜间的位置和洗手池；现在的图上没有",
            item=FOOD,
            basis=FOOD_LAW,
        ),
        Defect(subject="就餐区座位数", correction="填写数字；现在是空的", item=FIRE),
    ),
    how_to_correct="在线补交，或者交到综合窗口，不用重新排队取号。",
    correct_by=Due(day=date(2026, 4, 2)),
    consequences=("按要求全部补正的，本机关应当受理。", "没有补正的，申请保留为草稿，您可以随时再交。"),
    remedies=("认为不需要补正的，可以向本机关说明理由。",),
    status_url=STATUS,
)
ACCEPTANCE = AcceptanceNotice(
    number="示受〔2026〕000098 号",
    case_number="示件〔2026〕000123 号",
    matter="开办餐饮店",
    applicant="王小䶮",
    office=HALL,
    received_on=date(2026, 3, 17),
    accepted_on=date(2026, 3, 17),
    made_on=date(2026, 3, 25),
    accepted_because="本机关没有在 5 个工作日内告知需要补正的内容，自收到材料之日起视为受理。",
    approvals=APPROVALS,
    basis=("行政许可法第三十二条第一款第四项、第五项",),
    notes=("勘验、检测所需时间不计入期限，需要多少时间会书面告诉您。",),
    status_url=STATUS,
)
NOT_ACCEPTED = NotAcceptedNotice(
    number="示不受〔2026〕000007 号",
    case_number="示件〔2026〕000123 号",
    matter="危险化学品经营许可",
    applicant="示例化工有限公司",
    office=HALL,
    received_on=date(2026, 3, 17),
    made_on=date(2026, 3, 17),
    reasons=("您申请的事项不属于本机关职权范围。",),
    basis=("行政许可法第三十二条第一款第二项",),
    competent_body=Office(name="示例市应急管理局", address="示例市解放路 8 号", phone="0000-65432"),
    remedies=("可以依法申请行政复议或者提起行政诉讼。",),
    status_url=STATUS,
)
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
CHINESE: dict[str, Document] = {
    "notice": NOTICE,
    "receipt": RECEIPT,
    "correction": CORRECTION,
    "acceptance": ACCEPTANCE,
    "not_accepted": NOT_ACCEPTED,
    "extension": EXTENSION,
    "prepared": PREPARED,
    "letter": HEARING,
    "grant": GRANT,
    "refusal": REFUSAL,
    **documents_letters.CHINESE,
}
