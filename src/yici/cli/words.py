"""What the command says: the sentence for every refusal and every fault of a definition, Chinese then English."""

from yici.domain.error import YiciError
from yici.domain.fault import Fault

STOPPED = "已停止。 Stopped."

FAULTS: dict[str, str] = {
    "file.empty": "文件是空的。 The file is empty.",
    "file.several_documents": "一个文件只能写一份定义。 One file holds one document.",
    "file.yaml": "不是有效的 YAML:{problem}。 Not valid YAML.",
    "file.too_large": "文件有 {bytes} 字节,最多 {most}。 The file is too large.",
    "file.not_utf8": "不是 UTF-8 编码(可能是 GBK),请另存为 UTF-8。 Not UTF-8; save it as UTF-8.",
    "file.alias": "不能用锚点和别名(& *),请写全。 Anchors and aliases are not allowed; write it out.",
    "file.tag": "不能用标签 {tag}。 Tags are not allowed.",
    "file.too_deep": "嵌套超过 {most} 层。 Nested too deeply.",
    "file.not_a_mapping": "文件应是“键: 值”的形式。 The file must be a mapping.",
    "file.kind": "kind 是 {kind},只能是 {kinds}。 Unknown kind.",
    "file.format": "format 是“{format}”,这里只认 {known}。 Unknown format; write format: {known}.",
    "folder.empty": "这里没有 .yaml 文件。 There is no .yaml file here.",
    "key.not_text": "键必须是文字。 Keys must be text.",
    "key.twice": "“{key}”写了两次。 The key is given twice.",
    "key.missing": "缺少“{key}”。 The key is missing.",
    "key.unknown": "不认识“{key}”,请核对拼写。 Unknown key; check its spelling.",
    "value.empty": "值是空的;不知道就不要写这个键。 Empty value; leave the key out if unknown.",
    "value.not_allowed": "“{given}”不在允许的值里:{allowed}。 Not an allowed value.",
    "value.not_a_number": "“{given}”不是整数。 Not a whole number.",
    "value.not_a_boolean": "“{given}”不是 true 或 false。 Not true or false.",
    "value.not_a_date": "“{given}”不是日期,请写成 2026-03-02。 Not a date.",
    "value.not_a_list": "这里应是列表。 A list is needed here.",
    "value.not_a_mapping": "这里应是“键: 值”。 A mapping is needed here.",
    "value.not_text": "这里应是文字。 Text is needed here.",
    "value.wrong": "“{given}”不对:{problem}。 Wrong value.",
    "id.twice": "编号“{id}”重复。 The id is used twice.",
    "name.unknown": "找不到 {kind}“{name}”。 No such {kind}.",
    "place.code": "区划代码“{code}”应是 12 位数字。 A place code has 12 digits.",
    "place.longer_than_law": "承诺 {promised} 比法定 {legal} 长({unit})。 A promise may not exceed the legal limit.",
    "regime.no_outcome": "程序没有写结果。 The regime names no outcome.",
    "item.no_basis": "“{item}”依据未注明。 The item names no legal basis.",
    "question.needs_options": "选择题“{question}”要列出选项。 A choice needs its options.",
    "question.takes_no_options": "“{question}”不是选择题,不要写选项。 Only choices have options.",
    "question.two_meanings": "“{question}”在不同事项里问法不同。 One question id with two meanings.",
    "bundle.no_items": "这件事没有列出事项。 The bundle lists no items.",
}
REFUSALS: dict[str, str] = {
    "catalogue.unsound": "定义有错,没有发布。 The definitions have faults; nothing was published.",
    "calendar.none": "没有可用的工作日历。 No working-day calendar.",
    "bundle.unknown": "没有这件事:{bundle}。 No such matter.",
    "case.unknown": "没有这个办件。 No such case.",
}


def fault(found: Fault) -> str:
    """This will write one fault as file:line: sentence (path)."""
    template = FAULTS.get(found.code, found.code + " " + " ".join(f"{k}={v}" for k, v in found.params.items()))
    place = f"{found.file}:{found.line}: " if found.file else ""
    mark = "提示 " if found.severity == "warning" else ""
    path = f"  [{found.path}]" if found.path else ""
    return f"{place}{mark}{_filled(template, found.params)}{path}"


def _filled(template: str, params: dict[str, str]) -> str:
    for key, value in params.items():
        template = template.replace("{" + key + "}", value)
    return template


def refusal(error: YiciError) -> str:
    """This will write what could not be done, and what to do about it."""
    params = {key: str(value) for key, value in error.params.items() if key != "faults"}
    known = REFUSALS.get(error.code)
    said = _filled(known, params) if known else f"{error.code} " + " ".join(f"{k}={v}" for k, v in params.items())
    lines = [said.strip()]
    for found in error.params.get("faults", ()):  # type: ignore[attr-defined]
        lines.append("  " + (fault(found) if isinstance(found, Fault) else str(found)))
    if error.remedy:
        lines.append(f"→ {error.remedy}")
    return "\n".join(lines)
