"""What the command says: the sentence for every refusal, and each fault with its place, Chinese then English."""

from typing import Any

from yici.catalogue.amounts import TYPES
from yici.catalogue.fault_sentences import filled as _filled
from yici.catalogue.fault_sentences import named as _named
from yici.catalogue.fault_sentences import problem_of as _problem
from yici.catalogue.fault_words import FAULTS
from yici.catalogue.list_words import LIST_FAULTS
from yici.cli import refusal_words, remedy_words
from yici.cli.draft_words import DRAFT_REFUSALS, DRAFT_REMEDIES
from yici.cli.sheet_words import SHEET_FAULTS
from yici.cli.text_words import TEXT_REFUSALS, TEXT_REMEDIES
from yici.domain.error import YiciError
from yici.domain.fault import Fault
from yici.domain.year_table import TableFault
from yici.people.place_file import Fault as PlaceFault

STOPPED = "已停止。 Stopped."
REFUSALS: dict[str, str] = refusal_words.REFUSALS | DRAFT_REFUSALS | TEXT_REFUSALS
REMEDIES: dict[str, str] = remedy_words.REMEDIES | DRAFT_REMEDIES | TEXT_REMEDIES
SENTENCES: dict[str, str] = FAULTS | SHEET_FAULTS | LIST_FAULTS

PLACES: dict[str, str] = {
    "place.cells_wrong": "这一行有 {found} 格，与表头不同，请补齐。 Give as many cells as the head line has.",
    "place.code_wrong": "区划代码“{code}”不对，请核对。 Not the code of a place: check it.",
    "place.columns_missing": "缺少这些列，请补上：{columns}。 Columns are missing: add them.",
    "place.gbk": "不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8。 Not UTF-8; save it as UTF-8.",
    "place.level_wrong": "级别“{level}”与代码不符，请核对。 The level does not fit the code: check it.",
    "place.name_wrong": "名称“{name}”不对，请核对。 Not the name of a place: check it.",
    "place.not_utf8": "不是 UTF-8 编码，请另存为 UTF-8。 Not UTF-8; save it as UTF-8.",
    "place.parent_unknown": "{code} 的上级 {parent} 不在文件里，请补上。 The place above is not in the file: add it.",
    "place.parent_wrong": "上级“{parent}”与代码不符，请核对。 The place above does not fit the code: check it.",
}
"""What is wrong with one line of a file of places."""
ANSWERS: dict[str, str] = {
    "answer.not_an_option": "{question}：没有选项“{value}”。 Not an option of the question.",
    "answer.not_asked": "{question}：按别的回答，这一题不问（{when}）。 Not asked with the other answers.",
    "answer.too_small": "{question}：至少是 {at_least}。 Less than the least.",
    "answer.too_large": "{question}：至多是 {at_most}。 More than the most.",
    "answer.twice": "{question}：“{value}”写了两次。 Given twice.",
    "answer.unknown_question": "{question}：没有这一题。 No such question.",
    "answer.wrong_type": "{question}：回答应是 {type}。 Give an answer of this type: {type_en}.",
}
"""What is wrong with one answer of a file of answers."""
RULES: dict[str, str] = {
    "day.start_not_counted": "开始的当天不算（民法典第二百零一条） the day of the event is not counted",
    "day.workday": "工作日 working day",
    "day.weekend": "周末 weekend",
    "day.holiday": "{name}放假 holiday",
    "day.make_up_workday": "调休上班 made-up working day",
    "day.year_not_loaded": "这一年的日历还没有装入 the year's calendar is not loaded",
    "day.office_hours_unknown": "办公时间没有登记，最早到这一天 the office hours are not recorded",
}
"""Why a day counts or does not."""
RECEIPTS: dict[str, str] = {
    "yici.receipt.unknown_type": "不是这一种回执 not a receipt of this kind",
    "yici.receipt.unknown_key": "签名的密钥不认识 signed with an unknown key",
    "yici.receipt.forged": "签名不对 the signature is wrong",
    "yici.checkpoint.unknown_type": "不是这一种检查点 not a checkpoint of this kind",
    "yici.checkpoint.unknown_key": "检查点的密钥不认识 the checkpoint's key is unknown",
    "yici.checkpoint.forged": "检查点的签名不对 the checkpoint's signature is wrong",
    "yici.checkpoint.wrong_root": "检查点的根不对 the checkpoint's root is wrong",
    "receipt.malformed": "不是我们的回执文件 no receipt of ours",
    "receipt.malformed_proof": "证明读不懂 the proof cannot be read",
    "receipt.other_content": "事件的内容不是回执上的 the event's content is another one",
    "receipt.other_event": "回执写的是另一个事件 the receipt speaks of another event",
    "receipt.not_in_checkpoint": "检查点里没有这个事件 the event is not in the checkpoint",
}
"""What is wrong with a receipt."""


def fault(found: Fault) -> str:
    """This will write one fault as file:line: sentence, the nearest right word if there is one, (path)."""
    template = SENTENCES.get(found.code, found.code + " " + " ".join(f"{k}={v}" for k, v in found.params.items()))
    place = f"{found.file}:{found.line}: " if found.file else ""
    mark = "提示 " if found.severity == "warning" else ""
    near = f" → 是不是“{found.params['near']}”？ Did you mean it?" if found.params.get("near") else ""
    path = f"  [{found.path}]" if found.path else ""
    return " ".join(f"{place}{mark}{_filled(template, _named(found))}{near}{path}".splitlines())


def rule(code: str, params: dict[str, str]) -> str:
    """This will say why a day counts or does not."""
    return _filled(RULES[code], params)


def refusal(error: YiciError) -> str:
    """This will write what could not be done, and what to do about it."""
    params = {key: _shown(value) for key, value in error.params.items() if key != "faults"}
    params["problem"] = _problem(error.code, params.get("problem", ""))
    known = REFUSALS.get(error.code) or FAULTS.get(error.code)
    said = _filled(known, params) if known else f"{error.code} " + " ".join(f"{k}={v}" for k, v in params.items())
    found: Any = error.params.get("faults", ())
    lines = [said.strip(), *(f"  {_of_refusal(one)}" for one in found)]
    if remedy := f"{REMEDIES.get(error.code, '')} {error.remedy}".strip():
        lines.append(f"→ {remedy}")
    return "\n".join(lines)


def _shown(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)


def _typed(kind: str) -> dict[str, str]:
    chinese, english = TYPES.get(kind, ("", ""))
    return {"type": chinese, "type_en": english}


def _of_refusal(found: object) -> str:
    if isinstance(found, Fault):
        return fault(found)
    if isinstance(found, dict) and found.get("code") in ANSWERS:
        return _filled(ANSWERS[found["code"]], found | _typed(found.get("type", "")))
    if isinstance(found, PlaceFault):
        return _filled(f"{found.file}:{found.line}: {(FAULTS | PLACES)[found.code]}", found.params)
    return _filled(FAULTS[found.code], found.params) if isinstance(found, TableFault) else str(found)
