"""The plan as a one-time notice (一次性告知单): the same facts, in the shape that the printed document has."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from yici.documents import Approval, Due, FieldGroup, Office, OneTimeNotice, PaperSpared, PaperToBring, Visit
from yici.domain.error import NotFound
from yici.domain.fact import settle
from yici.domain.plan import Day, Plan, PlannedApproval, PlannedMaterial
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.citizen.application.field_words import about
from yici.web.citizen.application.themes import themes_of
from yici.web.citizen.asking import Asking
from yici.web.citizen.plan_page import names_for
from yici.web.citizen.plan_page.lead import HANDED_IN, Lead, counts, lead_words
from yici.web.citizen.plan_page.ledger import Ledger, ledger_words
from yici.web.citizen.plan_page.papers import paper_words
from yici.web.citizen.plan_page.visits import visit_words
from yici.web.words import Names, grouped, worded


def notice_document(asking: Asking, address: str) -> OneTimeNotice:
    """This will make the notice of a plan. Raises NotFound("place.not_found") while there is no plan."""
    plan, place = asking.plan, asking.place
    if plan is None or place is None:
        raise NotFound("place.not_found", remedy="choose a place first")
    names = names_for(asking.catalogue, plan)
    ledger = ledger_words(plan, names)
    return OneTimeNotice(
        matter=names.name(asking.bundle),
        place=place.path,
        office=Office(name=office_name(asking, names)),
        made_on=plan.schedule.start,
        lead=dates.joined([lead_sentence(lead_words(plan, names)), *_inspections(plan, names)]),
        start=plan.schedule.start,
        promised=_promised(plan, names),
        fill_count=len(plan.form.fields),
        fill_spared=ledger.fields,
        papers_spared=ledger.papers,
        fields=tuple(_fields(plan, names)),
        bring=tuple(_bring(paper, names) for paper in plan.materials if paper.how in HANDED_IN),
        spared=tuple(_spared(plan, ledger, names)),
        approvals=tuple(_approval(one, names) for one in plan.schedule.approvals),
        visits=tuple(_visits(plan, names)),
        unknowns=tuple(_unknowns(plan, names)),
        remedies=(
            gettext("拿不准的，打 12345 或者到窗口问，不用先跑一趟。"),
            gettext("交上以后还有要补的，受理机关要一次说全（行政许可法第三十二条）。"),
        ),
        plan_url=address,
    )


def office_name(asking: Asking, names: Names) -> str:
    """This will name who answers for the matter: the lead department, by its local name where one is published."""
    code = asking.place.code if asking.place else ""
    settled = settle(asking.bundle.lead, {source.id: source for source in asking.bundle.sources}, code)
    if settled is None:
        return gettext("牵头部门没有公布")
    local = asking.catalogue.places.get(code)
    return (local.agencies.get(settled.value) if local else None) or names.of("agency", settled.value)


def lead_sentence(lead: Lead) -> str:
    """This will say in plain text how much to fill in, to bring, and how often to come."""
    later = gettext("（其中 %(later)s 份可以晚交）") % {"later": lead.later} if lead.later else ""
    if lead.undecided:
        return gettext("要填多少、交多少、到场几次，答完还没有回答的问题才知道。")
    fields = (
        gettext("要填几项不知道：没有查到要填的表")
        if lead.formless
        else ngettext("您要填 %(fields)s 项", "您要填 %(fields)s 项", lead.fields.most) % {"fields": lead.fields.text}
    )
    papers = ngettext("交 %(papers)s 份材料", "交 %(papers)s 份材料", lead.papers.most) % {"papers": lead.papers.text}
    return gettext("%(fields)s，%(papers)s%(later)s，%(trips)s。") % {
        "fields": fields,
        "papers": papers,
        "later": later,
        "trips": trips_text(lead),
    }


def trips_text(lead: Lead) -> str:
    """This will say how often to come."""
    if not lead.trips:
        return gettext("不用到场")
    if lead.trips_least and not lead.trips_sure:
        least = lead.trips_least
        return gettext("至少到场 1 次") if least == 1 else gettext("至少到场 %(n)s 次") % {"n": least}
    if lead.trips == 1:
        return gettext("到场 1 次") if lead.trips_sure else gettext("可能要到场 1 次")
    words = gettext("到场 %(n)s 次") if lead.trips_sure else gettext("可能要到场 %(n)s 次")
    return words % {"n": lead.trips}


def _promised(plan: Plan, names: Names) -> Due | None:
    finish = plan.schedule.finish
    reasons = [one.promised_by.reason for one in plan.schedule.approvals if one.promised_by.reason]
    if finish.reason and finish.reason.code == "schedule.items_open":
        reasons.append(finish.reason)
    return _due(finish, gettext("；").join(_bare(words) for words in grouped(reasons, names)))


def _due(day: Day, because: str) -> Due | None:
    if day.day is not None:
        return Due(day=day.day)
    if day.not_before is None:
        return None
    return Due(day=day.not_before, open_because=because or gettext("期限没有查到"))


def _bare(sentence: str) -> str:
    return sentence.rstrip("。.")


def _fields(plan: Plan, names: Names) -> Iterator[FieldGroup]:
    for theme in themes_of(plan.form.fields, plan.form.spared, names):
        yield FieldGroup(name=theme.name, labels=tuple(names.of("element", one.element) for one in theme.fields))


def _bring(paper: PlannedMaterial, names: Names) -> PaperToBring:
    words = paper_words(paper, names)
    why = [reason for reason in paper.reasons if reason.code in ("material.asked", "material.maybe")]
    basis = [reason.params["basis"] for reason in paper.reasons if reason.code == "material.basis"]
    return PaperToBring(
        name=words.name,
        # That it must be handed in is why it stands here at all; how it may come is not said elsewhere.
        met=gettext("网上传，或者带到窗口") if paper.how == "submit" else words.how,
        why=dates.joined(dict.fromkeys(worded(reason, names) for reason in why)) or words.how,
        form=words.form_only,
        copies=paper.copies,
        for_items=tuple(names.of("item", item) for item in paper.items),
        law=gettext("；").join(dict.fromkeys(names.article(one) for one in basis)),
    )


def _spared(plan: Plan, ledger: Ledger, names: Names) -> Iterator[PaperSpared]:
    """The lines of the ledger, so that what is listed adds up to what is counted; then what may yet be spared."""
    forms = [names.of("material", paper.material) for paper in plan.materials if paper.how == "form" and counts(paper)]
    told = set(forms)
    for group in ledger.paper_groups:
        if group.origin == "form":
            yield PaperSpared(name=_times(names.listed(forms), group.times, fewer=True), reason=group.name)
            continue
        for line in group.lines:
            told.add(line.name)
            name = _times(line.name, line.times, fewer=group.origin == "merged")
            yield PaperSpared(name=name, reason=line.reasons[0] if line.reasons else group.name)
    for paper in plan.materials:
        words = paper_words(paper, names)
        if not words.handed_in and words.name not in told:
            yield PaperSpared(name=words.name, reason=words.reasons[0] if words.reasons else words.how)


def _times(name: str, times: int, *, fewer: bool) -> str:
    if fewer:
        return gettext("%(name)s（少交 %(n)s 份）") % {"name": name, "n": times}
    return gettext("%(name)s（%(n)s 份）") % {"name": name, "n": times} if times > 1 else name


def _approval(one: PlannedApproval, names: Names) -> Approval:
    reason = one.promised_by.reason
    return Approval(
        item=names.of("item", one.item),
        body=one.body or names.of("agency", one.agency),
        legal_limit=limit_text(one.legal.limit) if one.legal else "",
        promised_limit=limit_text(one.promised.limit) if one.promised else "",
        due=_due(one.promised_by, _bare(worded(reason, names)) if reason else ""),
        basis=gettext("；").join(names.basis(law, article) for law, article in one.basis),
    )


def _inspections(plan: Plan, names: Names) -> Iterator[str]:
    for visit in plan.schedule.visits:
        words = visit_words(visit, plan, names)
        yield gettext("%(visit)s，在%(window)s，您在店里等就行。") % {"visit": words.name, "window": words.window}


def _visits(plan: Plan, names: Names) -> Iterator[Visit]:
    for trip in plan.trips:
        yield Visit(reason=dates.joined(grouped(trip.reasons, names)))


def _unknowns(plan: Plan, names: Names) -> Iterator[str]:
    for question in plan.questions:
        yield gettext("还没有回答：“%(question)s”。") % {"question": names.of("question", question.id)}
    for one in plan.schedule.approvals:
        for gap in names.texts(one.gaps):
            yield about(names.of("item", one.item), gap)
