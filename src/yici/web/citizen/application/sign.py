"""Signing what somebody else prepared: by a link, as whom the form names; and asking for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yici.cases.guesses import Allowance, guess_take
from yici.domain.error import NotFound
from yici.files.queries import files_of
from yici.intake import signing
from yici.intake.queries import DraftRow
from yici.notices.standing_in import signature_answered, signature_told
from yici.people.ids import new_id
from yici.people.present import now as present
from yici.people.queries import User
from yici.people.queries.mandates import number_of
from yici.web.citizen.application.access import owner_of, user_of
from yici.web.citizen.application.opened import Opened, open_draft, open_to_sign
from yici.web.citizen.application.papers import papers_of, promises_of
from yici.web.citizen.application.review import sheets_of
from yici.web.citizen.application.signers import digest_of, number_in, role_name
from yici.web.citizen.application.uploads import file_answer
from yici.web.here import described

LONGEST = 500
TOLD: Final = Allowance("answers of a signer", 6, timedelta(days=1))
"""Of one signer: whoever says yes and no in turn must not ring somebody's phone without end."""


@never_cache
@require_POST
def draft_sign(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will make the link for somebody who is to sign, or the number for the window, and show it this once."""
    opened = open_draft(request, draft_id)
    role = request.POST.get("role", "")
    if role != signing.WINDOW and role not in {one.role for one in opened.plan.signers}:
        raise NotFound("signature.unknown", remedy="choose one from the list")
    code = _asked(request, opened, role)
    context = {
        "opened": opened,
        "name": role_name(opened, role) if role != signing.WINDOW else "",
        "link": request.build_absolute_uri(reverse("sign", args=[code])) if role != signing.WINDOW else "",
        "code": f"{code[:5]} {code[5:]}" if role == signing.WINDOW else "",
    }
    return render(request, "yici/sign/asked.html", context)


@transaction.atomic
def _asked(request: HttpRequest, opened: Opened, role: str) -> str:
    """Whoever has an account under the number in the form is told by a message, too."""
    code = signing.signature_ask(signature_id=new_id(), draft=opened.row, role=role, now=opened.now)
    if role != signing.WINDOW:
        signature_told(
            draft=opened.row.id, role=role, number=number_in(opened, role), at=opened.now, matter=_matter(opened),
            asked_by=[one for one in (opened.row.owner, owner_of(request)) if one],
        )  # fmt: skip
    return code


def _matter(opened: Opened) -> dict[str, str]:
    bundle = opened.catalogue.bundles[opened.row.bundle]
    return {"zh-hans": bundle.name, "en": bundle.name_en or bundle.name}


@transaction.atomic
def _signed(user: User, row: signing.SignatureRow, opened: Opened, digest: str) -> None:
    """Whoever asked is told, in the same transaction."""
    news = signing.signature_give(
        signature_id=new_id(), draft=opened.row, role=row.role, by=user.id, way="account", digest=digest, now=opened.now
    )  # fmt: skip
    if news:
        _answer_told(user, row, opened, given=True)


@transaction.atomic
def _declined(user: User, row: signing.SignatureRow, opened: Opened, words: str) -> None:
    news = signing.signature_decline(
        signature_id=new_id(), draft=opened.row, role=row.role, by=user.id, words=words, now=opened.now
    )
    if news:
        _answer_told(user, row, opened, given=False)


def _answer_told(user: User, row: signing.SignatureRow, opened: Opened, *, given: bool) -> None:
    draft = opened.row
    if guess_take(allowance=TOLD, who=f"{draft.id} {row.role}", now=opened.now) is None:
        return
    signature_answered(
        draft=draft.id, owner=draft.owner, mandate=draft.mandate, role=row.role, given=given, matter=_matter(opened),
        by=user.id, at=opened.now,
    )  # fmt: skip


def _named(user: User, code: str) -> tuple[signing.SignatureRow, Opened]:
    """What a link is for, if it is for this very person. Raises NotFound for anybody else."""
    row, draft = signing.asked_by(code)
    return _theirs(user, [row], draft)


def _told(user: User, draft_id: UUID) -> tuple[signing.SignatureRow, Opened]:
    """What a message is about, if it is for this very person. Raises NotFound for anybody else."""
    return _theirs(user, *signing.asked_in(draft_id))


def _theirs(
    user: User, rows: list[signing.SignatureRow], draft: DraftRow
) -> tuple[signing.SignatureRow, Opened]:  # fmt: skip
    opened, number = open_to_sign(draft, present()), number_of(user)
    needed = {one.role for one in opened.plan.signers}
    for row in rows:
        if row.role in needed and signing.same_number(number, number_in(opened, row.role)):
            return row, opened
    raise signing.unknown()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """This will show whoever is named exactly what they are to sign, and keep their yes or no."""
    return _for_whom(request, lambda user: _named(user, code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_asked(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """This will show the same to whoever was told by a message; it opens to nobody but whom the form names."""
    return _for_whom(request, lambda user: _told(user, draft_id))


def _for_whom(
    request: HttpRequest, find: Callable[[User], tuple[signing.SignatureRow, Opened]]
) -> HttpResponse:  # fmt: skip
    user = user_of(request)
    if user is None:
        return redirect_to_login(request.path)
    if not number_of(user):
        return render(request, "yici/sign/unchecked.html", status=403)
    row, opened = find(user)
    digest = digest_of(opened)
    if request.method == "POST":
        return _answered(request, user, row, opened, digest)
    return _page(request, row, opened, digest)


def _answered(
    request: HttpRequest, user: User, row: signing.SignatureRow, opened: Opened, digest: str
) -> HttpResponse:  # fmt: skip
    words = request.POST.get("words", "").strip()[:LONGEST]
    if request.POST.get("answer") == "no":
        if not words:
            return _page(request, row, opened, digest, wrong=gettext("写一句为什么不签，对方才知道怎么改。"))
        _declined(user, row, opened, words)
        messages.success(request, gettext("没有签。对方会看到您写的。"), extra_tags="good")
        return redirect(request.path)
    if not digest or request.POST.get("digest") != digest:
        return _page(request, row, opened, digest, wrong=gettext("您看的时候，内容改过了。重新看一遍，再决定签不签。"))
    if "agree" not in request.POST:
        return _page(request, row, opened, digest, wrong=gettext("同意的，先勾选“我看过了”。"))
    _signed(user, row, opened, digest)
    messages.success(request, gettext("签好了。以后内容改了，这次签的就不算，对方要再请您签。"), extra_tags="good")
    return redirect(request.path)


def _page(
    request: HttpRequest, row: signing.SignatureRow, opened: Opened, digest: str, wrong: str = ""
) -> HttpResponse:  # fmt: skip
    here = described([opened.row.place]).get(opened.row.place)
    found = signing.standing(opened.row, digest).get(row.role)
    context = {
        "opened": opened,
        "place": here.path if here else opened.row.place,
        "role": role_name(opened, row.role),
        "why": next(one.basis for one in opened.plan.signers if one.role == row.role),
        "sheets": sheets_of(opened),
        "papers": papers_of(opened, files_of(opened.row.id)),
        "promises": promises_of(opened),
        "digest": digest,
        "signed": bool(found and found.current),
        "declined": bool(found and found.row.state == "declined"),
        "wrong": wrong,
        "path": request.path,
    }
    return render(request, "yici/sign/sign.html", context, status=422 if wrong else 200)


@never_cache
@require_safe
def sign_file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """This will send a file of what is to be signed to whoever is named."""
    user = user_of(request)
    if user is None:
        return redirect_to_login(request.path)
    _, opened = _named(user, code)
    return file_answer(request, file_id, opened.row.id, own=True)


@never_cache
@require_safe
def sign_asked_file(request: HttpRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """This will send the same to whoever was told by a message."""
    user = user_of(request)
    if user is None:
        return redirect_to_login(request.path)
    _, opened = _told(user, draft_id)
    return file_answer(request, file_id, opened.row.id, own=True)
