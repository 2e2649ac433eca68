"""One complete document of each kind, in Chinese, for looking at and for testing."""

from datetime import UTC, date, datetime

from tests.apps import documents_letters
from tests.apps.documents_answers import CERTIFICATE, EXTENSION, GRANT, HEARING, PREPARED, REFUSAL
from tests.apps.documents_bodies import APPROVALS, FIRE, FOOD, FOOD_LAW, HALL, MARKET, SIGN, STATUS
from yici.documents import (
    AcceptanceNotice,
    Commitment,
    CorrectionNotice,
    Defect,
    Document,
    Due,
    FieldGroup,
    NextStep,
    NotAcceptedNotice,
    Office,
    OneTimeNotice,
    PaperSpared,
    PaperToBring,
    ReceivedPaper,
    SubmissionReceipt,
    Visit,
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
COMMITMENT = Commitment(
    number="示许〔2026〕000031 号",
    case_number="示件〔2026〕000123 号",
    matter="开办餐饮店",
    item="公众聚集场所投入使用、营业前消防安全检查",
    applicant="王小面",
    office=Office(name="示例市消防救援支队", address="示例市和平路 3 号", phone="0000-54321"),
    made_on=date(2026, 3, 10),
    told=("场所应当符合消防技术标准和管理规定", "许可后到现场核查，与承诺不符的，责令改正；逾期不改的，撤销许可"),
    promised=("已经知晓告知的全部内容。", "愿意承担不实承诺的法律责任。"),
    signed="2026年3月10日（周二），申请人在网上逐条看过，确认承诺。",
    digest="sha256:5f4d7f85acf114c62bda0a7970b42659e7e794a6241b4b470d19147befcb596d",
    basis=("国办发〔2020〕42号", "消防法第十五条"),
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
    "certificate": CERTIFICATE,
    "letter": HEARING,
    "commitment": COMMITMENT,
    "grant": GRANT,
    "refusal": REFUSAL,
    **documents_letters.CHINESE,
}
