"""Signing in and up in our words: what the library calls a user name is an account on every page of ours."""

import time
from datetime import timedelta
from typing import Any, ClassVar, Final

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from yici.cases.guesses import Allowance, guess_give_back, guess_take
from yici.people.factors import has_factor
from yici.people.present import now as present
from yici.people.visitor import address_of
from yici.web.security.proof import has_shown

FROM_ONE_PLACE: Final = Allowance("passwords from an address", 100, timedelta(minutes=10))
"""Wrong passwords from one address, for whatever accounts, on all workers together. A hall or a village may be behind
one address: one person's slips must not shut the others out, a list of guesses must."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What the login library asks of us: messages, where somebody comes from, when they show again who they are."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("账号或者密码不对。"),
        "username_taken": gettext_lazy("这个账号有人用了，换一个。"),
        "username_blacklisted": gettext_lazy("这个账号不能用，换一个。"),
        "incorrect_password": gettext_lazy("密码不对。"),
        "enter_current_password": gettext_lazy("现在的密码不对。"),
        "too_many_login_attempts": gettext_lazy("试得太多了，过几分钟再试。"),
        "too_many_from_here": gettext_lazy("从您所在的网络输错密码的次数太多，过几分钟再试，或者换一个网络。"),
        "rate_limited": gettext_lazy("试得太多了，过几分钟再试。"),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """This will give the address that a request came from, as everything of ours sees it."""
        return address_of(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """This will count a try against the address that it comes from, and give it back when it was right."""
        who = address_of(request)
        if guess_take(allowance=FROM_ONE_PLACE, who=who, now=present()) is None:
            raise self.validation_error("too_many_from_here")
        user = super().authenticate(request, **credentials)
        if user is not None:
            guess_give_back(allowance=FROM_ONE_PLACE, who=who)
        return user

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """This will say whether somebody must show again who they are: not within five minutes of having signed in.

        Whoever came in with the password alone, where there is a second factor by now, must in any case.
        """
        request = self.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return has_factor(request.user.pk) and not has_shown(request, request.user)
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """This will name the ways of showing again who one is: a password is none where there is a second factor."""
        words = {
            "reauthenticate": gettext("用密码"),
            "mfa_reauthenticate": gettext("用手机上的验证码"),
            "mfa_reauthenticate:webauthn": gettext("用通行密钥"),
        }
        found = super().get_reauthentication_methods(user)
        if len(found) > 1:
            found = [one for one in found if one["id"] != "reauthenticate"]
        return [{**one, "description": words.get(one["id"], one["description"])} for one in found]
