"""What is asked about a new item, bundle or place. The answers are those that a JSON file may hold as well."""

from collections.abc import Iterator
from typing import Any

import click

from yici.catalogue.matching import guesses_for
from yici.catalogue.sheets.choices import TYPES
from yici.catalogue.slugs import slug
from yici.cli import asking
from yici.cli.asking import known, lines, one_of, some, text, unknown, without_empty
from yici.domain.catalogue import Catalogue
from yici.domain.division import is_code

AUDIENCES = {"person": "个人 people", "enterprise": "单位 enterprises", "both": "都可以 both"}
KINDS = {
    "official": "官方网站、指南 official guide", "law": "法律法规 law", "reprint": "转载 reprint",
    "media": "媒体 media",
    "standard": "标准 standard", "operator": "本单位自己定的 our own",
}  # fmt: skip
FORMS = {
    "original": "原件 original", "copy": "复印件 copy", "original_and_copy": "原件和复印件 both",
    "electronic": "电子件 electronic",
}  # fmt: skip
A_FORM = "  是要填的申请表吗 Is it a form to fill in?"
QUESTION_TYPES = {"boolean": "是非 yes or no", "choice": "单选 one", "choices": "多选 several", "number": "数字 number"}


def about_item(catalogue: Catalogue) -> dict[str, Any]:
    """This will ask about a new item."""
    begun = _begun("事项", catalogue.items)
    source = _source()
    bases = asking.repeated(_basis) or unknown()
    regimes = {one.id: one.name for one in catalogue.regimes.values()}
    return {
        **begun,
        "source": source,
        "agency": _named(catalogue, "agency", "由哪种机构办（写名称） Which kind of body decides?") or unknown(),
        "regime": one_of("按什么程序办 Procedure", regimes) or unknown(),
        "audience": _audience(),
        "type": one_of("事项类型 Type", {name: name for name in TYPES}) or unknown(),
        "basis": bases,
        "legal_limit": known("法定期限，如 20 个工作日 Legal limit", asking.limit),
        "promised_limit": known("承诺期限，如 5 个工作日 Promised limit", asking.limit),
        "steps": some("办理环节 Steps"),
        "visits_alone": known("单独办要到现场几次 Visits to the office", asking.whole),
        "fee": known("收费，如 不收费 Fee"),
        "conditions": some("受理条件 Conditions"),
        "materials": asking.repeated(lambda: _paper(catalogue)) or unknown(),
        "results": asking.repeated(lambda: _result(catalogue)) or unknown(),
        "validity": known("结果的有效期，如 1年 Validity"),
    }


def about_bundle(catalogue: Catalogue) -> dict[str, Any]:
    """This will ask about a new bundle."""
    begun = _begun("一件事", catalogue.bundles)
    return {
        **begun,
        "aliases": lines("人们还怎么叫它 Other names"),
        "intro": text("一句话介绍 Introduction"),
        "source": _source(),
        "items": asking.repeated(lambda: _member(catalogue)) or unknown(),
        "lead": known("牵头部门 Lead department"),
        "joint_limit": known("文件决定的联合办理总期限 Joint limit that a decision orders", asking.limit),
        "questions": asking.repeated(_question),
    }


def about_place(catalogue: Catalogue) -> dict[str, Any]:
    """This will ask about a new place."""
    name = _name("地方")
    code = text("12 位区划代码 12-digit code")
    while not is_code(code) or code in catalogue.places:
        said = (
            "已经有这个地方的文件 There is a file of it" if code in catalogue.places else "应是 12 位数字 Twelve digits"
        )
        code = text(f"  {said}。区划代码 Code")
    return {
        "name": name,
        "code": code,
        "source": _source(),
        "agencies": dict(_bodies(catalogue)),
        "items": {one["item"]: one["local"] for one in asking.repeated(lambda: _local(catalogue))},
    }


def _begun(what: str, taken: Any) -> dict[str, Any]:
    name = _name(what)
    identity = text("编号（英文或拼音） Id", default=slug(name))
    while identity in taken:
        identity = text("  这个编号已经有了，请换一个 Taken, another id", default=f"{slug(name)}-2")
    return without_empty([("name", name), ("id", identity), ("name_en", text("英文名称 English name"))])


def _name(what: str) -> str:
    while not (name := text(f"{what}的名称 Name")):
        click.echo("  至少要有名称。 A name is needed.")
    return name


def _source() -> dict[str, Any]:
    title = text("这些内容出自哪里（标题） Source: title")
    if not title:
        return unknown()
    return without_empty([
        ("title", title), ("kind", one_of("来源的种类 Kind", KINDS)), ("publisher", text("发布单位 Publisher")),
        ("date", asking.maybe("日期，如 2026-03-02 Date", asking.day)), ("address", text("网址 Address")),
        ("place", asking.maybe("只对一个地方有效的，写区划代码 Code of the place it speaks for", asking.place)),
    ])  # fmt: skip


def _named(catalogue: Catalogue, kind: str, question: str) -> str | None:
    """Ask for a name until something known is chosen, or nothing."""
    while answer := text(question):
        guesses = guesses_for(catalogue, kind, answer)
        chosen = asking.guessed("选哪个 Which?", guesses) if guesses else _listed(catalogue, kind)
        if chosen:
            return chosen
    return None


def _listed(catalogue: Catalogue, kind: str) -> str:
    """Nobody can guess what bodies are called here, and there are few: all are shown. Of items there are too many."""
    if kind != "agency":
        click.echo(
            "  没有像这样的名称，请换一个说法，或者空着。 Nothing of such a name: try another, or leave it empty."
        )
        return ""
    click.echo("  没有像这样的名称，请从下面选，或者空着。 Nothing of such a name: choose one, or leave it empty.")
    return one_of("选哪个 Which?", {body.id: body.name for body in catalogue.agencies.values()})


def _audience() -> Any:
    chosen = one_of("谁能办 Who may apply", AUDIENCES)
    return {"both": ["person", "enterprise"], "": {}}.get(chosen, [chosen]) or unknown()


def _basis() -> dict[str, Any] | None:
    law = text("依据：法律法规的名称（没有了就空着） Basis: law")
    if not law:
        return None
    return without_empty([
        ("law", law), ("article", text("  第几条 Article")), ("text", text("  条文怎么说 What it says")),
        ("date", asking.maybe("  公布或修订日期 Date", asking.day)),
    ])  # fmt: skip


def _paper(catalogue: Catalogue) -> dict[str, Any] | None:
    name = text("材料的名称（没有了就空着） Paper")
    if not name:
        return None
    chosen = asking.guessed("  是哪份材料 Which?", guesses_for(catalogue, "material", name), new="新的材料 a new paper")
    return without_empty([
        ("name", name), ("material", chosen), ("new", chosen == "" or None),
        ("is_form", (chosen == "" and name.endswith("表") and asking.yes(A_FORM)) or None),
        ("form", one_of("  要什么样的 Form", FORMS)),
        ("copies", asking.maybe("  几份 Copies", asking.whole)),
        ("when", text("  什么条件下才要（空着就是都要） When? Always, if empty")),
    ])  # fmt: skip


def _result(catalogue: Catalogue) -> dict[str, Any] | None:
    name = text("办好后得到什么证照（没有了就空着） Result")
    if not name:
        return None
    chosen = asking.guessed(
        "  是哪种证照 Which?", guesses_for(catalogue, "licence", name), new="新的证照 a new licence"
    )
    return without_empty([("name", name), ("licence", chosen), ("new", chosen == "" or None)])


def _member(catalogue: Catalogue) -> dict[str, Any] | None:
    item = _named(catalogue, "item", "包括哪个事项（写名称，没有了就空着） Item")
    if item is None:
        return None
    return without_empty([("item", item), ("when", text("  什么条件下才办（空着就是都办） When? Always, if empty"))])


def _question() -> dict[str, Any] | None:
    name = text("问办事人什么（没有了就空着） Question")
    if not name:
        return None
    kind = one_of("  怎样回答 Type", QUESTION_TYPES) or "boolean"
    told = [
        ("id", text("  编号 Id", default=slug(name, "_"))),
        ("name", name),
        ("type", kind),
        ("why", text("  为什么要问 Why")),
    ]
    return without_empty([*told, ("options", asking.repeated(_option) if kind in ("choice", "choices") else [])])


def _option() -> dict[str, Any] | None:
    name = text("  选项（没有了就空着） Option")
    return {"value": text("    编号 Value", default=slug(name, "_")), "name": name} if name else None


def _local(catalogue: Catalogue) -> dict[str, Any] | None:
    item = _named(catalogue, "item", "本地另有规定的事项（写名称，没有了就空着） Item with settings of its own")
    if item is None:
        return None
    local = [("name", text("  本地的名称 Local name")), ("code", text("  实施编码 Local code")),
             ("body", text("  由谁办 Body")), ("address", text("  在哪里办 Address")),
             ("promised_limit", known("  承诺期限，如 3 个工作日 Promised limit", asking.limit))]  # fmt: skip
    return {"item": item, "local": without_empty(local)}


def _bodies(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    while role := _named(catalogue, "agency", "哪种机构（写名称，没有了就空着） Which kind of body?"):
        if body := text("  本地由谁办 Local body"):
            yield role, body
