"""The columns of a spreadsheet of items: the field names of the published guides, each with what may stand in it.

A column may stand in any sheet, so that one sheet may hold a whole guide or each table may have its own.
"""

from dataclasses import dataclass
from typing import Literal

from yici.catalogue.sheets.choices import (
    AUDIENCE,
    CAUSES,
    DELIVERIES,
    HANDLINGS,
    NECESSITIES,
    PAPER_FORMS,
    PAPER_SOURCES,
    PAPER_TYPES,
    STATES,
    TIERS,
    TYPES,
    UNITS,
    YES,
)  # fmt: skip

Kind = Literal["text", "lines", "whole", "date", "choice", "choices"]
CODE, NAME = "事项编码", "事项名称"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the table that its cells belong to, what may stand in them, an example."""

    heading: str
    table: str
    key: str
    kind: Kind = "text"
    choices: dict[str, str] | None = None
    also: tuple[str, ...] = ()
    example: str | int = ""


def _plain(table: str, *pairs: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(heading, table, key, example=example) for heading, key, example in pairs)


COLUMNS: tuple[Column, ...] = (
    Column(CODE, "item", "code", also=("实施编码", "事项代码"), example="11440100007482532Y4440125001000"),
    Column(NAME, "item", "name", also=("名称", "实施事项名称"), example="养犬登记"),
    Column("标识", "item", "id", example="dog-registration"),
    Column("基本编码", "item", "base_code", also=("目录编码", "基本目录编码"), example="440125001000"),
    Column("事项类型", "item", "type", "choice", {name: name for name in TYPES}, example="行政确认"),
    Column("程序制度", "item", "regime", example="confirmation"),
    Column("服务对象", "item", "audience", "choices", AUDIENCE, example="自然人"),
    Column("办理部门", "item", "department", also=("实施主体", "实施机构", "办理机构"), example="公安机关"),
    Column("行使层级", "item", "tier", "choice", TIERS, example="县级"),
    Column("办件类型", "item", "handling", "choice", HANDLINGS, example="承诺件"),
    Column("事项状态", "item", "state", "choice", STATES, example="在用"),
    Column("状态日期", "item", "since", "date", example=""),
    Column("承诺时限", "item", "promised", "whole", example=5),
    Column("承诺时限单位", "item", "promised_unit", "choice", UNITS, example="工作日"),
    Column("承诺时限说明", "item", "promised_note"),
    Column("法定时限", "item", "legal", "whole", example=10),
    Column("法定时限单位", "item", "legal_unit", "choice", UNITS, example="工作日"),
    Column("法定时限说明", "item", "legal_note"),
    Column("到办事现场次数", "item", "visits", "whole", example=1),
    Column("是否收费", "item", "fee", "choice", YES, example="否"),
    Column("受理条件", "item", "conditions", "lines", also=("办理条件",), example="犬只已经免疫"),
    Column("送达方式", "item", "delivery", "choices", DELIVERIES, example="窗口领取、邮寄"),
    Column("牵头部门", "item", "lead"),
    Column("联办时限", "item", "joint", "whole"),
    Column("联办时限单位", "item", "joint_unit", "choice", UNITS),
    *_plain("item", ("联办决定", "decision", ""), ("联办决定机关", "decided_by", "")),
    Column("联办决定日期", "item", "decided_on", "date"),
    *_plain("note", ("办理形式", "ways", "窗口、网上"), ("网办深度", "depth", "III"), ("通办范围", "scope", "全市"),
            ("联办机构", "joint", ""), ("中介服务", "intermediary", ""), ("办理地点", "address", ""),
            ("咨询电话", "telephone", "")),
    *_plain("basis", ("依据名称", "law", "某市养犬管理条例"), ("依据文号", "number", ""),
            ("依据条款", "article", "第十条"), ("依据内容", "text", "养犬人应当登记"), ("颁布机关", "issuer", "人大")),
    Column("实施日期", "basis", "date", "date", example="2020-01-01"),
    Column("材料名称", "material", "name", example="居民身份证"),
    Column("材料序号", "material", "order", "whole", example=1),
    Column("材料类型", "material", "type", "choice", PAPER_TYPES, example="证件证书证明"),
    Column("材料来源", "material", "origin", "choice", PAPER_SOURCES, also=("来源渠道",), example="政府部门核发"),
    Column("材料必要性", "material", "need", "choice", NECESSITIES, example="必要"),
    Column("材料形式", "material", "form", "choice", PAPER_FORMS, example="纸质"),
    Column("原件份数", "material", "originals", "whole", example=1),
    Column("复印件份数", "material", "copies", "whole", example=0),
    *_plain("material", ("纸张规格", "paper", "A4"), ("空白表格", "blank", ""), ("材料样例", "sample", ""),
            ("填报须知", "instructions", ""), ("材料依据", "basis", ""),
            ("提交方式", "submission", "")),
    *_plain("step", ("环节名称", "name", "受理"), ("环节阶段", "stage", "申请与受理"), ("环节办理人", "handler", ""),
            ("环节时限", "limit", "1个工作日"), ("环节结果", "result", ""), ("审查标准", "standard", "")),
    *_plain("result", ("结果名称", "name", "养犬登记证"), ("结果类型", "type", "证件执照"),
            ("结果有效期", "validity", "1年")),
    Column("特别程序名称", "special", "name"),
    Column("特别程序种类", "special", "cause", "choice", CAUSES),
    Column("特别程序时限", "special", "limit", "whole"),
    Column("特别程序时限单位", "special", "unit", "choice", UNITS),
    *_plain("charge", ("收费项目", "name", ""), ("收费标准", "standard", "")),
    Column("联办事项", "joint", "name", also=("联办事项名称",)),
    Column("联办事项编码", "joint", "code"),
    Column("联办事项承诺时限", "joint", "promised", "whole"),
    Column("联办事项承诺时限单位", "joint", "unit", "choice", UNITS),
    *_plain("joint", ("联办结果样本", "sample", "")),
    *_plain("attachment", ("附件名称", "name", ""), ("附件地址", "address", "")),
    *_plain("answer", ("常见问题", "question", ""), ("问题解答", "answer", "")),
)  # fmt: skip
BY_HEADING: dict[str, Column] = {name: column for column in COLUMNS for name in (column.heading, *column.also)}
HEADS: dict[str, str] = {
    "basis": "依据名称", "material": "材料名称", "step": "环节名称", "result": "结果名称", "special": "特别程序名称",
    "charge": "收费项目", "answer": "常见问题", "joint": "联办事项", "attachment": "附件名称",
}  # fmt: skip
"""The column of each table without which a row of it says nothing."""
