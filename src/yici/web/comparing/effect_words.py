"""What a change does to plans, in words: how many more or fewer, where, with which answers, and how much was tried."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, ngettext

from yici.domain.catalogue import Catalogue, questions_of
from yici.domain.comparing.effects import BundleEffect, Effects, Events, Instance, Spread
from yici.domain.item import Question
from yici.domain.plan import AnswerValue
from yici.web import dates
from yici.web.comparing.words import together
from yici.web.words import Names

MEASURES: dict[str, str] = {
    "items": gettext_noop("事项"),
    "papers": gettext_noop("要交的材料"),
    "fields": gettext_noop("要填的"),
    "steps": gettext_noop("环节"),
    "days": gettext_noop("工作日"),
    "visits": gettext_noop("要跑的次数"),
    "departments": gettext_noop("打交道的部门"),
    "inspections": gettext_noop("现场核查"),
}
EVENTS: dict[str, str] = {
    "refused": gettext_noop("%(n)s 个方案不能再办成（%(why)s）"),
    "opened": gettext_noop("%(n)s 个原来办不成的方案可以办了"),
    "undated": gettext_noop("%(n)s 个方案的办结日期变成未知"),
    "dated": gettext_noop("%(n)s 个方案的办结日期现在知道了"),
}
REFUSED: dict[str, str] = {
    "plan.circle": gettext_noop("事项互相等待，排不出先后"),
    "bundle.not_found": gettext_noop("不再有这件事"),
    "place.not_found": gettext_noop("这个地方不再有定义"),
    "calendar.none": gettext_noop("没有工作日历"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One effect and the plan that shows it best; `worse` when people have to do, bring or wait more."""

    text: str
    example: str
    worse: bool


@dataclass(frozen=True, slots=True)
class EffectWords:
    """What happens to one matter."""

    bundle: str
    name: str
    summary: str
    tried: str
    lines: tuple[Line, ...]


def effect_words(effects: Effects, old: Catalogue, new: Catalogue) -> tuple[EffectWords, ...]:
    """This will word the effects on every touched matter; the two states lend the names."""
    return tuple(_matter(one, old, new) for one in effects.bundles)


def touched_text(effects: Effects) -> str:
    """This will say how many matters a change touches."""
    count, every = len(effects.bundles), effects.bundles_all
    if not count:
        return gettext("没有一件事因此不同。")
    return ngettext(
        "%(count)s 件事要重新算（一共 %(every)s 件）。", "%(count)s 件事要重新算（一共 %(every)s 件）。", count
    ) % {"count": count, "every": every}


def _matter(effect: BundleEffect, old: Catalogue, new: Catalogue) -> EffectWords:
    # A state may hold only what is not the same in both, so each lends the other its names.
    home = together(old, new)
    bundle = home.bundles[effect.bundle]
    names = Names(home, questions_of(home, bundle), {}, dates.english())
    lines = (*_events(effect, names), *(_spread(one, names) for one in effect.spreads))
    return EffectWords(effect.bundle, names.name(bundle), _summary(effect), _tried(effect), lines)


def _summary(effect: BundleEffect) -> str:
    if effect.standing == "new":
        return gettext("新增的一件事")
    if effect.standing == "gone":
        return gettext("不再有这件事")
    if not effect.changed:
        return gettext("试算的方案都没有变化")
    told = {"changed": effect.changed, "plans": effect.plans}
    return gettext("试算的 %(plans)s 个方案中有 %(changed)s 个变了") % told


def _tried(effect: BundleEffect) -> str:
    told = gettext("试算：%(places)s 个地方（有定义的共 %(places_all)s 个），没有要回答的问题，从%(days)s提交。")
    if effect.options[1]:
        told = gettext(
            "试算：%(places)s 个地方（有定义的共 %(places_all)s 个）、%(answers)s 组回答"
            "（%(options)s 个选项试了 %(tried)s 个，%(pairs)s 种两两组合试了 %(pairs_tried)s 种），从%(days)s提交。"
        )
    return told % {
        "places": len(effect.places),
        "places_all": effect.places_all,
        "answers": effect.answers,
        "tried": effect.options[0],
        "options": effect.options[1],
        "pairs_tried": effect.pairs[0],
        "pairs": effect.pairs[1],
        "days": gettext("、").join(dates.day_text(day, year=True) for day in effect.days),
    }


def _events(effect: BundleEffect, names: Names) -> Iterator[Line]:
    for name, template in EVENTS.items():
        found: Events | None = getattr(effect, name)
        if found is not None and not effect.standing:
            why = REFUSED.get(found.first.refused)
            told = {"n": found.plans, "why": gettext(why) if why else found.first.refused}
            yield Line(gettext(template) % told, _where(found.first, names), name in ("refused", "undated"))


def _spread(spread: Spread, names: Names) -> Line:
    least, most = _moved(spread.least), _moved(spread.most)
    span = least if spread.least == spread.most else gettext("%(least)s ～ %(most)s") % {"least": least, "most": most}
    told = {"measure": gettext(MEASURES[spread.measure]), "span": span, "n": spread.plans}
    text = ngettext(
        "%(measure)s：%(span)s（%(n)s 个方案）", "%(measure)s：%(span)s（%(n)s 个方案）", spread.plans
    ) % told  # fmt: skip
    further = spread.at_most if abs(spread.most) >= abs(spread.least) else spread.at_least
    before, after = further.before[spread.measure], further.after[spread.measure]
    return Line(text, f"{before} → {after} · {_where(further, names)}", spread.most > 0)


def _moved(by: int) -> str:
    if by == 0:
        return gettext("不变")
    return (gettext("多 %(n)s") if by > 0 else gettext("少 %(n)s")) % {"n": abs(by)}


def _where(at: Instance, names: Names) -> str:
    place = names.catalogue.places.get(at.place)
    where = names.name(place) if place else at.place
    told = [where, gettext("%(day)s提交") % {"day": dates.day_text(at.start, year=True)}, *_answers(at.answers, names)]
    return gettext("；").join(told)


def _answers(answers: Mapping[str, AnswerValue], names: Names) -> Iterator[str]:
    if not answers:
        yield gettext("什么都没有回答")
    for name, value in answers.items():
        question = names.questions.get(name)
        yield gettext("：").join(
            (names.name(question) if question else name, _answer(question, value, names))
        )  # fmt: skip


def _answer(question: Question | None, value: AnswerValue, names: Names) -> str:
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    options = {option.value: names.name(option) for option in question.options} if question else {}
    if isinstance(value, tuple):
        return names.listed(options.get(one, one) for one in value) or gettext("都不是")
    unit = names.unit(question) if question and isinstance(value, int) else ""
    return f"{options.get(str(value), str(value))} {unit}".strip()


def effect_lines(effects: Effects, old: Catalogue, new: Catalogue) -> Iterator[str]:
    """This will write effects as lines of plain text."""
    yield touched_text(effects)
    for matter in effect_words(effects, old, new):
        yield f"{matter.name}  [{matter.bundle}]  {matter.summary}"
        yield from (f"  - {line.text}  {line.example}" for line in matter.lines)
        yield f"  {matter.tried}"
