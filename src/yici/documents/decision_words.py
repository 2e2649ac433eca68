"""The fixed words of decisions and of the opinions that come before them, as `words` has those of other papers."""

from collections.abc import Mapping

CHINESE: Mapping[str, str] = {
    "prepared_title": "模拟审批意见",
    "prepared_lead": "“{item}”该审查的已经审查，符合要求。",
    "prepared_no_licence": "这份意见不是许可，也不能代替许可：不能凭它开工、投用或者营业。",
    "prepared_formal_heading": "什么时候转为正式决定",
    "prepared_formal": "下面各项都办好的时候，自动转为正式决定，不用您再申请；其中有一项不予，这一项也就终止。",
    "granted_title": "准予行政许可决定书",
    "refused_title": "不予行政许可决定书",
    "ruling_heading": "决定",
    "grounds_heading": "事实和理由",
    "conditions_heading": "说明和条件",
    "licence_number": "许可证号",
    "validity": "有效期",
    "valid_between": "{start}至 {end}",
    "valid_since": "自 {start}起",
    "valid_until": "至 {end}",
    "delivery": "领取或者送达",
    "deliver_by": "颁发、送达",
}

ENGLISH: Mapping[str, str] = {
    "prepared_title": "Opinion on a simulated approval",
    "prepared_lead": "What there is to examine for “{item}” was examined and is in order.",
    "prepared_no_licence": "This is no licence and stands for none: it does not let you build, use or trade.",
    "prepared_formal_heading": "When it becomes a decision",
    "prepared_formal": "When all of these are granted, without your asking; if one is refused, this item ends too.",
    "granted_title": "Decision to grant an administrative licence",
    "refused_title": "Decision to refuse an administrative licence",
    "ruling_heading": "Decision",
    "grounds_heading": "Facts and reasons",
    "conditions_heading": "Notes and conditions",
    "licence_number": "Licence number",
    "validity": "Valid",
    "valid_between": "from {start} to {end}",
    "valid_since": "from {start}",
    "valid_until": "until {end}",
    "delivery": "Delivery",
    "deliver_by": "Handed over",
}
