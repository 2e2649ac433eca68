"""A new item, matter or place from a few answers, as `yici new` asks them; what nobody knows is written as unknown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import Http404, QueryDict
from django.utils.translation import gettext, gettext_noop

from yici.catalogue.drafting.bundles import draft_bundle
from yici.catalogue.drafting.items import draft_item
from yici.catalogue.drafting.places import draft_place
from yici.catalogue.sheets.choices import TYPES, UNITS
from yici.catalogue.working.drafts import Draft
from yici.domain.catalogue import Catalogue
from yici.domain.division import is_code
from yici.web import dates
from yici.web.desk.editor.filling import meant
from yici.web.desk.editor.label_words import OPTIONS
from yici.web.words import Names

LIMIT: Final = re.compile(r"\s*([0-9]{1,6})?\s*个?\s*([^\s0-9]+)\s*")
IDENTITY: Final = re.compile(r"[a-z][a-z0-9-]{0,60}")
MOST: Final = 2000
LINES: Final = frozenset({"aliases", "steps", "conditions", "materials", "results", "items"})
LIMITS: Final = frozenset({"legal_limit", "promised_limit", "joint_limit"})
UNKNOWN_TO: Final = frozenset({"legal_limit", "promised_limit", "steps", "fee"})
QUESTIONS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "item": (
        ("name", gettext_noop("事项的名称"), ""),
        ("id", gettext_noop("编号"), gettext_noop("小写英文或拼音；空着就按名称写")),
        ("name_en", gettext_noop("英文名称"), ""),
        ("agency", gettext_noop("由哪种机构办"), gettext_noop("写名称或编号")),
        ("regime", gettext_noop("按什么程序办"), ""),
        ("audience", gettext_noop("谁能办"), ""),
        ("type", gettext_noop("事项类型"), ""),
        ("law", gettext_noop("依据的法律法规"), gettext_noop("没有查到就空着")),
        ("article", gettext_noop("第几条"), ""),
        ("text", gettext_noop("条文怎么说"), ""),
        ("legal_limit", gettext_noop("法定期限"), gettext_noop("如 20 个工作日、30 天、当场")),
        ("promised_limit", gettext_noop("承诺期限"), gettext_noop("如 5 个工作日")),
        ("steps", gettext_noop("办理环节"), gettext_noop("一行一个")),
        ("fee", gettext_noop("收费"), gettext_noop("如 不收费")),
        ("conditions", gettext_noop("受理条件"), gettext_noop("一行一条")),
        ("materials", gettext_noop("要交的材料"), gettext_noop("一行一份，写名称；像已有的，以后再核对")),
        ("results", gettext_noop("办好后得到的证照"), gettext_noop("一行一种")),
    ),
    "bundle": (
        ("name", gettext_noop("人们怎么叫这件事"), ""),
        ("id", gettext_noop("编号"), gettext_noop("小写英文或拼音；空着就按名称写")),
        ("name_en", gettext_noop("英文名称"), ""),
        ("aliases", gettext_noop("别的叫法"), gettext_noop("一行一个")),
        ("intro", gettext_noop("一句话介绍"), ""),
        ("items", gettext_noop("包括哪些事项"), gettext_noop("一行一个，写名称或编号")),
        ("joint_limit", gettext_noop("文件决定的联合办理总期限"), gettext_noop("如 15 个工作日；没有就空着")),
    ),
    "place": (
        ("name", gettext_noop("地方的名称"), ""),
        ("code", gettext_noop("12 位区划代码"), ""),
    ),
}  # fmt: skip
SOURCE: Final = (
    ("source_title", gettext_noop("这些内容出自哪里"), gettext_noop("文件或指南的标题")),
    ("source_kind", gettext_noop("来源的种类"), ""),
    ("source_publisher", gettext_noop("发布机构"), ""),
    ("source_date", gettext_noop("日期"), gettext_noop("如 2026-03-02、2026-03 或 2026")),
    ("source_address", gettext_noop("网址"), ""),
    ("unknown", gettext_noop("空着的为什么不知道"), gettext_noop("查过哪里；写进每一处“不知道”里")),
)
SOURCE_KINDS: Final = ("official", "law", "standard", "reprint", "media", "operator")
AUDIENCES: Final = {
    "person": gettext_noop("个人"), "enterprise": gettext_noop("单位"), "both": gettext_noop("都可以"),
}  # fmt: skip


@dataclass(slots=True)
class Asked:
    """One question about something new, and what was typed."""

    key: str
    label: str
    hint: str
    typed: str
    lines: bool = False
    choices: list[tuple[str, str]] = field(default_factory=list)
    shelf: str = ""
    wrong: str = ""


def asked_of(kind: str, draft: Draft, sent: QueryDict) -> list[Asked]:
    """This will give the questions about a new file of a kind with what was typed so far, and what is wrong with it."""
    if kind not in QUESTIONS:
        raise Http404
    catalogue = draft.judged().catalogue
    told = [_asked(key, label, hint, catalogue, sent) for key, label, hint in (*QUESTIONS[kind], *SOURCE)]
    if sent:
        for one in told:
            one.wrong = _wrong(one, catalogue)
    return told


def _asked(key: str, label: str, hint: str, catalogue: Catalogue, sent: QueryDict) -> Asked:
    typed = sent.get(key, "")[:MOST].replace("\r\n", "\n")
    names = Names(catalogue, {}, {}, dates.english())
    choices: dict[str, list[tuple[str, str]]] = {
        "regime": [(one.id, names.name(one)) for one in catalogue.regimes.values()],
        "audience": [(key, gettext(name)) for key, name in AUDIENCES.items()],
        "type": [(name, name) for name in TYPES],
        "source_kind": [(one, gettext(OPTIONS[one])) for one in SOURCE_KINDS],
    }
    return Asked(
        key, gettext(label), gettext(hint) if hint else "", typed, key in LINES, choices.get(key, []),
        "agencies" if key == "agency" else "",
    )  # fmt: skip


def _wrong(one: Asked, catalogue: Catalogue) -> str:
    typed = one.typed.strip()
    if one.key == "name" and not typed:
        return gettext("至少要有名称。")
    if one.key == "code" and not is_code(typed):
        return gettext("应是 12 位数字。")
    if one.key == "code" and typed in catalogue.places:
        return gettext("已经有这个地方的文件：从“改已有的”里找。")
    if one.key == "id" and typed and not IDENTITY.fullmatch(typed):
        return gettext("用小写字母、数字和连字符，字母开头。")
    if one.key in LIMITS and typed and limit_of(typed) is None:
        return gettext("写数字和单位，如 5 个工作日、30 天、当场。")
    return ""


def limit_of(text: str) -> dict[str, Any] | None:
    """This will read a limit as people write it; None when it is none."""
    found = LIMIT.fullmatch(text)
    unit = UNITS.get(found[2]) if found else None
    if found is None or unit is None or (found[1] is None) != (unit == "on_the_spot"):
        return None
    return {"amount": int(found[1] or 0), "unit": unit}


def drafted(kind: str, asked: list[Asked], draft: Draft) -> dict[str, str]:
    """This will give the new files by path. Raises Invalid, Conflict("id.taken")."""
    catalogue = draft.judged().catalogue
    typed = {one.key: one.typed.strip() for one in asked if one.typed.strip()}
    unknown = {"unknown": typed.pop("unknown", "")}
    source = {key.removeprefix("source_"): typed.pop(key) for key in list(typed) if key.startswith("source_")}
    given: dict[str, Any] = {"source": source or unknown}
    for key, text in typed.items():
        given[key] = limit_of(text) if key in LIMITS else text.split("\n") if key in LINES else text
    make = {"item": _item, "bundle": _bundle, "place": _place}[kind]
    return make(given, unknown, catalogue)


def _item(given: dict[str, Any], unknown: Mapping[str, str], catalogue: Catalogue) -> dict[str, str]:
    basis = {key: given.pop(key) for key in ("law", "article", "text") if key in given}
    given["basis"] = [basis] if basis.get("law") else unknown
    given["audience"] = {"both": ["person", "enterprise"]}.get(given.get("audience", ""), [given.get("audience", "")])
    if given["audience"] == [""]:
        given["audience"] = unknown
    if "agency" in given:
        given["agency"] = meant(catalogue, "agencies", given["agency"])
    for key in ("materials", "results"):
        given[key] = [{"name": name.strip()} for name in given.get(key, []) if name.strip()] or unknown
    for key in UNKNOWN_TO:
        given.setdefault(key, unknown)
    return draft_item(given, catalogue)


def _bundle(given: dict[str, Any], unknown: Mapping[str, str], catalogue: Catalogue) -> dict[str, str]:
    names = [name.strip() for name in given.get("items", []) if name.strip()]
    given["items"] = [{"item": meant(catalogue, "items", name)} for name in names] or unknown
    return draft_bundle(given, catalogue)


def _place(given: dict[str, Any], unknown: Mapping[str, str], catalogue: Catalogue) -> dict[str, str]:
    return draft_place(given, catalogue)
