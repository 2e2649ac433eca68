"""For whom somebody applies: themselves, one of their firms, or one of those who authorised them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest

from yici.domain.error import NotFound
from yici.domain.mandate import Mandate
from yici.domain.plan import Plan
from yici.intake.queries import members
from yici.people.firms import firms_of
from yici.people.present import now as present
from yici.people.queries.mandates import Acting, MandateView, acting_under, mandates_living
from yici.web import dates
from yici.web.citizen.application.access import stand_for, visitor
from yici.web.citizen.application.assured import FirmLine, firm_line
from yici.web.citizen.application.mandate_words import principal_name
from yici.web.citizen.asking import citizen_of

FIRM = "firm-"
"""What stands before the id of a firm in the choice for whom; before that of a mandate stands nothing."""


WISHED: Final = "for"
"""Where the session keeps for whom somebody set out to begin a matter, until one is begun."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody for whom a matter may be applied for, as the choice names them, until when."""

    mandate: Mandate
    name: str
    until: str


def principals(request: HttpRequest, bundle: str, plan: Plan) -> tuple[Principal, ...]:
    """This will list for whom this visitor may apply for a matter; nobody for a guest."""
    now = present()
    items = {one.item for one in plan.schedule.approvals} | set(members(bundle))
    return tuple(principal(one) for one in _living(request, now) if one.mandate.scope.covers("apply", bundle, items))


def firms(request: HttpRequest) -> list[FirmLine]:
    """This will list the firms that this visitor may apply for; none for anybody but a citizen."""
    citizen = citizen_of(request)
    return [firm_line(firm) for firm in firms_of(citizen.id)] if citizen else []


def principal(view: MandateView) -> Principal:
    """This will name a principal to whoever acts for them."""
    return Principal(
        view.mandate,
        principal_name(view),
        dates.day_text(dates.last_day(view.mandate.period.until), year=True),
    )


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom a form says that a matter is: under a mandate, or for a firm; `firm` is "" for oneself, None where the
    form did not ask."""

    acting: Acting | None = None
    firm: str | None = None


def chosen(request: HttpRequest, bundle: str, now: datetime) -> Whom:
    """This will read for whom the form says. Raises NotFound for a mandate or a firm that is not theirs."""
    given = request.POST.get("for")
    if not given:
        return Whom(firm=given)
    if given.startswith(FIRM):
        return Whom(firm=_own_firm(request, given.removeprefix(FIRM)))
    return Whom(acting=_mandated(request, given, bundle, now))


def _own_firm(request: HttpRequest, given: str) -> str:
    if given in {one.id for one in firms(request)}:
        return given
    raise NotFound("firm.unknown", remedy="choose one of your own firms")


def _mandated(request: HttpRequest, given: str, bundle: str, now: datetime) -> Acting:
    who = visitor(request, now)
    for one in _living(request, now) if who else []:
        covers = one.mandate.scope.covers("apply", bundle, members(bundle))
        if who and one.mandate.id == given and covers:
            acting = acting_under(one.mandate, who[1], who[2])
            stand_for(request, acting, one.principal, one.firm)
            return acting
    raise NotFound("mandate.unknown", remedy="choose one from your own list")


def _living(request: HttpRequest, now: datetime) -> list[MandateView]:
    who = visitor(request, now)
    return mandates_living(user=who[0], grants=who[2], now=now) if who else []
