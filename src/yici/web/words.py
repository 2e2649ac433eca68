"""Reasons in words: every code of the planner, the machine and the clock, as a sentence an official would write.

Chinese is the source; English stands in the translation catalogue. Parameters are ids; `Names` turns them into names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext, gettext_noop

from yici.domain.catalogue import Catalogue, translations
from yici.domain.competence import Competent
from yici.domain.fact import Source
from yici.domain.item import Question
from yici.domain.occurrence import plain
from yici.domain.reason import Reason
from yici.web.amounts import amount_text
from yici.web.articles import in_english
from yici.web.reason_words import CAUSE_WORDS, OMISSIONS, REASONS, RELAXATIONS, TIERS

LAWS: dict[str, str] = {
    "行政许可法": gettext_noop("行政许可法"),
    "民法典": gettext_noop("民法典"),
    "食品安全法": gettext_noop("食品安全法"),
    "消防法": gettext_noop("消防法"),
    "市场主体登记管理条例": gettext_noop("市场主体登记管理条例"),
    "促进个体工商户发展条例": gettext_noop("促进个体工商户发展条例"),
    "城市市容和环境卫生管理条例": gettext_noop("城市市容和环境卫生管理条例"),
    "城市房地产管理法": gettext_noop("城市房地产管理法"),
    "公司法": gettext_noop("公司法"),
    "不动产登记暂行条例": gettext_noop("不动产登记暂行条例"),
    "行政复议法": gettext_noop("行政复议法"),
    "行政复议法实施条例": gettext_noop("行政复议法实施条例"),
    "行政诉讼法": gettext_noop("行政诉讼法"),
    "城乡规划法": gettext_noop("城乡规划法"),
    "社会救助法": gettext_noop("社会救助法"),
    "社会保险法": gettext_noop("社会保险法"),
    "社会保险经办条例": gettext_noop("社会保险经办条例"),
    "优化营商环境条例": gettext_noop("优化营商环境条例"),
    "供水条例": gettext_noop("供水条例"),
    "电力供应与使用条例": gettext_noop("电力供应与使用条例"),
    "户口登记条例": gettext_noop("户口登记条例"),
    "居住证暂行条例": gettext_noop("居住证暂行条例"),
    "建设工程质量管理条例": gettext_noop("建设工程质量管理条例"),
    "城镇排水与污水处理条例": gettext_noop("城镇排水与污水处理条例"),
    "人民防空法": gettext_noop("人民防空法"),
    "道路运输条例": gettext_noop("道路运输条例"),
    "危险化学品安全法": gettext_noop("危险化学品安全法"),
    "国务院令第716号": gettext_noop("国务院令第716号"),
}
TOGETHER = frozenset({"item", "material"})
PLURALS = {"elements": "element", "questions": "question", "items": "item", "registers": "register"}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of ids in one language: items, papers, licences, registers, questions, elements, sources."""

    catalogue: Catalogue
    questions: Mapping[str, Question]
    sources: Mapping[str, Source]
    english: bool
    places: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str, value: str) -> str:
        """This will name the value of a reason's parameter; lists are named one by one."""
        if key in PLURALS:
            return self.listed(self._one(PLURALS[key], one) for one in value.split(", "))
        return self._one(key, value)

    def within(self, item: str) -> "Names":
        """This will be the same names, with an item's own sources before those of others that go by the same id."""
        known = self.catalogue.items.get(item)
        if known is None:
            return self
        return replace(self, sources={**self.sources, **{source.id: source for source in known.sources}})

    def listed(self, names: Iterable[str]) -> str:
        """This will write names one after another."""
        return (", " if self.english else "、").join(names)

    def _one(self, kind: str, value: str) -> str:
        match kind:
            case "source":
                return self.source(value)
            case "omission":
                return gettext(OMISSIONS.get(value, value))
            case "relaxation":
                return gettext(RELAXATIONS.get(value, value))
            case "tier":
                return gettext(TIERS.get(value, value))
            case "place":
                return self.place(value)
            case "cause":
                return gettext(CAUSE_WORDS.get(value, value))
            case "law":
                return law_name(value)
            case "article":
                return self.article(value)
        shelf = self._shelf(kind)
        if kind == "question" and value not in shelf:
            shelf = self.catalogue.elements
        return self.name(shelf[value]) if plain(value) in shelf else value

    def _shelf(self, kind: str) -> Mapping[str, object]:
        catalogue = self.catalogue
        shelves: dict[str, Mapping[str, object]] = {
            "item": catalogue.items,
            "by": catalogue.items,
            "material": catalogue.materials,
            "licence": catalogue.licences,
            "register": catalogue.registers,
            "element": catalogue.elements,
            "regime": catalogue.regimes,
            "role": catalogue.roles,
            "agency": catalogue.agencies,
            "question": self.questions,
        }
        return shelves.get(kind, {})

    def name(self, thing: object) -> str:
        """This will give a definition's name in the language, Chinese where there is no other."""
        return (self.english and getattr(thing, "name_en", None)) or str(getattr(thing, "name", thing))

    def texts(self, chinese: Iterable[str]) -> tuple[str, ...]:
        """This will write texts of definitions in the language, Chinese where the product has no translation."""
        if not self.english:
            return tuple(chinese)
        known = translations(self.catalogue)
        return tuple(known.get(text, text) for text in chinese)

    def signed_texts(self, chinese: Iterable[str]) -> tuple[str, ...]:
        """This will write texts that are signed: beside a translation stands the Chinese, which is what binds."""
        texts = tuple(chinese)
        pairs = zip(self.texts(texts), texts, strict=True)
        return tuple(text if text == original else f"{text} ({original})" for text, original in pairs)

    def unit(self, thing: object) -> str:
        """This will write the unit of an element or a question in the language; nothing where it has none."""
        return str((self.english and getattr(thing, "unit_en", None)) or getattr(thing, "unit", None) or "")

    def place(self, code: str) -> str:
        """This will name a place: one of those at hand, or that has a definition; any other is told by its code."""
        defined = self.catalogue.places.get(code)
        return self.places.get(code) or (self.name(defined) if defined else code)

    def source(self, source_id: str) -> str:
        """This will cite a source: title, article, and the place it speaks for."""
        source = self.sources.get(source_id)
        return self.cited(source) if source else source_id

    def cited(self, source: Source) -> str:
        """This will cite a source that is at hand."""
        if source.kind == "law":
            return self.basis(source.title, source.article or "")
        title = f"{source.title}{source.article or ''}"
        return gettext("，").join((title, source.place_name)) if source.place_name else title

    def basis(self, law: str, article: str) -> str:
        """This will cite a law with its articles."""
        gap = " " if self.english and article else ""
        return f"{law_name(law)}{gap}{self.article(article)}"

    def article(self, text: str) -> str:
        """This will write articles as the language does: 第四十二条, Art. 42."""
        return in_english(text) if self.english else text


def law_name(law: str) -> str:
    """This will name a law in the language of the page, in Chinese where no translation is known."""
    return gettext(LAWS[law]) if law in LAWS else law


def grouped(reasons: Iterable[Reason], names: Names) -> tuple[str, ...]:
    """This will word reasons of the same kind once, with all the items or papers that they concern."""
    alike: dict[tuple[str, ...], dict[str, dict[str, None]]] = {}
    for reason in reasons:
        rest = tuple(f"{key}={value}" for key, value in reason.params.items() if key not in TOGETHER)
        lists = alike.setdefault((reason.code, *rest), {})
        for key in TOGETHER & reason.params.keys():
            lists.setdefault(key, {})[names.of(key, reason.params[key])] = None
    return tuple(
        _filled(code, {**_named(dict(one.split("=", 1) for one in rest), names), **_listed(lists, names)})
        for (code, *rest), lists in alike.items()
    )


def _listed(lists: Mapping[str, Mapping[str, None]], names: Names) -> dict[str, str]:
    return {key: names.listed(members) for key, members in lists.items()}


def worded(reason: Reason, names: Names) -> str:
    """This will word a reason; a code without words shows as itself, which a test forbids."""
    return _filled(reason.code, _named(reason.params, names))


def seat_text(seat: Competent | None, names: Names) -> str:
    """This will say where an approval is handled and why there; nothing where no source says anything."""
    return worded(seat.reason, names) if seat and seat.reason.params else ""


def _named(params: Mapping[str, str], names: Names) -> dict[str, str]:
    if "source" in params and "item" in params:
        names = names.within(params["item"])
    named = {key: names.of(key, value) for key, value in params.items()}
    if {"amount", "unit"} <= named.keys():
        named["limit"] = amount_text(int(params["amount"]), params["unit"])
    return named


def _filled(code: str, named: Mapping[str, str]) -> str:
    template = REASONS.get(code)
    return gettext(template) % named if template else code
