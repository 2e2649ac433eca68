"""What the provider says of a person, and under which name it speaks."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, ClassVar, Literal

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from yici.demo.provider import settings
from yici.demo.provider.register import BY_KEY


class Quick(PBKDF2PasswordHasher):
    """Few rounds: the client's secret is 384 bits of chance, and the people's password is printed on the page."""

    iterations = 1000


class RegisterAdapter(DefaultOIDCAdapter):  # type: ignore[misc]
    """A provider that knows names and identity numbers from its register."""

    scope_display: ClassVar[dict[str, str]] = {
        "openid": "确认是您本人",
        "profile": "姓名、身份证号码、您能代办的企业",
        "phone": "手机号码",
    }

    def get_issuer(self) -> str:
        """This will give the name under which tokens are issued, whatever host they are asked of."""
        return settings.ISSUER

    def get_user_sub(self, client: Any, user: Any) -> str:
        """This will name a person by a word of the register, not by a number of theirs."""
        return f"demo-{user.get_username()}"

    def get_user_by_sub(self, client: Any, sub: str) -> Any:
        """This will find the person of a word."""
        return get_user_model().objects.filter(username=sub.removeprefix("demo-")).first()

    def get_claims(
        self,
        purpose: Literal["id_token", "userinfo"],
        user: Any,
        client: Any,
        scopes: Iterable[str],
        email: str | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """This will tell of a person what was agreed to; the token that passes the browser's side tells only who."""
        told: dict[str, Any] = {"sub": self.get_user_sub(client, user)}
        resident = BY_KEY.get(user.get_username())
        if purpose == "id_token" or resident is None:
            return told
        if "profile" in scopes:
            firms = [asdict(firm) for firm in resident.firms]
            told |= {"name": resident.name, "id_number": resident.id_number, "firms": firms}
        if "phone" in scopes:
            told |= {"phone_number": f"+86{resident.phone}", "phone_number_verified": True}
        return told
