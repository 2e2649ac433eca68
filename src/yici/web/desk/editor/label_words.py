"""What the boxes of the editor are called where comparisons have no word for them, and the choices in them."""

from django.utils.translation import gettext, gettext_noop

from yici.web.comparing.code_words import VALUE_WORDS
from yici.web.comparing.field_words import FIELD_WORDS

LABELS: dict[str, str] = {
    "id": gettext_noop("编号（id）"), "name": gettext_noop("名称"), "when": gettext_noop("适用的条件"),
    "licence": gettext_noop("证照"), "material": gettext_noop("规范材料"), "agency": gettext_noop("办理部门"),
    "element": gettext_noop("数据要素"), "bundles": gettext_noop("办哪几件事"), "lead": gettext_noop("牵头部门"),
    "value": gettext_noop("值"), "claims": gettext_noop("各来源的说法"), "unknown": gettext_noop("不知道的原因"),
    "Item.commitment": gettext_noop("告知承诺"), "Change.standing": gettext_noop("变成"),
    "Change.since": gettext_noop("从哪天起"), "Extension.approver": gettext_noop("谁批准"),
    "Field.label": gettext_noop("表上印的字"), "Limit.amount": gettext_noop("多少"),
    "Limit.ends": gettext_noop("最后一天到"), "MaterialUse.form": gettext_noop("要什么样的"),
    "MaterialUse.deferral": gettext_noop("容缺"), "MaterialUse.by_commitment": gettext_noop("可以用承诺代替"),
    "Signer.role": gettext_noop("谁签"),
    "Opinion.about": gettext_noop("问什么"), "Opinion.absence": gettext_noop("不答复就当同意的依据"),
    "Option.name": gettext_noop("显示的文字"), "Renewal.missed": gettext_noop("届满没有决定算什么"),
    "Renewal.opens": gettext_noop("最早多久以前申请"), "Term.kind": gettext_noop("怎样算"),
    "BeforeAfter.place_name": gettext_noop("哪个地方"), "BeforeAfter.measure": gettext_noop("比的是什么"),
    "BundleItem.item": gettext_noop("事项"), "Subject.role": gettext_noop("角色"),
    "Regime.correction": gettext_noop("补正"), "PlaceDefinition.code": gettext_noop("区划代码"),
    "ProjectCourse.stages": gettext_noop("阶段"), "ProjectCourse.whole": gettext_noop("全程的期限"),
    "ProjectCourse.measurements": gettext_noop("测量、检测"), "Elements.elements": gettext_noop("数据要素"),
    "Licences.licences": gettext_noop("证照"), "Agencies.agencies": gettext_noop("办理机构"),
    "Registers.registers": gettext_noop("数据库"), "Roles.roles": gettext_noop("角色"),
    "CalendarYear.place": gettext_noop("哪里的日历"), "CalendarYear.year": gettext_noop("年份"),
    "CalendarYear.holidays": gettext_noop("放假的日子"), "CalendarYear.workdays": gettext_noop("调休上班的日子"),
    "CalendarSource.title": gettext_noop("标题"), "CalendarSource.publisher": gettext_noop("发布机构"),
    "CalendarSource.kind": gettext_noop("来源类型"), "Holiday.date": gettext_noop("哪一天"),
    "Holiday.name": gettext_noop("什么假"),
}  # fmt: skip
OPTIONS: dict[str, str] = {
    "working_day": gettext_noop("工作日"), "day": gettext_noop("自然日"), "month": gettext_noop("月"),
    "year": gettext_noop("年"), "hour": gettext_noop("小时"), "minute": gettext_noop("分钟"),
    "working_hour": gettext_noop("工作小时"), "working_minute": gettext_noop("工作分钟"),
    "on_the_spot": gettext_noop("当场"), "midnight": gettext_noop("24 点"), "closing": gettext_noop("下班"),
    "law": gettext_noop("法律法规"), "standard": gettext_noop("标准"), "official": gettext_noop("官方网站、指南"),
    "law-site": gettext_noop("法律网站"), "reprint": gettext_noop("转载"), "media": gettext_noop("媒体"),
    "repo": gettext_noop("公开的代码仓库"), "operator": gettext_noop("本单位自己定的"),
    "choice": gettext_noop("单选"), "choices": gettext_noop("多选"), "number": gettext_noop("数字"),
    "boolean": gettext_noop("是非"), "text": gettext_noop("文字"), "long_text": gettext_noop("长文字"),
    "integer": gettext_noop("整数"), "decimal": gettext_noop("小数"), "money": gettext_noop("金额"),
    "date": gettext_noop("日期"), "phone": gettext_noop("电话"), "email": gettext_noop("电子邮箱"),
    "postcode": gettext_noop("邮政编码"), "url": gettext_noop("网址"), "id_number": gettext_noop("身份证号"),
    "uscc": gettext_noop("统一社会信用代码"), "address": gettext_noop("地址"), "open": gettext_noop("恢复办理"),
    "suspended": gettext_noop("暂停"), "cancelled": gettext_noop("取消"), "fixed": gettext_noop("就是这么长"),
    "at_most": gettext_noop("最长这么长"), "long_term": gettext_noop("长期"), "renewed": gettext_noop("视为准予延续"),
    "withdrawn": gettext_noop("视为撤回申请"), "steps": gettext_noop("环节"), "materials": gettext_noop("材料"),
    "time": gettext_noop("时间"), "trips": gettext_noop("跑动次数"), "agencies": gettext_noop("部门"),
    "form_fields": gettext_noop("填写项"), "public_safety": gettext_noop("公共安全"),
    "ecology": gettext_noop("生态环境"), "state_security": gettext_noop("国家安全"),
    "health_and_life": gettext_noop("健康和生命"), "hearing": gettext_noop("听证"), "bidding": gettext_noop("招标"),
    "auction": gettext_noop("拍卖"), "inspection": gettext_noop("检验"), "testing": gettext_noop("检测"),
    "quarantine": gettext_noop("检疫"), "appraisal": gettext_noop("鉴定"), "expert_review": gettext_noop("专家评审"),
    "granted": gettext_noop("准予"), "refused": gettext_noop("不予"), "registered": gettext_noop("登记"),
    "not_registered": gettext_noop("不予登记"), "confirmed": gettext_noop("确认"),
    "not_confirmed": gettext_noop("不予确认"), "supported": gettext_noop("给予"),
    "not_supported": gettext_noop("不给予"),
}  # fmt: skip
REACH = {"none": gettext_noop("只有本地的窗口"), "city": gettext_noop("同一个市的窗口"),
         "province": gettext_noop("同一个省的窗口"), "nation": gettext_noop("全国的窗口")}  # fmt: skip
KINDS: dict[str, str] = {
    "item": gettext_noop("事项"), "bundle": gettext_noop("一件事"), "place": gettext_noop("地方"),
    "regime": gettext_noop("程序制度"), "elements": gettext_noop("数据要素"), "materials": gettext_noop("规范材料"),
    "licences": gettext_noop("证照"), "agencies": gettext_noop("办理机构"), "registers": gettext_noop("数据库"),
    "roles": gettext_noop("角色"), "themes": gettext_noop("主题"), "calendar": gettext_noop("日历"),
    "project": gettext_noop("工程项目"), "list": gettext_noop("本地清单"),
}  # fmt: skip


def label_of(type_name: str, key: str) -> str:
    """This will call a key of a type as comparisons call it."""
    whole = f"{type_name}.{key}"
    found = LABELS.get(whole) or FIELD_WORDS.get(whole) or LABELS.get(key) or FIELD_WORDS.get(key)
    return gettext(found) if found else key


def option_of(type_name: str, key: str, value: str, options: tuple[str, ...] = ()) -> str:
    """This will put a choice into words; one without words shows as it is written."""
    reach = REACH.get(value) if "nation" in options and "none" in options else None
    found = reach or OPTIONS.get(value) or VALUE_WORDS.get(value)
    return gettext(found) if found else value


def kind_of(kind: str) -> str:
    """This will name a kind of file."""
    return gettext(KINDS[kind]) if kind in KINDS else kind
