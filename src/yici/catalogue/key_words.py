"""What every key of a definition file means, in the words of those who write one: shown by editors and in new files."""

TITLES: dict[str, str] = {
    "Item": "事项", "Bundle": "一件事", "PlaceDefinition": "地方（实施清单）", "Regime": "程序制度",
    "Source": "来源", "Claim": "一个来源的说法", "Fact": "事实：各来源的说法，或者未知", "Limit": "期限",
    "Basis": "依据", "Extension": "延长", "Term": "有效期", "Renewal": "延续",
    "Question": "问题", "Option": "选项", "Field": "表格的一栏",
    "PrintedForm": "表格", "Deferral": "容缺", "MaterialUse": "材料", "Need": "要先有的证照",
    "Inspection": "现场核查", "Commitment": "告知承诺", "Opinion": "征求意见", "SpecialProcedure": "特别程序",
    "Change": "变动", "BundleItem": "一件事里的事项", "BeforeAfter": "公布的前后对比", "Subject": "可能有几个的角色",
    "LocalItem": "本地怎样办", "Spared": "本地免交", "Correction": "补正", "Element": "数据要素",
    "Material": "规范材料", "LicenceType": "证照", "Agency": "办理机构", "Register": "数据库", "Role": "角色",
    "Theme": "主题", "Elements": "一批要素", "Materials": "一批规范材料", "Licences": "一批证照",
    "Agencies": "一批办理机构", "Registers": "一批数据库", "Roles": "一批角色", "Themes": "一批主题",
    "CalendarYear": "一年的日历", "Holiday": "放假的一天", "CalendarSource": "日历的来源",
    "LocalList": "一个地方自己公布的清单", "Signer": "还要谁签", "Protected": "守护的是什么",
    "ProjectCourse": "工程项目的阶段", "Stage": "阶段", "Measurement": "测量、检测",
    "LocalCause": "本地规定的暂停情形", "HearingRule": "听证的期限",
}  # fmt: skip
ANY: dict[str, str] = {
    "id": "编号，全目录不重复，小写英文或拼音", "name": "名称", "name_en": "英文名称，自己的翻译，不是官方译名",
    "source": "来源的编号，写在 sources 里", "sources": "来源：每个事实都写明出处",
    "when": "条件：什么情况下才适用，如 area > 50；总是适用就不写", "note": "说明，如来源的保留意见", "unit": "单位",
    "unit_en": "单位的英文", "format": "格式版本，写 1", "kind": "文件的种类", "aliases": "别的叫法，供查找和对应",
    "gaps": "查过而没有找到的，一条一行", "gaps_en": "上面各条的英文，一行对一行",
    "level": "reference 参考（有来源即可），in_force 施行（必须有依据）", "themes": "主题的编号，供分类查找",
    "certifies": "能证明哪些要素", "licence": "证照的编号", "agency": "办理机构的编号", "item": "事项的编号",
    "material": "规范材料的编号；另有主体的写成 identity_card.seller", "element": "要素的编号，如 premises.area",
    "options": "选项，选择题必须列出", "limit": "期限", "title": "标题", "publisher": "发布单位",
    "questions": "问办事人的问题，回答决定要办什么、交什么",
    "register": "哪个数据库已经知道；account 账号里有，self 只有本人知道", "place": "12 位区划代码",
    "article": "第几条", "promised_limit": "承诺期限",
}  # fmt: skip
"""What a key means wherever a type does not say otherwise."""
KEYS: dict[str, dict[str, str]] = {
    "Item": {
        "name": "事项名称", "regime": "程序制度的编号，如 licensing 行政许可",
        "audience": "谁能办：person 个人，enterprise 单位", "code": "事项编码", "type": "事项类型，如 行政许可",
        "tier": "行使层级", "handling": "instant 即办件，promised 承诺件", "basis": "依据：哪部法的第几条",
        "legal_limit": "法定期限", "counted_from": "从受理起算还是从收到起算，不写按程序制度",
        "extension": "可以延长多久、谁批准", "steps": "办理环节，按先后", "visits_alone": "单独办要到现场几次",
        "fee": "收费", "validity": "结果的有效期，照来源的原话",
        "term": "结果的有效期，按日期计算用的", "renewal": "怎样延续；不写按程序制度",
        "delivery": "送达方式，如 window 窗口、courier 快递",
        "conditions": "受理条件，一条一行", "forms": "要填的表格", "materials": "要交的材料",
        "materials_complete": "材料清单是否完整：来源只写了一部分，就写 false（否）", "needs": "办之前必须先有的证照",
        "gives": "办好后得到的证照", "inspections": "现场核查", "opinions": "要征求别的部门的意见",
        "special_procedures": "不计入期限的程序，如听证、检测", "commitment": "告知承诺的办法",
        "two_deciders": "必须两人共同决定的依据；没有依据就不写",
        "technical": "要按技术标准检验、检测、检疫以后决定的，写依据（行政许可法第十二条第四项）；没有就不写",
        "limited": "有数量限制的，写限制的依据：先受理的先决定（行政许可法第五十七条）；没有就不写",
        "signers": "除了提交的人，还有谁要签字声明；没有依据就不写",
        "reply_period": "补正要在多久内交", "notes": "写给同事看的说明", "changes": "暂停、取消、拆分、合并",
        "agency": "由哪种机构办，编号",
        "protects": "事关公共安全、生态环境、国家安全、健康生命的，写明是哪一样、依据哪一条；别的部门不答就不能当同意",
    },
    "Signer": {
        "role": "谁：表格栏目里的角色，如 seller 卖方；表里要有这个角色的证件号（seller.id_number），凭它认人",
        "basis": "哪一条要他签，如 不动产登记暂行条例第十四条",
    },
    "Agency": {"protects": "职责是守护公共安全、生态环境、国家安全、健康生命的，写明是哪一样、依据哪一条"},
    "Protected": {
        "kind": "public_safety 公共安全，ecology 生态环境，state_security 国家安全，health_and_life 健康和生命",
        "law": "哪部法律",
    },
    "LocalList": {
        "name": "清单的名称", "file": "放各行的表格文件，在旁边", "types": "表格里事项类型的代码是什么意思",
        "licence": "来源的许可证，如 Apache-2.0", "digest": "各行的摘要，读入时算出，不用写",
        "count": "有多少行，读入时算出，不用写",
    },
    "Source": {
        "id": "来源在本文件里的编号，如 R07", "title": "来源的标题，如法律或指南的名称",
        "kind": "law 法律法规，standard 标准，official 官方网站，law-site 法律网站，reprint 转载，media 媒"
        "体，repo 公开代码仓库，operator 本单位自己定的",
        "date": "日期，如 2026-03-02", "address": "网址", "article": "第几条",
        "place": "只对一个地方有效的，写 12 位区划代码；全国都有效的不写", "place_name": "地方的名称",
    },
    "Claim": {
        "value": "这个来源怎么说", "source": "哪个来源说的",
    },
    "Fact": {
        "claims": "各来源的说法，互相矛盾的都保留", "unknown": "没有人说过：写明查过哪里、为什么不知道",
    },
    "Limit": {
        "amount": "多少",
        "unit": "working_day 工作日，day 自然日，month 月，year 年，hour 小时，minute 分钟，working_hour、w"
        "orking_minute 工作时间，on_the_spot 当场（amount 写 0）",
        "ends": "最后一天到 24 点（midnight）还是到下班（closing）",
    },
    "Basis": {
        "law": "法律法规的名称", "article": "第几条", "text": "条文说了什么",
    },
    "Term": {
        "kind": "fixed 就是这么长，at_most 最长这么长（止期由决定写明），long_term 长期",
        "limit": "多长，按 day、month、year；长期的不写",
    },
    "Renewal": {
        "before": "届满前多久申请；按自然日还是工作日由 unit 写明", "opens": "最早届满前多久可以申请；来源没有写就不写",
        "missed": "届满还没有决定算什么：renewed 视为准予延续，none 没有写",
    },
    "Extension": {
        "limit": "延长多久", "approver": "谁批准",
    },
    "Question": {
        "id": "问题的编号，条件里用它", "name": "怎样问",
        "type": "choice 单选，choices 多选，number 数字，boolean 是非", "why": "为什么要问",
        "why_en": "为什么要问（英文）", "element": "回答等于填了哪个要素",
        "licence": "问的是有没有这种证照（只能是是非题）", "at_least": "数字最小", "at_most": "数字最大",
    },
    "Option": {
        "value": "存下来的值，条件里用它", "name": "显示的文字",
    },
    "Field": {
        "label": "表上印的字", "element": "这一栏填的是哪个要素", "mandatory": "是否必填，表上没有写就不写",
        "omit": "这次不用填的原因",
    },
    "PrintedForm": {
        "name": "表格名称", "fields": "各栏", "captures": "由这张表首次采集的数据库",
    },
    "Deferral": {
        "limit": "多久内补交", "at_inspection": "现场核查时补交",
        "missed": "逾期不交怎样：withdrawn 视为撤回申请，none 没有规定",
    },
    "MaterialUse": {
        "printed": "来源里印的名称",
        "form": "original 原件，copy 复印件，original_and_copy 原件和复印件，electronic 电子件", "copies": "几份",
        "required": "是否必要", "basis": "要这份材料的依据；地方加收的必须写", "deferral": "可以容缺后补",
        "by_commitment": "可以用承诺代替", "review_points": "审查要点，一条一行",
        "review_points_en": "审查要点的英文，一行对一行",
        "keeps": "收的份数是不是自己留下，不还、不转给别的部门",
    },
    "Need": {
        "relax": "依法可以怎样放宽：commitment 承诺，pre_opinion 预审，concurrent 同时办",
    },
    "Inspection": {
        "name": "叫什么", "points": "查什么，一条一行", "points_en": "查什么的英文，一行对一行",
        "officers": "最少几个人", "within": "多久内去", "joinable": "能不能和别的部门一起去",
    },
    "Commitment": {
        "told": "告知的内容，一条一行", "told_en": "告知内容的英文，一行对一行", "promised_limit": "承诺后多久办好",
        "verification": "多久内核查", "instead_of_inspection": "承诺了就先不去现场",
    },
    "Opinion": {
        "about": "问什么", "about_en": "问什么的英文", "within": "多久内答复",
        "absence": "不答复就当同意的依据；没有依据就不写；事关安全、生态、健康的，依据要是法律",
        "back_issue": "不答复的部门还要在多久内补出意见",
        "review": "true：下级先审查、报上级决定的（行政许可法第三十五条），受理以后就要审查，不用另外去问",
    },
    "SpecialProcedure": {
        "name": "叫什么", "cause": "属于哪一种", "limit": "最长多久",
    },
    "Change": {
        "standing": "open 恢复，suspended 暂停，cancelled 取消", "since": "从哪天起",
        "successors": "由哪些事项接替：拆分写几个，合并时几个事项写同一个",
    },
    "Bundle": {
        "name": "人们怎么叫这件事", "items": "包括哪些事项", "lead": "牵头部门",
        "joint_limit": "联合办理的总期限，有文件决定才写", "subjects": "可能有几个人的角色，如两个卖方",
        "records": "公布过的改革前后对比", "intro": "一句话介绍", "intro_en": "介绍的英文",
    },
    "BundleItem": {
        "source": "哪个来源说这件事包括它",
    },
    "BeforeAfter": {
        "place_name": "哪个地方", "measure": "比的是什么", "before": "以前", "after": "以后",
    },
    "Subject": {
        "role": "角色的编号，如 seller", "count": "问有几个的那个问题的编号",
    },
    "PlaceDefinition": {
        "code": "12 位区划代码，加引号", "name": "地方的名称",
        "calendars": "用哪些日历；不写就用上一级的，都不写用全国的 cn",
        "agencies": "机构编号: 本地由谁办", "items": "事项编号: 本地怎样办",
        "remind_after": "没有期限的环节，多久提醒一次",
        "warn_before": "期限到期以前，提前几个工作日提醒承办机关，不写就是 1",
        "office_hours": "工作日的办公时间，写成 9:00-12:00 13:30-17:00；没有查到就不写",
        "local_causes": "本地规定的暂停情形，只停承诺时限，法定时限照常计算",
    },
    "ProjectCourse": {
        "stages": "阶段，按先后", "whole": "全程的期限：只算有事项在政府手里的工作日",
        "measurements": "由测量、检测单位直接交的成果",
    },
    "Stage": {"bundles": "这个阶段办哪几件事，写编号；没有查到就不写", "lead": "由哪个部门牵头"},
    "Measurement": {"materials": "这份成果代替哪些材料，写编号"},
    "LocalCause": {
        "id": "编号，小写字母、数字和下划线；不能用法定情形的编号", "name": "叫什么", "source": "哪个来源规定的",
    },
    "LocalItem": {
        "name": "本地清单里的名称", "code": "本地的实施编码", "body": "由谁办", "address": "在哪里办",
        "spares": "本地不再要的材料", "adds": "本地加收的材料，每份都要写依据",
        "handled_at": "由哪一级（如 town）或哪个地方（12 位代码）办", "cross_region": "哪里的窗口可以代收",
    },
    "Regime": {
        "correction": "补正", "decision": "没有另定期限时的决定期限", "extension": "延长", "delivery": "送达期限",
        "counted_from": "从受理还是从收到起算", "outcomes": "结果有哪些，肯定的写在前面",
        "stop_causes": "哪些情况不计入期限", "joint": "联合办理的期限",
        "joint_extension": "联合办理的期限怎样延长", "remedies": "怎样救济", "renewal": "怎样延续",
        "refusal_needs_reasons": "不予的要不要说明理由",
        "hearing": "听证的期限", "review": "下级先审查的期限", "assignment": "受理后指派检验、检测、检疫人员的期限",
    },
    "HearingRule": {
        "request": "告知以后，多久内可以要求听证", "hold": "要求以后，多久内组织听证",
        "notice": "举行以前多久通知时间、地点", "note": "计算上的疑问",
    },
    "Correction": {
        "window": "多久内一次告知", "missed": "逾期不告知算什么", "reply": "办事人多久内补齐",
        "unanswered": "逾期不补怎样：withdrawn 视为撤回申请，none 没有规定",
    },
    "Element": {
        "id": "角色.内容，如 seller.name", "type": "填什么样的值", "hint": "填写提示", "hint_en": "填写提示的英文",
        "personal": "是不是个人信息",
    },
    "Material": {
        "id": "编号；有主体的写成 编号.角色，如 identity_card.seller", "licence": "它就是哪种证照的纸件",
        "is_form": "是表格，由合并的表代替",
    },
    "Register": {
        "keys": "凭什么查，先写最好的", "within": "角色: 它在谁的记录里",
    },
    "Theme": {
        "audience": "person 个人，enterprise 单位",
    },
    "Elements": {
        "elements": "各要素",
    },
    "Materials": {
        "materials": "各份材料",
    },
    "Licences": {
        "licences": "各种证照",
    },
    "Agencies": {
        "agencies": "各种机构",
    },
    "Registers": {
        "registers": "各个数据库",
    },
    "Roles": {
        "roles": "各个角色",
    },
    "Themes": {
        "themes": "各个主题",
    },
    "CalendarYear": {
        "id": "日历名-年份，如 cn-2026", "year": "哪一年", "holidays": "放假的日子", "workdays": "调休上班的日子",
        "source": "出处",
    },
    "Holiday": {
        "date": "哪一天", "name": "什么假",
    },
    "CalendarSource": {
        "kind": "哪一类来源",
    },
}  # fmt: skip


def explained(type_name: str, key: str) -> str:
    """This will say what a key of a type means; empty when nobody has written it down."""
    return KEYS.get(type_name, {}).get(key) or ANY.get(key, "")
