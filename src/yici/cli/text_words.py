"""What a site's own wording is refused for, and what to do."""

TEXT_REFUSALS: dict[str, str] = {
    "text.length": "新的字空着，或者超过 {longest} 个字。 Empty, or too long.",
    "text.not_own": "这句话没有改过。 This sentence is in the program's words.",
    "text.placeholders": "新的字要原样留着这些：{kept} The new words must keep these.",
    "text.unknown": "页面上没有这句话：{source} No page says this.",
    "text.not_utf8": "读到的文字不是 UTF-8 编码（可能是 GBK）。 The text is not UTF-8.",
}
TEXT_REMEDIES: dict[str, str] = {
    "text.length": "请写一些字，不要太长。",
    "text.not_own": "请用 yici texts list 看改过哪些。",
    "text.placeholders": "花括号和 %( )s 里的请照原样留着，不多不少。",
    "text.unknown": "请从 yici texts find 的结果里照抄原文。",
    "text.not_utf8": "请另存为 UTF-8，再来一次。",
}
