"""What is wrong with a site's templates of documents, in words: where, what, and how to mend it."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, gettext_noop

from yici.documents.site_templates import Fault

UNPRINTED: Final = frozenset({"typst", "reads"})
"""With these nothing can be printed; with any other the draft can be looked at."""
PLAIN: Final = gettext_noop("改好这一行，或者请运维移走这个文件，用自带的。")
FAULTS: Final[dict[str, tuple[str, str]]] = {
    "stray": (gettext_noop("这个文件不会用到"), gettext_noop("文件名和文书种类对不上：核对名字，或者移走。")),
    "marks": (gettext_noop("编号用的代字读不了"), gettext_noop("照运维手册“Numbers”一节的写法改。")),
    "outside": (gettext_noop("文件不在文书目录里面"), gettext_noop("把文件本身放进目录，不要用链接。")),
    "large": (gettext_noop("文件太大"), gettext_noop("模板不超过 200 KB：图片、字体不要写进模板。")),
    "unreadable": (gettext_noop("读不了，或者不是 UTF-8"), gettext_noop("另存为 UTF-8 编码的文本，并让平台有权读。")),
    "package": (gettext_noop("不能引用外面的包"), gettext_noop("删掉引用包的这一行，要用的写进模板。")),
    "reads": (gettext_noop("不能读目录以外的文件"), gettext_noop("删掉读文件的这一行；模板只用得到文书的内容。")),
    "typst": (gettext_noop("排版写法不对"), PLAIN),
    "words": (gettext_noop("词条写法不对"), gettext_noop('一行一条：词条 = "文字"。')),
    "word_unknown": (gettext_noop("没有词条 %(key)s"), gettext_noop("核对名字，或者删掉这一行。")),
    "word_empty": (gettext_noop("词条 %(key)s 不能空着"), gettext_noop("写上文字，或者删掉这一行，用自带的。")),
    "word_values": (
        gettext_noop("词条 %(key)s 里大括号的内容和自带的不一样"),
        gettext_noop("大括号里的会换成实际内容：一个不能少，也不能改。"),
    ),
    "word_unprintable": (gettext_noop("词条 %(key)s 里有字库没有的字"), gettext_noop("换一个字，或者换一种写法。")),
    "missing": (
        gettext_noop("缺少必须写明的“%(named)s”（%(source)s）"),
        gettext_noop("把 %(written)s 写回模板；自带的模板写在 %(shipped)s。"),
    ),
    "no_seal_place": (gettext_noop("没有留出盖章的位置"), gettext_noop("结尾用 closing，和自带的模板一样。")),
}
PARTS: Final = {
    "accepted_on": gettext_noop("受理日期"),
    "told": gettext_noop("告知的内容"),
    "promised": gettext_noop("承诺的内容"),
    "signed": gettext_noop("签署情况"),
    "applicant": gettext_noop("申请人"),
    "approvals.basis": gettext_noop("各事项的依据"),
    "approvals.item": gettext_noop("各事项的名称"),
    "approvals.legal_limit": gettext_noop("各事项的法定期限"),
    "asked.about": gettext_noop("征求意见的内容"),
    "asked.name": gettext_noop("被征求意见的部门"),
    "basis": gettext_noop("依据"),
    "bring.name": gettext_noop("要交的材料"),
    "cause": gettext_noop("原因"),
    "check_code": gettext_noop("核对码"),
    "competent_body.name": gettext_noop("有权受理的机关"),
    "content": gettext_noop("决定的内容"),
    "decided_on": gettext_noop("决定日期"),
    "defects.correction": gettext_noop("怎样补正"),
    "defects.subject": gettext_noop("要补正的内容"),
    "department": gettext_noop("没有答复的部门"),
    "document_number": gettext_noop("文书编号"),
    "grounds": gettext_noop("理由"),
    "holder": gettext_noop("持有人"),
    "item": gettext_noop("事项"),
    "lead": gettext_noop("告知的内容"),
    "made_on": gettext_noop("制作日期"),
    "matter": gettext_noop("办理事项"),
    "needed": gettext_noop("所需时间"),
    "note": gettext_noop("理由"),
    "number": gettext_noop("编号"),
    "office.name": gettext_noop("机关名称"),
    "papers.name": gettext_noop("收到的材料"),
    "parts.lines": gettext_noop("告知的各项"),
    "reasons": gettext_noop("理由"),
    "received_at": gettext_noop("收到时间"),
    "remedies": gettext_noop("救济途径"),
    "until": gettext_noop("延长到的日期"),
    "valid_until": gettext_noop("有效期"),
}
"""What must stand on a document, by the field that brings it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fault: the file with the line, what is wrong, what the typesetter said (English), and how to mend it."""

    place: str
    said: str
    typesetter: str
    mend: str


def told_of(fault: Fault) -> Told:
    """This will tell one fault."""
    said, mend = FAULTS[fault.code]
    named = PARTS.get(fault.params.get("part", ""))
    params = {
        **fault.params,
        "named": gettext(named) if named else "",
        "source": fault.params.get("source") or gettext("核对文书要用"),
    }
    return Told(
        place=f"{fault.file}:{fault.line}" if fault.line else fault.file,
        said=gettext(said) % params,
        typesetter=fault.params.get("told", ""),
        mend=gettext(mend) % params,
    )
