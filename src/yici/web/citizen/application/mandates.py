"""My mandates: whom I let act for me, for whom I may act, and what was done under each."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yici.cases import queries as cases
from yici.cases.queries import Reader
from yici.catalogue import queries as catalogue_queries
from yici.domain.authority import Grants
from yici.domain.clock import legal_day
from yici.domain.error import Invalid, NotFound, Refused
from yici.domain.event import Actor
from yici.intake import queries as intake
from yici.people import mandates as services
from yici.people.firms import FirmRow, firm_of
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.people.queries import User
from yici.people.queries import mandates as queries
from yici.people.queries.mandates import MandateView, acting_under, helping_bodies
from yici.web import dates
from yici.web.case_number import spaced
from yici.web.citizen.application.access import visitor
from yici.web.citizen.application.mandate_form import LONGEST, Read, Typed, read, typed_of
from yici.web.citizen.application.mandate_words import ACT_WORDS, acts_of, happened, line, principal_name
from yici.web.citizen.application.mine_lines import matter_name
from yici.web.citizen.application.standing_in import WISHED, firms
from yici.web.citizen.application.waiting import resumes
from yici.web.citizen.asking import citizen_of
from yici.web.error_words import words_of
from yici.web.here import here
from yici.web.words import Names

P = ParamSpec("P")
Who = tuple[User, Actor, Grants]
View = Callable[Concatenate[HttpRequest, Who, P], HttpResponse]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponse]
SHOWN: Final = 20
DOING: Final[dict[str, tuple[Callable[..., services.Outcome], str]]] = {
    "accept": (services.mandate_accept, gettext_noop("接受了。选一件事，就可以开始代办。")),
    "decline": (services.mandate_decline, gettext_noop("没有接受。对方会看到。")),
    "revoke": (services.mandate_revoke, gettext_noop("收回了。从现在起，对方什么也不能替您做；填到一半的留在您这里。")),
    "resign": (services.mandate_resign, gettext_noop("辞去了。从现在起，您不再代办。")),
}


def signed_in(view: View[P]) -> Guarded[P]:
    """This will hand whoever is signed in to a view, and ask everybody else to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        who = visitor(request, present())
        if who is None:
            return redirect_to_login(request.get_full_path())
        return view(request, who, *args, **kwargs)

    return cast(Guarded[P], guarded)


@never_cache
@require_safe
@signed_in
def mandates(request: HttpRequest, who: Who) -> HttpResponse:
    """This will list what somebody gave and what they may act under, what waits for them first."""
    user, _, grants = who
    now, names = present(), _names()
    given = queries.mandates_given(user=user, grants=grants, now=now) if citizen_of(request) else []
    received = queries.mandates_received(user=user, grants=grants, now=now)
    theirs = [line(one, names.catalogue, names) for one in received]
    mine = [line(one, names.catalogue, names) for one in given]
    context = {
        "offers": [one for one in theirs if one.offered],
        "acting": [one for one in theirs if one.living],
        "given": [one for one in mine if one.open],
        "over": [one for one in (*mine, *theirs) if not one.open],
        "citizen": citizen_of(request) is not None,
    }
    return render(request, "yici/mandates/list.html", context)


def _names() -> Names:
    return Names(catalogue_queries.current(), {}, {}, dates.english())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resumes
def mandate_new(request: HttpRequest) -> HttpResponse:
    """This will ask whom somebody authorises for what, and record their consent."""
    citizen = citizen_of(request)
    if citizen is None:
        return redirect("mandates") if request.user.is_authenticated else redirect_to_login(request.path)
    now, names = present(), _names()
    place = here(request)
    bodies = helping_bodies(now, place.code if place else "")
    if request.method != "POST":
        return _form(request, Read(Typed(firm=request.GET.get("firm", "")[:LONGEST])), names, bodies)
    told = read(typed_of(request.POST), names.catalogue.bundles, bodies, now)
    firm, wrong = _own_firm(citizen, told.typed.firm)
    if wrong:
        told = Read(told.typed, {"firm": wrong, **told.wrong})
    if told.wanted is None:
        return _form(request, told, names, bodies)
    who = visitor(request, now)
    assert who is not None
    try:
        made = services.mandate_offer(
            mandate_id=new_id(), subject_id=new_id(), principal=citizen.id, agent=told.wanted.agent,
            scope=told.wanted.scope, period=told.wanted.period, firm=firm, actor=who[1], now=now,
        )  # fmt: skip
    except Invalid as invalid:
        return _form(request, Read(told.typed, {"name": "。".join(words_of(invalid))}), names, bodies)
    messages.success(request, gettext("授权好了。对方登录以后看得到，接受了才能替您办。"), extra_tags="good")
    return redirect("mandate", made.mandate.id)


def _own_firm(citizen: User, chosen: str) -> tuple[FirmRow | None, str]:
    """For which of their firms somebody gives a mandate, None for themselves; and what is wrong with the choice."""
    if not chosen:
        return None, ""
    try:
        return firm_of(citizen.id, UUID(chosen)), ""
    except (NotFound, ValueError):
        return None, gettext("从列出的里面选一个：自己，或者您能代办的企业。")


def _form(request: HttpRequest, told: Read, names: Names, bodies: dict[str, str]) -> HttpResponse:
    context = {
        "typed": told.typed,
        "wrong": told.wrong,
        "bodies": bodies.items(),
        "firms": firms(request),
        "bundles": [(one.id, names.name(one)) for one in names.catalogue.bundles.values() if one.items],
        "acts": [(act, gettext(text)) for act, text in ACT_WORDS.items() if act != "read"],
        "today": dates.day_text(legal_day(present()), year=True),
    }
    return render(request, "yici/mandates/new.html", context, status=422 if told.wrong else 200)


@never_cache
@require_safe
@signed_in
def mandate(request: HttpRequest, who: Who, mandate_id: UUID) -> HttpResponse:
    """This will show a mandate to either side: what it covers, and everything that was done under it."""
    _, actor, grants = who
    now, names = present(), _names()
    view = queries.mandate_seen(mandate_id=mandate_id, actor=actor, grants=grants, now=now)
    holds = view.mandate.holds(now)
    context = {
        "line": line(view, names.catalogue, names),
        "principal": principal_name(view),
        "agent": view.agent,
        "mine": view.party == "principal",
        "holds": holds,
        "acts": acts_of(view.mandate.scope),
        "since": dates.day_text(legal_day(view.mandate.period.since), year=True),
        "window": view.mandate.consent == "window",
        "happened": happened(view.mandate, queries.history_of(mandate_id), names.catalogue),
        "matters": _matters(view, names) if holds and view.party == "agent" else [],
        **(_open_to(view, actor, grants, names) if holds and view.party == "agent" else {}),
    }
    return render(request, "yici/mandates/mandate.html", context)


@never_cache
@require_safe
@signed_in
def mandate_begin(request: HttpRequest, who: Who, mandate_id: UUID, bundle: str) -> HttpResponse:
    """This will set out to begin a matter for a principal: the plan proposes them, and whoever begins still chooses."""
    view = queries.mandate_seen(mandate_id=mandate_id, actor=who[1], grants=who[2], now=present())
    if view.party != "agent" or bundle not in catalogue_queries.current().bundles:
        raise Http404
    request.session[WISHED] = str(mandate_id)
    return redirect("matter", bundle)


def _matters(view: MandateView, names: Names) -> list[tuple[str, str]]:
    """The matters that an agent may begin for the principal."""
    known, scope = names.catalogue.bundles, view.mandate.scope
    return [
        (one.id, names.name(one))
        for one in known.values()
        if one.items and scope.covers("apply", one.id, intake.members(one.id))
    ]


def _open_to(view: MandateView, actor: Actor, grants: Grants, names: Names) -> dict[str, Any]:
    """What an agent has to do with now: drafts begun under the mandate, and the cases that it covers."""
    acting = acting_under(view.mandate, actor, grants)
    reader = Reader(acting.actor, present())
    drafts = intake.drafts_under([UUID(view.mandate.id)], SHOWN) if "apply" in view.mandate.scope.acts else []
    return {
        "drafts": [(one.id, matter_name(names.catalogue, one.bundle)) for one in drafts],
        "cases": [
            (one.id, matter_name(names.catalogue, one.bundle), spaced(one.number))
            for one in cases.cases_under(view.mandate, reader=reader, limit=SHOWN)
        ],
    }


@never_cache
@require_POST
@signed_in
def mandate_do(request: HttpRequest, who: Who, mandate_id: UUID, name: str) -> HttpResponse:
    """This will accept, decline, take back or give back a mandate."""
    if name not in DOING:
        raise Http404
    service, done = DOING[name]
    try:
        service(mandate_id=mandate_id, actor=who[1], grants=who[2], now=present())
    except Refused as refusal:
        messages.error(request, "。".join(words_of(refusal)), extra_tags="bad")
    else:
        messages.success(request, gettext(done), extra_tags="good")
    return redirect("mandate", mandate_id)
