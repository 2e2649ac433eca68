"""The fixed words of letters between bodies of government, as `words` has those of papers for applicants."""

from collections.abc import Mapping

CHINESE: Mapping[str, str] = {
    "request_title": "征求意见函",
    "request_lead": "办理下列事项需要贵单位的意见，请在期限内书面答复；不同意的，请写明理由。",
    "departments": "致",
    "asked_heading": "向谁征求什么意见",
    "asked_department": "单位",
    "asked_about": "征求意见的内容",
    "asked_until": "答复期限",
    "asked_silence": "到期不答复",
    "asked_parallel": "各单位同时征求意见。征求意见的时间计入办理期限，申请人的期限不变。",
    "absence_title": "到期未答复视为同意告知书",
    "absence_lead": "{department}没有在 {absent_on}前答复意见，依照规定视为同意，承办机关继续办理。",
    "absence_course": "征求意见函于 {asked_on}发出，{noticed_on}送达（{proof}）。",
    "absence_course_heading": "经过",
    "absence_owed": "意见仍应补出，期限：{due}。补出的意见存入办件，不改变视为同意的结果。",
    "absence_liable": "未答复的情况记入缺席默认台账，责任由未答复的单位承担。",
    "absence_duties_heading": "责任和补出意见",
}

ENGLISH: Mapping[str, str] = {
    "request_title": "Request for an opinion",
    "request_lead": (
        "This matter needs the opinion of your department. Please answer in writing within the limit; "
        "if you do not agree, say why."
    ),
    "departments": "To",
    "asked_heading": "Who is asked about what",
    "asked_department": "Department",
    "asked_about": "Subject",
    "asked_until": "Answer due",
    "asked_silence": "Without an answer",
    "asked_parallel": (
        "All departments are asked at the same time. The time of asking is part of the limit, "
        "and no limit of the applicant moves."
    ),
    "absence_title": "Notice that silence counts as consent",
    "absence_lead": (
        "{department} gave no answer by {absent_on}. By the rule below it counts as agreeing, and the matter goes on."
    ),
    "absence_course": "The request was sent on {asked_on} and arrived on {noticed_on} ({proof}).",
    "absence_course_heading": "What happened",
    "absence_owed": (
        "The opinion is still owed: {due}. It will be kept with the case and does not take the consent back."
    ),
    "absence_liable": "The silence stands in the ledger of absence; the silent department answers for it.",
    "absence_duties_heading": "Liability, and the opinion that is owed",
}
