"""Several approvals at once: what would be done with each and why not, then each for itself, with what came of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from yici.cases import batches
from yici.cases.batch_running import batch_run
from yici.cases.batches import AT_ONCE, LineRow, Preview, Told, batch_ask, preview
from yici.catalogue import queries as catalogue_queries
from yici.domain.authority import Grants
from yici.domain.case.moves import lacking
from yici.domain.case.opinions import missing_opinions
from yici.domain.case.together import DEEDS, NOT_NOW, Deed
from yici.domain.clock import legal_day
from yici.domain.error import Invalid, Refused, YiciError
from yici.people.ids import new_id
from yici.people.queries import user_named
from yici.web import dates
from yici.web.case_words import STATUS_WORDS, worded
from yici.web.desk.who import Staff, staff_only
from yici.web.masking import mask_name
from yici.web.refusal_words import refusal_words
from yici.web.words import Names

WORDS: Final[dict[Deed, str]] = {
    "accept": gettext_noop("受理"),
    "confirm_notice": gettext_noop("签收意见征求函"),
    "grant": gettext_noop("准予"),
    "plan_inspection": gettext_noop("约现场核查"),
}
RIGHTS: Final[dict[Deed, str]] = {
    "accept": "case.accept", "confirm_notice": "approval.opine", "grant": "approval.decide",
    "plan_inspection": "approval.inspect",
}  # fmt: skip
UNDO: Final[dict[Deed, str]] = {
    "accept": gettext_noop("受理不能撤回；每一件都会发受理通知书。"),
    "confirm_notice": gettext_noop("签收不能撤回：答复的期限从签收起算。"),
    "grant": gettext_noop("准予不能撤回，有错的只能依法撤销；每一件都会发决定书、盖章，有证照的发电子证照。"),
    "plan_inspection": gettext_noop("约好的可以在各办件里改约。"),
}
STATES: Final[dict[str, tuple[str, str]]] = {
    "waiting": (gettext_noop("等着做"), ""), "done": (gettext_noop("做好了"), "good"),
    "refused": (gettext_noop("没有做"), "bad"), "stopped": (gettext_noop("停下，没有做"), "later"),
}  # fmt: skip
VISIT: Final = "plan_inspection"
MOST_OFFICERS: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One approval in words: `value` names it in a form, `why` says why it is not done."""

    value: str
    href: str
    number: str
    name: str
    applicant: str
    state: str
    tone: str
    why: str


def deeds_for(grants: Grants) -> list[tuple[Deed, str]]:
    """This will list what somebody with these grants may do with several at once."""
    return [(deed, gettext(WORDS[deed])) for deed in DEEDS if RIGHTS[deed] in grants.actions()]


@require_POST
@staff_only
def bulk(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will show for each chosen approval whether a deed would be done with it and why not, and do nothing."""
    deed, chosen = _deed(request), _chosen(request)
    items = Counter(item for _, item in chosen)
    if len(items) > 1:
        return _mixed(request, staff, deed, chosen, items)
    found = preview(deed=deed, chosen=chosen, actor=staff.reader(), grants=staff.grants, now=staff.now)
    return _page(request, staff, deed, found)


def _deed(request: HttpRequest) -> Deed:
    named = request.POST.get("deed", "")
    found = next((one for one in DEEDS if one == named), None)
    if found is None:
        raise Invalid("bulk.unknown", deed=named[:40], deeds=list(DEEDS), remedy=f"name one of {', '.join(DEEDS)}")
    return found


def _chosen(request: HttpRequest) -> list[tuple[UUID, str]]:
    """What was ticked, each once; what cannot be read was not ticked on our page."""
    found = dict.fromkeys(one for text in request.POST.getlist("on") if (one := _read(text)))
    return [(case, item) for case, item, _ in found]


def _read(text: str) -> tuple[UUID, str, int] | None:
    case, _, rest = text.partition("~")
    item, _, seq = rest.partition("~")
    try:
        return UUID(case), item[:100], int(seq or -1)
    except ValueError:
        return None


def _mixed(
    request: HttpRequest, staff: Staff, deed: Deed, chosen: list[tuple[UUID, str]], items: Counter[str]
) -> HttpResponse:
    """One item at a time: each of those that were chosen is offered by itself."""
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    groups = [
        (names.of("item", item), count, [f"{case}~{one}" for case, one in chosen if one == item])
        for item, count in items.most_common()
    ]
    context = {"staff": staff, "deed": deed, "name": gettext(WORDS[deed]), "groups": groups}
    return render(request, "yici/desk/bulk_mixed.html", context)


def _page(
    request: HttpRequest, staff: Staff, deed: Deed, found: list[Preview], *, wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    lines = [_line(one, names, deed) for one in found]
    context: dict[str, Any] = {
        "staff": staff, "deed": deed, "name": gettext(WORDS[deed]), "undo": gettext(UNDO[deed]),
        "item": names.of("item", found[0].item), "key": new_id(), "wrong": wrong or {}, "visit": deed == VISIT,
        "ready": [line for line, one in zip(lines, found, strict=True) if one.may],
        "not_ready": [line for line, one in zip(lines, found, strict=True) if not one.may],
        "on": request.POST.get("day", ""), "officers": request.POST.get("officers", staff.user.username),
        "today": legal_day(staff.now).isoformat(), "beside": AT_ONCE,
    }  # fmt: skip
    return render(request, "yici/desk/bulk.html", context, status=status)


def _line(one: Preview, names: Names, deed: Deed) -> Line:
    if one.view is None:
        return Line("", "", "", names.of("item", one.item), "", "", "", _why(one, names, deed))
    case, status = one.view.case, next((a.status for a in one.view.case.approvals if a.item == one.item), "")
    return Line(
        value=f"{one.case}~{one.item}~{one.view.seq}",
        href=_href(one.case, one.item),
        number=case.number,
        name=names.of("item", one.item),
        applicant=mask_name(one.view.name) or gettext("（已清除）"),
        state=worded(STATUS_WORDS, status) if status else "",
        tone="",
        why=_why(one, names, deed),
    )


def _href(case: UUID, item: str) -> str:
    return reverse("desk_case", args=[case]) + "?" + urlencode({"item": item})


def _why(one: Preview, names: Names, deed: Deed) -> str:
    if one.may:
        return ""
    if one.code == NOT_NOW and one.view is not None:
        status = next((a.status for a in one.view.case.approvals if a.item == one.item), "")
        told = {"state": worded(STATUS_WORDS, status), "deed": gettext(WORDS[deed])}
        return gettext("现在是“%(state)s”，没有轮到您%(deed)s。") % told if status else ""
    return _told(Refused(one.code, item=one.item, **_params(one), remedy=""), names)


def _params(one: Preview) -> dict[str, Any]:
    """What the words of a refusal name: papers that have not come, departments that have not answered."""
    if one.view is None:
        return {}
    case, plan = one.view.case, one.view.plan
    planned = next((a for a in plan.schedule.approvals if a.item == one.item), None)
    approval = next((a for a in case.approvals if a.item == one.item), None)
    if planned is None or approval is None:
        return {}
    owed = [paper.material for paper in case.owed if one.item in paper.items]
    papers = list(lacking(case, [one.item], plan)) if one.code == "acceptance.papers_missing" or not owed else owed
    return {"papers": papers, "agencies": list(missing_opinions(approval, planned))}


def _told(error: YiciError, names: Names) -> str:
    title, remedy = refusal_words(error, names)
    return f"{title}{gettext('。')}{remedy}"


@require_POST
@staff_only
def bulk_do(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will do it: a few while the asker waits, more beside, and lead to what came of it."""
    deed = _deed(request)
    rows = [one for text in request.POST.getlist("on") if (one := _read(text))]
    told, wrong = _visit(request, staff) if deed == VISIT else (Told(), {})
    if wrong:
        chosen = [(case, item) for case, item, _ in rows]
        found = preview(deed=deed, chosen=chosen, actor=staff.reader(), grants=staff.grants, now=staff.now)
        return _page(request, staff, deed, found, wrong=wrong, status=422)
    batch_id = _key(request)
    batch_ask(batch_id=batch_id, deed=deed, told=told, chosen=rows, by=staff.id, now=staff.now)
    if len(rows) <= AT_ONCE:
        batch_run(now=staff.now, batch_id=batch_id)
    return redirect("desk_batch", batch_id)


def _key(request: HttpRequest) -> UUID:
    """The page's own key: a second click leads to the same batch."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return new_id()


def _visit(request: HttpRequest, staff: Staff) -> tuple[Told, dict[str, str]]:
    wrong: dict[str, str] = {}
    try:
        on = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        on, wrong["day"] = legal_day(staff.now), gettext("写成年-月-日，比如 2026-03-16。")
    typed = request.POST.get("officers", "").split()[:MOST_OFFICERS]
    found = {name: _officer(name) for name in typed}
    if unknown := [name for name, known in found.items() if known is None]:
        wrong["officers"] = gettext("没有叫“%(name)s”的工作人员账号。") % {"name": unknown[0]}
    elif len(found) < 2:
        wrong["officers"] = gettext("每个部门的核查都要两名以上工作人员（行政许可法第三十四条）。")
    return Told(on, tuple(one for one in found.values() if one)), wrong


def _officer(name: str) -> str | None:
    try:
        user = user_named(name)
    except YiciError:
        return None
    return str(user.id) if user.kind == "staff" else None


@require_safe
@staff_only
def batch(request: HttpRequest, staff: Staff, batch_id: UUID) -> HttpResponse:
    """This will show how far a batch is and what came of each approval, to whoever asked for it."""
    row = batches.batch_of(batch_id, staff.id)
    rows = batches.lines_of(batch_id)
    numbers = batches.numbers_of((one.case for one in rows), staff.reader(), staff.grants, staff.now)
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    deed = next(one for one in DEEDS if one == row.deed)
    context = {
        "staff": staff, "row": row, "name": gettext(WORDS[deed]), "undo": gettext(UNDO[deed]),
        "going": row.going, "lines": [_result(one, numbers, names) for one in rows],
        "counts": [(gettext(STATES[state][0]), n) for state, n in Counter(one.state for one in rows).items()],
    }  # fmt: skip
    template = "yici/desk/_batch.html" if request.headers.get("HX-Request") == "true" else "yici/desk/batch.html"
    return render(request, template, context)


def _result(one: LineRow, numbers: dict[UUID, str], names: Names) -> Line:
    state, tone = STATES[one.state]
    error = Refused(one.code, **{**one.params, "item": one.item}, remedy="") if one.code else None
    return Line(
        "", _href(one.case, one.item), numbers.get(one.case, ""), names.of("item", one.item), "", gettext(state), tone,
        _told(error, names) if error else "",
    )  # fmt: skip


@require_POST
@staff_only
def batch_stop(request: HttpRequest, staff: Staff, batch_id: UUID) -> HttpResponse:
    """This will keep from being done what was not done yet."""
    batches.batch_stop(batch_id=batch_id, by=staff.id, now=staff.now)
    return redirect("desk_batch", batch_id)
