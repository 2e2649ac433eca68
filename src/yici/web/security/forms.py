"""The forms in which somebody types a code. Wrong codes are counted for all workers together; a code is good once."""

from datetime import timedelta
from typing import Any, Final

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth
from django import forms
from django.db import transaction

from yici.cases.guesses import Allowance, guess_give_back, guess_take
from yici.people.present import now as present

CODES: Final = Allowance("second factor", 10, timedelta(minutes=15))
"""For each account: only who knows its password gets as far as typing a code."""
SECRET: Final = "second_factor_secret"  # noqa: S105 - the name under which a session holds it, sealed
STEP: Final = "step"
"""In the data of an app: the time step of the last code that was taken."""


def step_of(secret: str, code: str) -> int | None:
    """This will give the time step that a code belongs to; None for one that is wrong now."""
    for step in auth.yield_hotp_counters_from_time():
        if auth.compare_user_code(actual=code, expected=auth.format_hotp_value(auth.hotp_value(secret, step))):
            return int(step)
    return None


class _Counted(forms.Form):
    """A form with a code, which may be tried only so often."""

    user: Any

    def clean_code(self) -> str:
        """This will count the try, and give it back when the code was right."""
        who = str(self.user.pk)
        if guess_take(allowance=CODES, who=who, now=present()) is None:
            raise get_adapter().validation_error("too_many_codes")
        code: str = super().clean_code()  # type: ignore[misc]
        guess_give_back(allowance=CODES, who=who)
        return code


class _Once(_Counted):
    """A form with a code that is good once, on whichever worker (RFC 6238, 5.2)."""

    authenticator: Any

    def clean_code(self) -> str:
        """This will take the code and remember its time step; an older or equal one is refused."""
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            self._take(code)
        return code

    @transaction.atomic
    def _take(self, code: str) -> None:
        held = Authenticator.objects.select_for_update().get(pk=self.authenticator.pk)
        step = step_of(get_adapter().decrypt(held.data["secret"]), code)
        if step is None or step <= held.data.get(STEP, -1):
            raise get_adapter().validation_error("code_used")
        held.data[STEP] = step
        held.save(update_fields=["data"])
        self.authenticator.data = held.data


class ShowCode(_Once, AuthenticateForm):  # type: ignore[misc]
    """A code at signing in."""


class ShowCodeAgain(_Once, ReauthenticateForm):  # type: ignore[misc]
    """A code before something that matters."""


class SetUpApp(_Counted, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app. Its secret waits in the session, sealed, until the code proves that it arrived."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        adapter, session = get_adapter(), context.request.session
        sealed = session.get(SECRET)
        if sealed is None:
            sealed = session[SECRET] = adapter.encrypt(auth.generate_totp_secret())
        self.secret: str = adapter.decrypt(sealed)
