"""Supplying what was named: the one correction, and papers that were allowed to come later."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.domain.case import Paper, SupplyCorrection, SupplyPaper
from yici.domain.error import Invalid, NotFound
from yici.domain.form import FormField
from yici.files.arriving import Arriving
from yici.files.queries import FileRow, Held
from yici.files.services import file_remove
from yici.intake.values import FieldFault, read_named
from yici.people.present import now as present
from yici.web.case_number import spaced
from yici.web.citizen.application.came import Unfinished, Uploaded, unfinished_of, uploaded
from yici.web.citizen.application.case_page import matter_of
from yici.web.citizen.application.case_view import act, mine_only
from yici.web.citizen.application.controls import Control, control_of, typed_of
from yici.web.citizen.application.defects import DefectShown, defects_of
from yici.web.citizen.application.explained import by_text
from yici.web.citizen.application.field_words import about, fault_text
from yici.web.citizen.application.form import Listed
from yici.web.citizen.application.supplying import Supplying, coming_in, read, shown_files, unopened
from yici.web.citizen.application.todo import reply_warnings
from yici.web.citizen.application.uploads import keep_uploads, take_back
from yici.web.citizen.application.waiting import resumes
from yici.web.lapses import paper_warning

Wrong = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to supply: a paper with the files that came for it, or a field."""

    target: str
    name: str
    item: str
    how: str
    note: str
    basis: str
    until: str
    control: Control | None
    files: tuple[Uploaded, ...]
    unfinished: tuple[Unfinished, ...]
    wrong: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the line on the page."""
        return self.control.id if self.control else "p-" + self.target.replace(".", "-")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resumes
def case_correct(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will ask for exactly what the window named, and send it in when all of it is there.

    Files are kept with the case as they come, so a fault elsewhere never costs an upload.
    """
    supplying = read(mine_only(request, case_id, "supply"), present())
    if not supplying.case.defects:
        return redirect("case", case_id)
    if request.method != "POST":
        return _correct_page(request, supplying, supplying.form, {}, {})
    wrong = _keep(request, supplying, supplying.papers)
    typed = {**supplying.form, **typed_of(_fields(supplying), supplying.names.catalogue.elements, request.POST)}
    if request.POST.get("go") != "send" or wrong:
        return _correct_page(request, supplying, typed, wrong, {})
    return _send_correction(request, supplying, typed)


def _send_correction(request: HttpRequest, supplying: Supplying, typed: dict[str, Any]) -> HttpResponse:
    files = unopened(supplying, supplying.papers)
    missing: Wrong = {one: (fault_text("correction.paper_missing"),) for one in supplying.papers if not files.get(one)}
    try:
        values = read_named(supplying.names.catalogue.elements, supplying.elements, typed)
    except Invalid as invalid:
        found: Any = invalid.params["faults"]
        return _correct_page(request, supplying, typed, missing, {fault.element: fault for fault in found})
    if missing:
        return _correct_page(request, supplying, typed, missing, {})
    command = SupplyCorrection(
        papers=tuple(_paper(one, files[one]) for one in supplying.papers), elements=supplying.elements, form=values
    )
    return act(request, supplying.seen, command, gettext("补正交上去了，从现在起重新核对。"))


def _fields(supplying: Supplying) -> tuple[FormField, ...]:
    """The named fields as the plan has them; one that the plan spared is asked all the same, because it was named."""
    known = {one.element: one for one in (*supplying.plan.form.spared, *supplying.plan.form.fields)}
    return tuple(known.get(name) or _plain(name) for name in supplying.elements)


def _plain(element: str) -> FormField:
    return FormField(element, "ask", "D", False, True, (), (), 0, ())


def _keep(request: HttpRequest, supplying: Supplying, materials: tuple[str, ...]) -> Wrong:
    case_id = UUID(supplying.case.id)
    if removed := request.POST.get("remove"):
        _take_back(removed, supplying, materials)
    take_back(request, case_id)
    return keep_uploads(
        request, holder=case_id, subject=UUID(supplying.case.subject), materials=materials, now=supplying.now
    )  # fmt: skip


def _take_back(named: str, supplying: Supplying, materials: tuple[str, ...]) -> None:
    """Only what came since it was asked for, and is not sent yet, can be taken back."""
    fresh = {str(file.id): file.id for files in unopened(supplying, materials).values() for file in files}
    if named in fresh:
        try:
            file_remove(file_id=fresh[named], holder=UUID(supplying.case.id))
        except NotFound:
            return


def _paper(material: str, files: list[Held]) -> Paper:
    return Paper(material=material, form="electronic", files=tuple(file.digest for file in files))


def _correct_page(
    request: HttpRequest, supplying: Supplying, typed: dict[str, Any], wrong: Wrong, faults: dict[str, FieldFault]
) -> HttpResponse:  # fmt: skip
    files, arriving = shown_files(supplying, supplying.papers), coming_in(supplying, supplying.papers)
    fields = {one.element: one for one in _fields(supplying)}
    lines = [
        _line(one, supplying, fields, typed, files, arriving, wrong, faults)
        for one in defects_of(supplying.case.defects, supplying.notes, supplying.names)
    ]
    reply = [d for a in supplying.case.approvals if a.status == "correcting" for d in a.deadlines if d.name == "reply"]
    listed = [Listed(about(line.name, text), f"#{line.id}") for line in lines for text in line.wrong]
    context = {
        "supplying": supplying,
        "matter": matter_of(supplying.plan, supplying.names),
        "spaced": spaced(supplying.case.number),
        "lines": lines,
        "uploads": reverse("case_uploads", args=[supplying.case.id]),
        "until": by_text(reply[0], supplying.now) if reply else "",
        "else_": reply_warnings(supplying.case, supplying.plan, supplying.names),
        "faults": listed,
        "version": supplying.seen.view.seq,
    }
    return render(request, "yici/application/correct.html", context, status=422 if listed else 200)


def _line(
    one: DefectShown,
    supplying: Supplying,
    fields: dict[str, FormField],
    typed: dict[str, Any],
    files: dict[str, list[FileRow]],
    arriving: list[Arriving],
    wrong: Wrong,
    faults: dict[str, FieldFault],
) -> Line:
    fault = faults.get(one.target)
    field = fields.get(one.target)
    control = control_of(field, supplying.names, typed, fault) if field else None
    told = (control.wrong,) if control and control.wrong else wrong.get(one.target, ())
    came = tuple(uploaded(file) for file in files.get(one.target, ()))
    unfinished = unfinished_of(arriving, one.target)
    return Line(one.target, one.name, one.item, one.how, one.note, one.basis, "", control, came, unfinished, told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_supply(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """This will take papers that were allowed to come later, any of them, in any order."""
    supplying = read(mine_only(request, case_id, "supply"), present())
    owed = tuple(one.material for one in supplying.case.owed)
    if not owed:
        return redirect("case", case_id)
    # Papers that may come later were not handed in before, so whatever came of them is new.
    fresh = Supplying(
        supplying.seen, supplying.plan, supplying.names, {}, {}, None, supplying.now
    )  # fmt: skip
    if request.method != "POST":
        return _supply_page(request, fresh, owed, {}, "")
    wrong = _keep(request, fresh, owed)
    if request.POST.get("go") != "send" or wrong:
        return _supply_page(request, fresh, owed, wrong, "")
    files = unopened(fresh, owed)
    if not files:
        return _supply_page(request, fresh, owed, {}, gettext("还没有选文件：先选好要交的文件。"))
    command = SupplyPaper(papers=tuple(_paper(one, files[one]) for one in owed if one in files))
    return act(request, supplying.seen, command, gettext("材料交上去了。"))


def _supply_page(
    request: HttpRequest, supplying: Supplying, owed: tuple[str, ...], wrong: Wrong, told: str
) -> HttpResponse:  # fmt: skip
    files, arriving = shown_files(supplying, owed), coming_in(supplying, owed)
    lines = [_owed(one, supplying, files, arriving, wrong) for one in supplying.case.owed]
    listed = [Listed(about(line.name, text), f"#{line.id}") for line in lines for text in line.wrong]
    if told and lines:
        listed.append(Listed(told, f"#{lines[0].id}"))
    context = {
        "supplying": supplying,
        "matter": matter_of(supplying.plan, supplying.names),
        "spaced": spaced(supplying.case.number),
        "lines": lines,
        "uploads": reverse("case_uploads", args=[supplying.case.id]),
        "faults": listed,
        "version": supplying.seen.view.seq,
    }
    return render(request, "yici/application/supply.html", context, status=422 if listed else 200)


def _owed(
    one: Any, supplying: Supplying, files: dict[str, list[FileRow]], arriving: list[Arriving], wrong: Wrong
) -> Line:  # fmt: skip
    names = supplying.names
    until = by_text(one.deadline, supplying.now) if one.deadline else gettext("可以等现场核查时再交")
    items = names.listed(names.of("item", item) for item in one.items)
    came = tuple(uploaded(file) for file in files.get(one.material, ()))
    name = names.of("material", one.material)
    warning = paper_warning(one.material, supplying.plan, names)
    unfinished, told = unfinished_of(arriving, one.material), wrong.get(one.material, ())
    return Line(one.material, name, items, "", warning, "", until, None, came, unfinished, told)
