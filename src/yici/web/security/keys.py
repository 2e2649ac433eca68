"""The forms of passkeys and security keys. Whatever a browser sends, it is a wrong key and no fault of ours."""

from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError

LONGEST_NAME: Final = 40
UNREADABLE: Final = (AttributeError, KeyError, IndexError, TypeError, ValueError, InvalidSignature)
"""What the library lets through when an answer is no answer of a key."""


class _Read(forms.Form):
    """A form with the answer of a key at signing in."""

    def clean_credential(self) -> Any:
        """This will check the answer. Raises ValidationError for all that is not one."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            raise error if error.code == "too_many_login_attempts" else _wrong() from error
        except UNREADABLE as error:
            raise _wrong() from error


class ShowKey(_Read, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A key at signing in, after the password."""


class ShowKeyAgain(_Read, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A key before something that matters."""


class SignInByKey(_Read, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of name and password."""


class AddKey(AddWebAuthnForm):  # type: ignore[misc]
    """A new key."""

    name = forms.CharField(required=False, max_length=LONGEST_NAME)

    def clean(self) -> Any:
        """This will check what the key answered."""
        try:
            return super().clean()
        except ValidationError as error:
            raise _wrong() from error
        except UNREADABLE as error:
            raise _wrong() from error


class RenameKey(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    name = forms.CharField(max_length=LONGEST_NAME)


def _wrong() -> ValidationError:
    wrong: ValidationError = get_adapter().validation_error("incorrect_key")
    return wrong
