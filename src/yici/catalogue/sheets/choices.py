"""The words and codes that the cells of the published guides hold, and what they are in a definition.

The types of items have no codes here: the same number means one type in one province and another in the next.
"""

UNITS = {
    "工作日": "working_day", "自然日": "day", "日": "day", "天": "day", "月": "month", "个月": "month", "年": "year",
    "小时": "hour", "分钟": "minute", "工作小时": "working_hour", "工作分钟": "working_minute", "当场": "on_the_spot",
    "即时": "on_the_spot",
}  # fmt: skip
TYPES = ("行政许可", "行政确认", "行政给付", "行政奖励", "行政裁决", "行政征收", "行政检查", "其他行政权力", "公共服务")
AUDIENCE = {
    "自然人": "person", "个人": "person", "公民": "person", "法人": "enterprise", "企业": "enterprise",
    "企业法人": "enterprise", "事业法人": "enterprise", "社会组织法人": "enterprise", "非法人企业": "enterprise",
    "行政机关": "enterprise", "其他组织": "enterprise", "个体工商户": "enterprise",
}  # fmt: skip
TIERS = {
    "国家": "nation", "国家级": "nation", "省": "province", "省级": "province", "市": "city", "市级": "city",
    "县": "county", "县级": "county", "区": "county", "区级": "county", "乡": "town", "镇": "town", "乡镇": "town",
    "乡镇（街道）": "town", "街道": "town", "村": "village", "村（社区）": "village",
    "2": "province", "3": "city", "4": "county",
}  # fmt: skip
HANDLINGS = {"即办件": "instant", "承诺件": "promised"}
STATES = {"在用": "open", "暂停": "suspended", "取消": "cancelled"}
YES = {"是": "yes", "否": "no", "收费": "yes", "不收费": "no", "免费": "no", "免收": "no", "无": "no"}
DELIVERIES = {
    "窗口": "window", "窗口领取": "window", "快递": "courier", "邮寄": "courier", "网上": "electronic",
    "电子": "electronic",
}  # fmt: skip
PAPER_TYPES = {
    "证件证书证明": "proof",
    "申请表格文书": "form",
    "其他": "other",
    "1": "proof",
    "2": "form",
    "3": "other",
}
PAPER_SOURCES = {
    "申请人自备": "own", "政府部门核发": "government", "其他": "other", "10": "own", "20": "government", "99": "other",
}  # fmt: skip
NECESSITIES = {"必要": "yes", "非必要": "no", "容缺后补": "later", "1": "yes", "2": "no", "3": "later"}
PAPER_FORMS = {
    "纸质": "paper", "电子化": "electronic", "电子": "electronic", "纸质/电子化": "both", "纸质和电子化": "both",
    "1": "paper", "2": "electronic", "3": "both",
}  # fmt: skip
CAUSES = {
    "听证": "hearing", "招标": "bidding", "拍卖": "auction", "检验": "inspection", "检测": "testing",
    "检疫": "quarantine", "鉴定": "appraisal", "专家评审": "expert_review",
}  # fmt: skip
