"""What the command says: the sentence for every refusal and every fault of a definition, Chinese then English."""

from typing import Any

from yici.cli.refusal_words import REFUSALS
from yici.domain.error import YiciError
from yici.domain.fault import Fault
from yici.domain.year_table import TableFault
from yici.people.place_file import Fault as PlaceFault

STOPPED = "已停止。 Stopped."

FAULTS: dict[str, str] = {
    "file.empty": "文件是空的。 The file is empty.",
    "file.several_documents": "一个文件只能写一份定义。 One file holds one document.",
    "file.yaml": "不是有效的 YAML:{problem}。 Not valid YAML.",
    "file.too_large": "文件有 {bytes} 字节，最多 {most}。 The file is too large.",
    "file.not_utf8": "不是 UTF-8 编码(可能是 GBK),请另存为 UTF-8。 Not UTF-8; save it as UTF-8.",
    "file.alias": "不能用锚点和别名(& *),请写全。 Anchors and aliases are not allowed; write it out.",
    "file.tag": "不能用标签 {tag}。 Tags are not allowed.",
    "file.too_deep": "嵌套超过 {most} 层。 Nested too deeply.",
    "file.unreadable": "读不了这个文件：{problem}。 The file cannot be read.",
    "file.suffix": "文件名要以 .yaml 结尾(小写),否则不会读。 Name it .yaml, or it is not read.",
    "file.not_a_mapping": "文件应是“键: 值”的形式。 The file must be a mapping.",
    "file.kind": "kind 是 {kind}，只能是 {kinds}。 Unknown kind.",
    "file.format": "format 是“{format}”，这里只认 {known}。 Unknown format; write format: {known}.",
    "folder.empty": "这里没有 .yaml 文件。 There is no .yaml file here.",
    "key.not_text": "键必须是文字。 Keys must be text.",
    "key.twice": "“{key}”写了两次。 The key is given twice.",
    "key.missing": "缺少“{key}”。 The key is missing.",
    "key.unknown": "不认识“{key}”，请核对拼写。 Unknown key; check its spelling.",
    "value.empty": "值是空的；不知道就不要写这个键。 Empty value; leave the key out if unknown.",
    "value.control_character": "有看不见的控制字符 {code}，请删掉。 A control character; take it out.",
    "value.not_allowed": "“{given}”不在允许的值里：{allowed}。 Not an allowed value.",
    "value.not_a_number": "“{given}”不是整数。 Not a whole number.",
    "value.not_a_boolean": "“{given}”不是 true 或 false。 Not true or false.",
    "value.not_a_date": "“{given}”不是日期，请写成 2026-03-02。 Not a date.",
    "value.not_a_list": "这里应是列表。 A list is needed here.",
    "value.not_a_mapping": "这里应是“键: 值”。 A mapping is needed here.",
    "value.not_text": "这里应是文字。 Text is needed here.",
    "value.wrong": "“{given}”不对：{problem}。 Wrong value.",
    "id.twice": "编号“{id}”重复。 The id is used twice.",
    "name.unknown": "找不到 {kind}“{name}”。 No such {kind}.",
    "place.code": "区划代码“{code}”应是 12 位数字。 A place code has 12 digits.",
    "place.cells_wrong": "这一行有 {found} 格，与表头不同。 Not as many cells as the head line.",
    "place.code_wrong": "区划代码“{code}”不对。 Not the code of a place.",
    "place.columns_missing": "缺少这些列：{columns}。 Columns are missing.",
    "place.gbk": "不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8。 Not UTF-8; save it as UTF-8.",
    "place.level_wrong": "级别“{level}”与代码不符。 The level does not fit the code.",
    "place.name_wrong": "名称“{name}”不对。 Not the name of a place.",
    "place.not_utf8": "不是 UTF-8 编码，请另存为 UTF-8。 Not UTF-8; save it as UTF-8.",
    "place.parent_unknown": "{code} 的上级 {parent} 不在文件里。 The place above is not in the file.",
    "place.parent_wrong": "上级“{parent}”与代码不符。 The place above does not fit the code.",
    "place.longer_than_law": "承诺 {promised} 比法定 {legal} 长({unit})。 A promise may not exceed the legal limit.",
    "register.key_circle": "“{register}”要凭的东西，绕一圈又要先查它才知道。 Registers ask by each other's answers.",
    "register.key_empty": "“{register}”的这一种查法没有写凭什么查。 A key names at least one element.",
    "regime.no_outcome": "程序没有写结果。 The regime names no outcome.",
    "item.no_basis": "“{item}”依据未注明。 The item names no legal basis.",
    "question.needs_options": "选择题“{question}”要列出选项。 A choice needs its options.",
    "question.circle": "“{question}”要不要问，绕一圈取决于它自己的回答。 It would never be asked: it hangs on itself.",
    "question.takes_no_options": "“{question}”不是选择题，不要写选项。 Only choices have options.",
    "question.licence_needs_yes": "“{question}”问的是有没有证照，应是是非题。 A question about a licence is yes or no.",
    "question.two_meanings": "“{question}”在不同事项里问法不同。 One question id with two meanings.",
    "source.two_meanings": "“{item}”的来源“{source}”是“{other}”，别处是“{one}”：换个编号。 One source id, two texts.",
    "bundle.no_items": "这件事没有列出事项。 The bundle lists no items.",
    "bundle.item_never": "怎么回答“{item}”都不会适用：{condition}。 No answers make this item apply.",
    "bundle.excluding": "各事项的条件互相排斥，没有两项能同时适用。 Its items exclude each other.",
    "bundle.circle": "互相等，又没有可以放宽的：{items}。 A circle that nothing may relax; relax one need.",
    "condition.never": "怎么回答都不成立：{condition}。 No answers make this condition true.",
    "bundle.subject_count": "“{role}”有几个，要用 1 到 {most} 的数字题“{question}”来问。 Ask how many by a number.",
    "material.two_of_one_name": "“{material}”和“{first}”都叫“{name}”：一份材料只写一次。 Two papers claim to be one.",
    "place.adds_without_basis": "“{item}”加收“{material}”要写明依据(basis)。 A paper that a place adds needs a basis.",
    "translation.lines": "译文有 {lines} 行，原文有 {wanted} 行，要一行对一行。 Translate line by line.",
    "calendar.year": "年份 {year} 超出范围(1900–9000)。 The year is out of range.",
    "calendar.id": "日历编号“{id}”应以年份结尾，如 cn-{year}。 The id must be a name and the year.",
    "calendar.two_places": "“{id}”属于 {place}，同名的别的年份属于 {other}。 One calendar of two places.",
    "calendar.day_outside_year": "{day} 不在 {year} 年。 The day is outside the year.",
    "calendar.rests_and_works": "{day} 既放假又上班。 The day both rests and works.",
    "calendar.make_up_on_weekday": "{day} 不是周末，不用列为调休上班。 Only a weekend day can become a workday.",
    "calendar.statutory_day_missing": "缺少法定假日 {day}。 A statutory holiday is missing.",
    "calendar.long_run_of_work": "{first} 至 {last} 连续上班 {days} 天，请核对。 More than six days of work on end.",
    "condition.answer_type": "回答与问题的类型不符。 The answer does not fit the question.",
    "condition.character": "条件第 {column} 字“{character}”不能用。 This character is not allowed in a condition.",
    "condition.empty": "条件是空的；总是适用就写 true。 The condition is empty.",
    "condition.in": '条件第 {column} 字：in 的写法不对，如 "a" in q 或 q in ("a", "b")。 Wrong use of in.',
    "condition.is": "条件第 {column} 字：请用 == 或 !=,不用 is。 Use == or !=.",
    "condition.name": "条件第 {column} 字：名称要以字母开头。 Names begin with a letter.",
    "condition.no_name": "条件第 {column} 字：两边都是固定值，结果总一样。 Compare with a name.",
    "condition.not_allowed": "条件第 {column} 字：这种写法不能用。 Only names, numbers, texts and comparisons.",
    "condition.not_boolean": "“{name}”不是是非题，要与一个值比较。 Compare it with a value.",
    "condition.not_choices": "“{name}”不是多选题，请用 ==。 Only a question with several answers holds an option.",
    "condition.number": "条件第 {column} 字：数字“{number}”写法不对，如 50 或 0.5。 Write a number as 50 or 0.5.",
    "condition.options": "条件第 {column} 字：选项要列同一类的值。 List values of one kind.",
    "condition.ordering": "条件第 {column} 字：只有数字和日期能比大小。 Only numbers and dates have an order.",
    "condition.syntax": "条件第 {column} 字附近不通：{condition}。 Check brackets, quotes and operators.",
    "condition.text": "条件第 {column} 字：引号前后少了空格或逗号。 A blank or a comma is missing beside the quotes.",
    "condition.too_deep": "条件的括号或 not 超过 {levels} 层，请拆成问题。 The condition is too deep.",
    "condition.too_long": "条件有 {characters} 字，太长。 The condition is too long.",
    "condition.type": "条件第 {column} 字：“{name}”与比较的值类型不同。 The value is of another type.",
    "condition.unknown_name": "条件第 {column} 字：没有叫“{name}”的问题或要素。 No such question or element.",
    "condition.unknown_option": "条件第 {column} 字：“{name}”没有选项“{option}”。 Not one of its options.",
    "condition.value_alone": "条件第 {column} 字：单独一个值，要与名称比较。 Compare the value with a name.",
}
ANSWERS: dict[str, str] = {
    "answer.not_an_option": "{question}：没有选项“{value}”。 Not an option of the question.",
    "answer.not_asked": "{question}：按别的回答，这一题不问（{when}）。 Not asked with the other answers.",
    "answer.too_small": "{question}：至少是 {at_least}。 Less than the least.",
    "answer.too_large": "{question}：至多是 {at_most}。 More than the most.",
    "answer.twice": "{question}：“{value}”写了两次。 Given twice.",
    "answer.unknown_question": "{question}：没有这一题。 No such question.",
    "answer.wrong_type": "{question}：回答应是 {type}。 Not an answer of this type.",
}
"""What is wrong with one answer of a file of answers."""
RULES: dict[str, str] = {
    "day.start_not_counted": "开始的当天不算（民法典第二百零一条） the day of the event is not counted",
    "day.workday": "工作日 working day",
    "day.weekend": "周末 weekend",
    "day.holiday": "{name}放假 holiday",
    "day.make_up_workday": "调休上班 made-up working day",
    "day.year_not_loaded": "这一年的日历还没有装入 the year's calendar is not loaded",
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
    """This will write one fault as file:line: sentence (path)."""
    template = FAULTS.get(found.code, found.code + " " + " ".join(f"{k}={v}" for k, v in found.params.items()))
    place = f"{found.file}:{found.line}: " if found.file else ""
    mark = "提示 " if found.severity == "warning" else ""
    path = f"  [{found.path}]" if found.path else ""
    return " ".join(f"{place}{mark}{_filled(template, found.params)}{path}".splitlines())


def _filled(template: str, params: dict[str, str]) -> str:
    for key, value in params.items():
        template = template.replace("{" + key + "}", value)
    return template


def rule(code: str, params: dict[str, str]) -> str:
    """This will say why a day counts or does not."""
    return _filled(RULES[code], params)


def refusal(error: YiciError) -> str:
    """This will write what could not be done, and what to do about it."""
    params = {key: _shown(value) for key, value in error.params.items() if key != "faults"}
    known = REFUSALS.get(error.code) or FAULTS.get(error.code)
    said = _filled(known, params) if known else f"{error.code} " + " ".join(f"{k}={v}" for k, v in params.items())
    found: Any = error.params.get("faults", ())
    lines = [said.strip(), *(f"  {_of_refusal(one)}" for one in found)]
    if error.remedy:
        lines.append(f"→ {error.remedy}")
    return "\n".join(lines)


def _shown(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)


def _of_refusal(found: object) -> str:
    if isinstance(found, Fault):
        return fault(found)
    if isinstance(found, dict) and found.get("code") in ANSWERS:
        return _filled(ANSWERS[found["code"]], found)
    if isinstance(found, PlaceFault):
        return _filled(f"{found.file}:{found.line}: {FAULTS[found.code]}", found.params)
    return _filled(FAULTS[found.code], found.params) if isinstance(found, TableFault) else str(found)
