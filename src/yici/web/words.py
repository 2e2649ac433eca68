"""Reasons in words: every code of the planner, the machine and the clock, as a sentence an official would write.

Chinese is the source; English stands in the translation catalogue. Parameters are ids; `Names` turns them into names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from yici.domain.catalogue import Catalogue, translations
from yici.domain.fact import Source
from yici.domain.item import Question
from yici.domain.reason import Reason
from yici.web.amounts import amount_text
from yici.web.articles import in_english

REASONS: dict[str, str] = {
    "item.listed": gettext_noop("这件事的公布清单列有此项（%(source)s）。"),
    "item.when_true": gettext_noop("根据您的回答（%(questions)s），需要办这一项。"),
    "item.when_false": gettext_noop("根据您的回答（%(questions)s），不用办这一项。"),
    "item.open": gettext_noop("回答“%(questions)s”后才知道是否需要。"),
    "item.not_asked": gettext_noop("“%(questions)s”在您的情形下不用问，所以不用办。"),
    "item.committed": gettext_noop("您选择了告知承诺（%(source)s）。"),
    "item.licence_held": gettext_noop("您已持有%(licence)s；这次还要不要办，要看您的情形，所以没有略去。"),
    "item.commitment_open": gettext_noop("可以选择告知承诺，见“%(questions)s”。"),
    "materials.incomplete": gettext_noop("指南的材料清单没有录全，可能还有其他材料，以受理机关一次性告知为准。"),
    "need.held": gettext_noop("需要%(licence)s，您已持有。"),
    "need.stated": gettext_noop("需要%(licence)s，您在“%(question)s”里说已经有了；交材料时要能看到它。"),
    "need.given": gettext_noop("需要%(licence)s，本次办理的“%(by)s”会产生它。"),
    "need.relaxed": gettext_noop("需要%(licence)s，依%(source)s可以先行办理。"),
    "need.may_be_given": gettext_noop("需要%(licence)s；如果办“%(by)s”，就由它产生。"),
    "need.unmet": gettext_noop("需要先有%(licence)s：这次不产生，您也没有登记持有。"),
    "need.open": gettext_noop("是否需要%(licence)s，要看“%(questions)s”。"),
    "question.item": gettext_noop("决定要不要办“%(item)s”。"),
    "question.form": gettext_noop("决定“%(item)s”用哪张表。"),
    "question.field": gettext_noop("决定要不要填“%(element)s”。"),
    "question.material": gettext_noop("决定要不要交“%(material)s”。"),
    "question.need": gettext_noop("决定“%(item)s”要不要先有%(licence)s。"),
    "question.inspection": gettext_noop("决定现场看什么（%(item)s）。"),
    "question.commitment": gettext_noop("决定“%(item)s”按承诺办还是按一般程序办。"),
    "question.leads_to": gettext_noop("决定要不要问“%(question)s”。"),
    "field.only_applicant": gettext_noop("只有您知道。"),
    "field.first_captured": gettext_noop("“%(item)s”第一次采集这一项，别处还没有。"),
    "field.account_unknown": gettext_noop("这样的信息只在本人的账户里，现在没有；账户里有的，登录后不用再填。"),
    "field.register_key": gettext_noop("%(register)s要凭这一项才查得到，所以要请您填。"),
    "field.register_key_not_asked": gettext_noop(
        "%(register)s里可能有，但表上没有问凭什么查（比如身份证号码、统一社会信用代码），查不到是谁的，所以要请您填。"
    ),
    "field.register_not_connected": gettext_noop("%(register)s应当知道，但本地还没有连通，所以要请您填。"),
    "field.reuse_off": gettext_noop("%(register)s知道，但关闭了数据共享。"),
    "field.merged": gettext_noop("这一项在各张表上共印 %(times)s 次，您只填一次。"),
    "field.maybe": gettext_noop("视“%(questions)s”而定。"),
    "field.answered": gettext_noop("您已经在“%(question)s”里回答过。"),
    "field.account": gettext_noop("从您的实名账户带出。"),
    "field.register": gettext_noop("%(register)s已有，依据%(law)s%(article)s：能通过共享获取的不得要求重复提供。"),
    "field.register_by": gettext_noop(
        "%(register)s已有，凭表上的%(elements)s就能查到，依据%(law)s%(article)s：能通过共享获取的不得要求重复提供。"
    ),
    "field.produced": gettext_noop("由本次办理的“%(item)s”产生（%(licence)s），依据%(law)s%(article)s。"),
    "field.held": gettext_noop("您持有的%(licence)s上已有，依据%(law)s%(article)s。"),
    "field.omitted": gettext_noop("表上印有，但这次用不着（%(omission)s）。"),
    "field.not_applicable": gettext_noop("您的情形不涉及。"),
    "material.asked": gettext_noop("“%(item)s”要（%(source)s）。"),
    "material.basis": gettext_noop("“%(item)s”要，依据：%(basis)s。"),
    "material.merged": gettext_noop("%(times)s 处都要，只交一次。"),
    "material.maybe": gettext_noop("视“%(questions)s”而定（%(item)s）。"),
    "material.optional": gettext_noop("“%(item)s”注明可以不交。"),
    "material.form_unknown": gettext_noop("“%(item)s”的指南没有写要原件还是复印件。"),
    "material.held": gettext_noop("您持有%(licence)s，不用交，依据%(law)s%(article)s。"),
    "material.shared": gettext_noop("%(registers)s可以查到，不用交，依据%(law)s%(article)s。"),
    "material.produced": gettext_noop("%(licence)s由本次办理的“%(item)s”产生，不用交，依据%(law)s%(article)s。"),
    "material.merged_form": gettext_noop("由一张合并的申请表代替。"),
    "material.deferrable": gettext_noop("“%(item)s”可以先受理、后补交（%(source)s）。"),
    "material.at_inspection": gettext_noop("“%(item)s”可以在现场核查时再交（%(source)s）。"),
    "material.commitment": gettext_noop("“%(item)s”按承诺办，由您的承诺代替（%(source)s）。"),
    "material.submit": gettext_noop("请随申请一起交。"),
    "start.accepted_on_submission": gettext_noop("按当天提交、当天受理计算。"),
    "start.after": gettext_noop("等“%(item)s”办出%(licence)s后开始。"),
    "start.serial": gettext_noop("排在“%(item)s”之后。"),
    "start.assumes_licence": gettext_noop("假定那时已经有%(licence)s。"),
    "promised.place": gettext_noop("本地承诺（%(source)s）。"),
    "promised.item": gettext_noop("公布的承诺（%(source)s）。"),
    "promised.commitment": gettext_noop("告知承诺方式的承诺（%(source)s）。"),
    "promised.legal": gettext_noop("没有查到承诺期限，按法定期限（%(source)s）。"),
    "promised.capped": gettext_noop("公布的承诺比法定还长，按法定期限（%(source)s）。"),
    "promised.unknown": gettext_noop("没有查到期限。"),
    "legal.item": gettext_noop("该事项的法定期限（%(source)s）。"),
    "legal.regime": gettext_noop("%(regime)s的一般期限（%(source)s）。"),
    "legal.unknown": gettext_noop("没有查到法定期限。"),
    "end.not_before": gettext_noop("要等“%(item)s”，所以只能说不早于这一天。"),
    "end.hours_from_noon": gettext_noop("期限是 %(limit)s，从当天中午起算。"),
    "schedule.calendar_missing": gettext_noop("%(year)s 年的放假安排还没有公布或者装入，跨年的日子只能说“不早于”。"),
    "schedule.limit_unknown": gettext_noop("“%(item)s”的期限没有查到。"),
    "schedule.office_hours_missing": gettext_noop("“%(item)s”按办公时间计算，本地办公时间没有登记。"),
    "visit.inspection": gettext_noop("“%(item)s”要到现场看（%(source)s）。"),
    "visit.open": gettext_noop("“%(item)s”是否要到现场看，视“%(questions)s”而定。"),
    "visit.joined": gettext_noop("几项合在一次，谁也不会因此变晚：%(items)s。"),
    "visit.not_joinable": gettext_noop("“%(item)s”的核查不能与别的合并。"),
    "visit.within": gettext_noop("“%(item)s”应在 %(limit)s内到场（%(source)s）。"),
    "visit.before_promise": gettext_noop("应在“%(item)s”承诺办结之前。"),
    "trip.original": gettext_noop("%(material)s要看原件。"),
    "trip.form_unknown": gettext_noop("%(material)s要原件还是复印件没有写明，可能要来一次。"),
    "trip.collect": gettext_noop("领取“%(item)s”的结果。"),
    "trip.delivery_unknown": gettext_noop("“%(item)s”的结果能否寄送没有查到，可能要来领。"),
    "burden.circle": gettext_noop("“%(items)s”互相等，这样办排不出先后。"),
    "burden.steps_unknown": gettext_noop("“%(item)s”的环节数没有公布。"),
    "burden.days_unknown": gettext_noop("“%(item)s”的时限没有查到。"),
    "burden.visits_unknown": gettext_noop("“%(item)s”单独办要跑几次没有公布。"),
    "burden.materials_incomplete": gettext_noop("“%(item)s”的材料清单没有录全。"),
    "burden.item_open": gettext_noop("“%(item)s”要不要办还没有定。"),
    "burden.fields_open": gettext_noop("还有 %(count)s 项要看您的回答。"),
    "burden.papers_open": gettext_noop("还有 %(count)s 份材料要看您的回答。"),
    "day.start_not_counted": gettext_noop("开始的当天不算（民法典第二百零一条）"),
    "day.workday": gettext_noop("工作日"),
    "day.weekend": gettext_noop("周末"),
    "day.holiday": gettext_noop("%(name)s放假"),
    "day.make_up_workday": gettext_noop("调休上班"),
    "day.year_not_loaded": gettext_noop("这一年的放假安排还没有装入"),
    "day.stopped": gettext_noop("依法不计入期限（行政许可法第四十五条）"),
    "day.extended": gettext_noop("经批准延长的（%(source)s）"),
    "day.calendar_day": gettext_noop("按日计算"),
    "day.corresponding": gettext_noop("对应日"),
    "day.moved_on": gettext_noop("最后一天放假，顺延"),
    "day.from_the_moment": gettext_noop("从当时起算"),
    "day.ends_here": gettext_noop("到期"),
}
OMISSIONS: dict[str, str] = {
    "change_only": gettext_noop("变更时才填"),
    "office_use": gettext_noop("机关填写"),
    "repeated_print": gettext_noop("同一张表重复印了"),
    "not_this_matter": gettext_noop("不是这件事"),
}


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

    def of(self, key: str, value: str) -> str:
        """This will name the value of a reason's parameter; lists are named one by one."""
        if key in PLURALS:
            return self.listed(self._one(PLURALS[key], one) for one in value.split(", "))
        return self._one(key, value)

    def listed(self, names: Iterable[str]) -> str:
        """This will write names one after another."""
        return (", " if self.english else "、").join(names)

    def _one(self, kind: str, value: str) -> str:
        match kind:
            case "source":
                return self.source(value)
            case "omission":
                return gettext(OMISSIONS.get(value, value))
            case "law":
                return law_name(value)
            case "article":
                return self.article(value)
        shelf = self._shelf(kind)
        if kind == "question" and value not in shelf:
            shelf = self.catalogue.elements
        return self.name(shelf[value]) if value in shelf else value

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


def _named(params: Mapping[str, str], names: Names) -> dict[str, str]:
    named = {key: names.of(key, value) for key, value in params.items()}
    if {"amount", "unit"} <= named.keys():
        named["limit"] = amount_text(int(params["amount"]), params["unit"])
    return named


def _filled(code: str, named: Mapping[str, str]) -> str:
    template = REASONS.get(code)
    return gettext(template) % named if template else code
