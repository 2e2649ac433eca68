"""Signing in and up in our words: what the library calls a user name is an account on every page of ours."""

import time
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from yici.people.factors import has_factor
from yici.people.visitor import address_of
from yici.web.security.proof import has_shown


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What the login library asks of us: messages, where somebody comes from, when they show again who they are."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("账号或者密码不对。"),
        "username_taken": gettext_lazy("这个账号有人用了，换一个。"),
        "username_blacklisted": gettext_lazy("这个账号不能用，换一个。"),
        "incorrect_password": gettext_lazy("密码不对。"),
        "too_many_login_attempts": gettext_lazy("试得太多了，过几分钟再试。"),
        "rate_limited": gettext_lazy("试得太多了，过几分钟再试。"),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """This will give the address that a request came from, as everything of ours sees it."""
        return address_of(request)

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
