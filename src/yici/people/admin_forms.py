"""The forms of adding in the administration. Each calls its service when it is checked, in the transaction."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from yici.domain.clock import end_of_day
from yici.domain.error import YiciError
from yici.domain.roles import ROLES
from yici.people.ids import new_id
from yici.people.models import Organisation, Role, User
from yici.people.present import now
from yici.people.queries import organisation_coded, user_named
from yici.people.services import organisation_create, role_grant, user_create

PASSWORD_BYTES: Final = 12
LEVEL_WORDS: Final = {
    "province": _("省"),
    "city": _("市"),
    "county": _("县（市、区）"),
    "town": _("乡镇、街道"),
    "village": _("村、社区"),
}


def text(label: Any, *, required: bool = True, longest: int = 150, help_text: Any = "") -> forms.CharField:
    """This will be a line of text in the dress of the administration."""
    return forms.CharField(
        label=label, required=required, max_length=longest, help_text=help_text, widget=UnfoldAdminTextInputWidget
    )


class Made(forms.ModelForm):  # type: ignore[type-arg]
    """A form whose check is the service itself: what it refuses stands beside the field, what was typed stays."""

    site: ClassVar[Any]
    request: ClassVar[HttpRequest]
    beside: ClassVar[Mapping[str, str]] = {}
    """Beside which field a refusal stands, by its code; every other stands above the form."""

    @classmethod
    def filled_by(cls, site: Any, request: HttpRequest) -> type["Made"]:
        """This will be the form of one request."""
        return type(cls.__name__, (cls,), {"site": site, "request": request})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: list[str] = []

    def clean(self) -> dict[str, Any]:
        """This will let the service make the row, where all fields are as they should be."""
        given = super().clean() or {}
        if not self.errors:
            try:
                self.instance = self.made(given)
            except YiciError as error:
                self.add_error(self.beside.get(error.code), ValidationError(self.site.refusal(error), code=error.code))
        return given

    def _post_clean(self) -> None:
        """The row is made by the service; there is nothing to build from the fields."""

    def save(self, commit: bool = True) -> Any:
        """This will give what the service made."""
        return self.instance

    def save_m2m(self) -> None:
        """Nothing hangs on it."""

    def made(self, given: dict[str, Any]) -> Any:
        """This will call the service."""
        raise NotImplementedError


class AddStaff(Made):
    """A member of staff, with a password that is shown once."""

    username = text(_("账号"), help_text=_("字母、数字和 @ . + - _，登录时用；密码保存后显示一次"))
    display_name = text(_("姓名"), help_text=_("同事和办事人看到的名字"))
    beside: ClassVar[Mapping[str, str]] = {"user.username_taken": "username", "user.invalid": "username"}

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []

    def made(self, given: dict[str, Any]) -> User:
        """This will open the account."""
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user_create(
            user_id=(new := new_id()), username=given["username"], kind="staff", password=password,
            display_name=given["display_name"], now=now(),
        )  # fmt: skip
        self.told = [gettext("密码只显示这一次：{password}").format(password=password)]
        return User.objects.get(id=new)


class AddBody(Made):
    """A body that acts."""

    code = text(_("代码"), longest=64, help_text=_("本平台内的代码，授予身份时用，如 market-330800"))
    name = text(_("名称"), longest=200)
    name_en = text(_("英文名称"), required=False, longest=200)
    agency = forms.ChoiceField(
        label=_("职责"), widget=UnfoldAdminSelectWidget, help_text=_("办哪一类部门的事；名称取自公布的目录")
    )
    place = text(_("地方"), longest=12, help_text=_("十二位代码，可以在“地方”里查"))
    uscc = text(_("统一社会信用代码"), required=False, longest=18, help_text=_("18 位；没有的空着"))
    beside: ClassVar[Mapping[str, str]] = {
        "organisation.code_taken": "code", "organisation.uscc": "uscc", "agency.unknown": "agency",
        "place.unknown": "place",
    }  # fmt: skip

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "—"), *self.site.agencies()]  # type: ignore[attr-defined]

    def made(self, given: dict[str, Any]) -> Organisation:
        """This will add the body."""
        place, uscc = given.pop("place"), given.pop("uscc") or None
        self.site.check_known("agency", given["agency"])
        made = organisation_create(organisation_id=new_id(), place_code=place, uscc=uscc, now=now(), **given)
        return Organisation.objects.get(id=made)


class AddRole(Made):
    """A role of somebody at a body."""

    username = text(_("账号"), help_text=_("工作人员的账号"))
    role = forms.ChoiceField(label=_("身份"), widget=UnfoldAdminSelectWidget)
    body = text(_("机构"), longest=64, help_text=_("代码，可以在“机构”里查"))
    place = text(_("地方"), longest=12, help_text=_("十二位代码，可以在“地方”里查；管到这里和下面所有地方"))
    item = text(_("只限事项"), required=False, longest=64, help_text=_("事项代码；空着是所有事项"))
    level = forms.ChoiceField(
        label=_("只限层级"), required=False, choices=[("", "—"), *LEVEL_WORDS.items()],
        widget=UnfoldAdminSelectWidget, help_text=_("只有首席代表分层级"),
    )  # fmt: skip
    until = forms.DateField(
        label=_("有效期至"), required=False, widget=UnfoldAdminDateWidget, help_text=_("含当日；长期的空着")
    )
    beside: ClassVar[Mapping[str, str]] = {
        "user.unknown": "username", "role.citizen": "username", "role.unknown": "role", "organisation.unknown": "body",
        "place.unknown": "place", "item.unknown": "item", "role.level": "level", "role.period": "until",
    }  # fmt: skip

    class Meta:
        model = Role
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(code, self.site.role(code)) for code in ROLES]  # type: ignore[attr-defined]

    def made(self, given: dict[str, Any]) -> Role:
        """This will grant the role."""
        until: date | None = given["until"]
        if given["item"]:
            self.site.check_known("item", given["item"])
        made = role_grant(
            role_id=new_id(),
            user_id=user_named(given["username"]).id,
            role=given["role"],
            organisation_id=organisation_coded(given["body"]).id,
            place_code=given["place"],
            item=given["item"] or None,
            level=given["level"] or None,
            valid_until=None if until is None else end_of_day(until),
            actor=self.site.actor(self.request),
            now=now(),
        )
        return Role.objects.get(id=made)
