"""What an account knows of a person, so that no form asks for it again: shown masked, and what may be changed here."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yici.cases import queries as cases
from yici.catalogue import queries as catalogue_queries
from yici.domain.error import Invalid
from yici.domain.form import FormField
from yici.intake.account import PARTS, account_values
from yici.intake.values import FieldFault, read_named
from yici.ledger.values import Erased
from yici.people.firms import firm_ids, firms_of
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.people.queries import Profile, User, profile_of
from yici.people.services import profile_set
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.citizen.application.assured import assured, firm_line, source
from yici.web.citizen.application.controls import Control, control_of
from yici.web.citizen.application.field_words import about
from yici.web.citizen.application.form import Listed
from yici.web.citizen.application.mine_lines import matter_name
from yici.web.citizen.application.value_words import option_name
from yici.web.citizen.application.waiting import resumes
from yici.web.citizen.asking import citizen_of
from yici.web.masking import mask_name, mask_number
from yici.web.words import Names

# What a person may say of themselves; a name and an identity number are nobody's to change on a page.
OWN: dict[str, str] = {"applicant.mobile": "phone", "applicant.household_address": "address"}
PAGE = 20
HEAD = 6
"""Characters of an address that are shown: enough to recognise it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the account knows, masked; `part` names what can be changed or deleted here."""

    label: str
    value: str
    origin: str
    part: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case, to see who looked at it."""

    id: UUID
    matter: str
    number: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resumes
def me(request: HttpRequest) -> HttpResponse:
    """This will show a citizen what their account knows, and keep or delete what is theirs to say."""
    citizen = citizen_of(request)
    if citizen is None:
        return redirect("signed_in") if request.user.is_authenticated else redirect_to_login(request.path)
    profile = profile_of(citizen.id)
    if request.method != "POST" or isinstance(profile, Erased):
        return _page(request, citizen, profile, {}, {})
    return _changed(request, citizen, profile or Profile())


def _changed(request: HttpRequest, citizen: User, profile: Profile) -> HttpResponse:
    forgotten = {part: "" for part in OWN.values() if part == request.POST.get("forget")}
    typed = {name: text for name in OWN if (text := str(request.POST.get(name, "")).strip())}
    if not forgotten:
        try:
            values = read_named(catalogue_queries.current().elements, list(typed), typed)
        except Invalid as invalid:
            found: Any = invalid.params["faults"]
            return _page(request, citizen, profile, typed, {fault.element: fault for fault in found})
        forgotten = {OWN[name]: str(value) for name, value in values.items()}
    if forgotten:
        # What somebody says anew nobody has checked any more.
        sources = {part: who for part, who in profile.sources.items() if part not in forgotten}
        changed = replace(profile, **forgotten, sources=sources)
        profile_set(user_id=citizen.id, profile=changed, subject_id=new_id(), now=present())
        messages.success(request, gettext("改好了。还没有提交的申请，马上用新的。"), extra_tags="good")
    return redirect("me")


def _page(
    request: HttpRequest,
    citizen: User,
    profile: Profile | Erased | None,
    typed: dict[str, Any],
    faults: dict[str, FieldFault],
) -> HttpResponse:
    names = Names(catalogue_queries.current(), {}, {}, dates.english())
    controls = [_control(name, names, typed, faults) for name in OWN]
    context = {
        "told": _told(profile, names),
        "assured": assured(citizen, settings.REAL_NAME_PROVIDER),
        "firms": [firm_line(firm) for firm in firms_of(citizen.id)],
        "erased": isinstance(profile, Erased),
        "controls": controls,
        "faults": [Listed(about(one.label, one.wrong), f"#{one.id}") for one in controls if one.wrong],
        "cases": [
            CaseLine(row.id, matter_name(names.catalogue, row.bundle), spaced(row.number))
            for row in cases.cases_of(applicant=citizen.id, firms=firm_ids(citizen.id), limit=PAGE)
        ],
    }
    return render(request, "yici/application/me.html", context, status=422 if faults else 200)


def _control(name: str, names: Names, typed: dict[str, Any], faults: dict[str, FieldFault]) -> Control:
    wanted = FormField(name, "ask", "D", False, False, (), (), 0, ())
    return control_of(wanted, names, typed, faults.get(name))


def _told(profile: Profile | Erased | None, names: Names) -> tuple[Told, ...]:
    if not isinstance(profile, Profile):
        return ()
    return tuple(
        Told(names.of("element", name), masked(name, value, names), _origin(profile, name), OWN.get(name, ""))
        for name, value in account_values(profile, {}).items()
    )


def _origin(profile: Profile, element: str) -> str:
    if element == "applicant.sex":
        return gettext("从身份证号码第 17 位看出来的")
    told = source(profile, PARTS[element])
    return gettext("%(source)s，可以改") % {"source": told} if element in OWN else told


def masked(element: str, value: str, names: Names) -> str:
    """This will mask a value of the account, so that its owner recognises it and whoever stands beside does not."""
    if element == "applicant.name":
        return mask_name(value)
    if element in ("applicant.id_number", "applicant.mobile"):
        return mask_number(value)
    if element == "applicant.household_address":
        return value[:HEAD] + "***" if len(value) > HEAD else "***"
    return option_name(names, element, value)
