"""The sentence for every refusal about drafts of definitions, and what to do, Chinese then English."""

DRAFT_REFUSALS: dict[str, str] = {
    "working.unknown": "没有这份草稿。 No such draft.",
    "working.no_file": "草稿里没有这份文件。 The draft has no such file.",
    "working.no_step": "没有第 {number} 步，或者太早了。 No such step, or too long ago.",
    "working.name": "草稿要有名字，最多 {most} 字。 Give the draft a short name.",
    "working.path": "“{path}”不是定义文件的路径。 Not the path of a definition file.",
    "working.text": "文件最多 {most} 字节，不能有空字符。 Too large, or a NUL character.",
    "working.too_many": "正在改的草稿已有 {most} 份。 Too many open drafts.",
    "working.too_many_files": "一份草稿最多 {most} 个文件。 Too many files in one draft.",
    "working.closed": "这份草稿已经提出或者丢弃。 The draft is proposed or discarded.",
    "working.changed_meanwhile": "别人刚刚改过：{files}。 Somebody else changed it meanwhile.",
    "working.no_effects": "还没有试算对办事的影响。 The effects are not worked out yet.",
}
DRAFT_REMEDIES: dict[str, str] = {
    "file.not_utf8": "请另存为 UTF-8 再试。",
    "working.unknown": "请从 yici drafts list 列出的里面选。",
    "working.no_file": "请从草稿的文件里选。",
    "working.no_step": "请从草稿的历史里选。",
    "working.name": "请起一个短的名字。",
    "working.path": "请写成 items/food-licence.yaml 这样。",
    "working.text": "请拆成几份。",
    "working.too_many": "请先丢弃不用的。",
    "working.too_many_files": "请分成两份草稿。",
    "working.closed": "请另开一份，或者先恢复它。",
    "working.changed_meanwhile": "请看过再改。",
    "working.no_effects": "请先试算，看过再提出。",
}
