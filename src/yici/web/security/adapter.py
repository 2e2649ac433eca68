"""What the login library asks of us about second factors: words, seals, and whether one may be taken away."""

import base64
from typing import Any, ClassVar, Final

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from yici.ledger.keyring import keyring
from yici.people.factors import has_factor

BOUND: Final = b"second factor"
"""What a sealed secret is bound to, so that it opens as nothing else."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors in our words, their secrets sealed with the operator's keys."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "这是您最后一个验证方式，工作账号不能没有。先加上另一个，再来停用这个。"
        ),
        "cannot_generate_recovery_codes": gettext_lazy("先设一个验证方式，才有备用码。"),
        "incorrect_code": gettext_lazy("不对，再试一次。码每 30 秒换一个，用现在显示的那个。"),
        "code_used": gettext_lazy("这个码刚才用过了，等下一个出来再填。"),
        "too_many_codes": gettext_lazy("错得太多，先停一停，过几分钟再试。"),
        "incorrect_key": gettext_lazy("没有验证成功，再试一次，或者换一个办法。"),
    }

    def encrypt(self, text: str) -> str:
        """This will seal a secret with the operator's master key."""
        return base64.b64encode(keyring().wrap(text.encode(), BOUND)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """This will open what was sealed. Raises Refused("keys.unknown") where the keys are not those."""
        return keyring().unwrap(base64.b64decode(encrypted_text), BOUND)[1].decode()

    def get_totp_issuer(self) -> str:
        """This will name the service as the app on the phone lists it."""
        return f"{gettext('一次')} {context.request.get_host()}"

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """This will say whether a factor may go: not the last of a member of staff where one is required."""
        user = authenticator.user
        if settings.YICI_SECOND_FACTOR != "required" or user.kind != "staff":
            return True
        return has_factor(user.pk, beside=authenticator.pk)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - the library names it so
        """This will propose a name for a new key."""
        return gettext("我的钥匙")
