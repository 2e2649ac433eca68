"""What the login library's own pages do not do: take a new phone for the old one, refuse to take the last key away."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import flows
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from yici.web.security.forms import SECRET, STEP, step_of
from yici.web.security.proof import shown


@method_decorator(never_cache, name="dispatch")
class SetUp(ActivateTOTPView):  # type: ignore[misc]
    """An app on a phone: shown as a picture and as letters, taken when it gives the right code."""

    replaces = False

    def form_valid(self, form: Any) -> HttpResponse:
        """This will take the app; the code that proved it is used up."""
        held = Authenticator.objects.filter(user_id=self.request.user.pk, type=Authenticator.Type.TOTP)
        with transaction.atomic():
            # Two clicks are one app: the account's row is locked until it is there.
            get_user_model().objects.select_for_update().get(pk=self.request.user.pk)
            if self.replaces:
                held.delete()
            elif held.exists():
                return redirect("mfa_index")
            made, recovery = flows.activate_totp(self.request, form)
            made.data[STEP] = step_of(form.secret, form.cleaned_data["code"])
            made.save(update_fields=["data"])
        self.request.session.pop(SECRET, None)
        shown(self.request, self.request.user)
        self.did_generate_recovery_codes = bool(recovery)
        return FormView.form_valid(self, form)


@method_decorator([never_cache, reauthentication_required(app="allauth.mfa")], name="dispatch")
class Replace(SetUp):
    """Another phone for the one in use: both are never there at once, and neither is none."""

    replaces = True
    extra_context = {"replacing": True}  # noqa: RUF012 - Django reads it

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """This will not lead away whoever has an app already."""
        return FormView.dispatch(self, request, *args, **kwargs)


class RemoveForm(forms.Form):
    """Nothing to fill in; it may be refused."""

    def __init__(self, *args: Any, authenticator: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authenticator = authenticator

    def clean(self) -> dict[str, Any] | None:
        """This will refuse to take away the last factor where one is required."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.authenticator):
            raise adapter.validation_error("cannot_delete_authenticator")
        return super().clean()


class Remove(RemoveWebAuthnView):  # type: ignore[misc]
    """Taking a key away."""

    form_class = RemoveForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """This will show at once that it cannot be, before anybody presses the button."""
        return {**super().get_form_kwargs(), "authenticator": self.object, "data": self.request.POST or {"": ""}}
