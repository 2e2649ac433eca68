"""What a box is for, in Chinese, where the words for those who write files would mislead: a file leaves a key out and
writes one line under another, a box is left empty and a choice is chosen."""

from typing import Final

BOX: Final[dict[str, str]] = {
    "source": "哪个来源说的：从本文件“来源”一组里选",
    "level": "参考：有来源就行；施行：必须有依据",
    "Bundle.joint_limit": "联合办理的总期限；没有文件决定的空着",
    "Change.standing": "从那天起：恢复、暂停还是取消",
    "Correction.unanswered": "逾期不补，按视为撤回申请，还是没有规定",
    "Deferral.missed": "逾期不交，按视为撤回申请，还是没有规定",
    "Field.mandatory": "是否必填；表上没有写明的，选“没有写”",
    "Item.audience": "谁能办：个人填 person，单位填 enterprise",
    "Item.counted_from": "从受理起算，还是从收到起算；没有写的按程序制度",
    "Item.handling": "即办件，或者在承诺期限内办好的承诺件",
    "Item.materials_complete": "来源把材料写全了没有；只写了一部分的选“否”",
    "Item.renewal": "怎样延续；没有写的按程序制度",
    "Limit.ends": "最后一天到 24 点，还是到下班",
    "Limit.unit": "按什么算；当场办的选“当场”，数填 0",
    "MaterialUse.form": "原件、复印件、原件和复印件，还是电子件",
    "Need.relax": "依法可以怎样放宽：承诺填 commitment，预审填 pre_opinion，同时办填 concurrent",
    "Opinion.review": "下级先审查、报上级决定的（行政许可法第三十五条）选“是”：受理以后就审查，不用另外去问",
    "PlaceDefinition.agencies": "左边是机构的编号，右边是本地由谁办",
    "PlaceDefinition.calendars": "用哪些日历；空着就用上一级的，都空着用全国的 cn",
    "PlaceDefinition.code": "12 位区划代码",
    "PlaceDefinition.items": "每个事项在本地怎样办",
    "PlaceDefinition.office_hours": "工作日的办公时间，如 9:00-12:00 13:30-17:00；没有查到的选“不知道”，并写明查过哪里",
    "Protected.kind": "守护的是哪一样",
    "Question.type": "怎样回答：单选、多选、数字还是是非",
    "Register.within": "左边是角色，右边是它在谁的记录里",
    "Renewal.before": "届满前多久申请；按自然日还是工作日，看单位",
    "Renewal.missed": "届满还没有决定算什么：视为准予延续，还是没有写",
    "Source.kind": "哪一类来源；只有法律法规才算法律依据",
    "Term.kind": "就是这么长，最长这么长（止期由决定写明），还是长期",
    "Term.limit": "多长，按日、月、年；长期的空着",
    "Theme.audience": "个人还是单位",
}
"""By key, or by type and key."""
REWORDED: Final = (("一条一行", "一条一格"), ("一行对一行", "和中文一条对一条"), ("不写", "空着"))


def in_a_box(type_name: str, key: str, told: str, *, anywhere: bool) -> str:
    """This will say what a box is for; `told` is what is said of the key in a file, `anywhere` whether that is said of
    the key wherever it stands."""
    own = BOX.get(f"{type_name}.{key}") or (BOX.get(key) if anywhere else None)
    if own:
        return own
    for of_a_file, of_a_box in REWORDED:
        told = told.replace(of_a_file, of_a_box)
    return told
