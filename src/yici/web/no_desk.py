"""Staff accounts that have no cases: how they are known, and what they are told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from yici.domain.authority import Grants

OPERATOR, READ = "operator", "case.read"
FORBIDDEN = 403


def has_desk(grants: Grants) -> bool:
    """This will say whether these grants let anybody see a case."""
    return READ in grants.actions()


def without_cases(request: HttpRequest, grants: Grants, *, status: int = FORBIDDEN) -> HttpResponse:
    """This will lead operators to their administration, and tell everybody else that they have no role yet; the way
    back does not lead here again."""
    if any(one.role == OPERATOR for one in grants.held):
        return redirect("admin:index")
    remedy = gettext("它现在没有能办件的角色。要办件，请运行维护的人给它一个。")
    told = {
        "title": gettext("这个账户不办件"), "remedy": remedy, "code": "desk.no_cases", "status": status,
    }  # fmt: skip
    return render(request, "yici/error.html", told, status=status)
