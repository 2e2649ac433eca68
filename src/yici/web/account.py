"""Signing in and up in our words: what the library calls a user name is an account on every page of ours."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What the login library asks of us: its messages."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("账号或者密码不对。"),
        "username_taken": gettext_lazy("这个账号有人用了，换一个。"),
        "username_blacklisted": gettext_lazy("这个账号不能用，换一个。"),
    }
