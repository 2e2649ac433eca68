"""Bodies, staff, their roles and tokens in the administration: added and taken back by the services alone."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yici.administration import ReadOnly, column
from yici.domain.error import YiciError
from yici.people.admin_forms import AddBody, AddRole, AddStaff, Made
from yici.people.factors import factor_reset
from yici.people.models import Organisation, Place, Role, Token, User
from yici.people.present import now
from yici.people.services import role_revoke, token_revoke


class Added(ReadOnly):
    """A table to which a service adds: the form of adding calls it, and says in words what it refuses."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A service adds."""
        return True

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """This will be the form that knows who fills it in."""
        if obj is not None:
            return super().get_form(request, obj, change=change, form=forms.ModelForm, **kwargs)
        return self.form.filled_by(self.admin_site, request)

    def save_model(self, request: HttpRequest, obj: Any, form: Made, change: bool) -> None:
        """What was made is there already."""
        for told in form.told:
            messages.success(request, told)

    def revoked(self, request: HttpRequest, ids: Any, revoke: Any) -> None:
        """This will take back what was chosen, each by the service, and tell what it refuses."""
        for one in ids:
            try:
                revoke(one)
            except YiciError as error:
                messages.error(request, self.admin_site.refusal(error))


@admin.register(User)
class StaffAdmin(Added):
    """Accounts of staff and of systems. Citizens' are their own: no list shows them."""

    called = pgettext_lazy("one", "工作人员账号")
    many = _("工作人员账号")
    form = AddStaff
    shown = (
        column("username", _("账号")),
        column("display_name", _("姓名")),
        column("kind", _("种类"), words="account"),
        column("is_active", _("能登录"), yes_no=True),
        column("created", _("开设于")),
    )
    search_fields = ("username", "display_name")
    ordering = ("username",)
    actions: ClassVar[list[Any]] = ["reset_factor"]

    @admin.action(description=_("重置第二道验证，各处退出"))
    def reset_factor(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        """This will take away the second factors of whoever lost theirs, and sign them out everywhere."""
        actor, moment = self.admin_site.actor(request), now()
        ids = chosen.values_list("id", flat=True)
        self.revoked(request, list(ids), lambda one: factor_reset(user_id=one, actor=actor, now=moment))

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """All but citizens."""
        return super().get_queryset(request).exclude(kind=User.Kind.CITIZEN)  # type: ignore[no-any-return]


@admin.register(Role)
class RoleAdmin(Added):
    """Who may do what, where, from when until when. A role that ends stays in the list."""

    called = pgettext_lazy("one", "身份")
    many = pgettext_lazy("table", "身份")
    form = AddRole
    shown: ClassVar[tuple[Any, ...]] = (
        column("user__username", _("账号")),
        column("role", _("身份"), words="role"),
        column("organisation__name", _("机构")),
        column("place__name", _("地方")),
        column("item", _("只限事项"), words="item"),
        column("level", _("只限层级"), words="level"),
        column("valid_from", _("起")),
        column("valid_until", _("止")),
        column("revoked_at", _("收回于")),
    )  # fmt: skip
    list_select_related = ("user", "organisation", "place")
    search_fields = ("user__username", "organisation__code", "organisation__name")
    list_before_template = "unfold/helpers/roles_before.html"
    ordering = ("-valid_from", "-id")
    actions: ClassVar[list[Any]] = ["take_back"]

    @admin.action(description=_("收回选中的身份"))
    def take_back(self, request: HttpRequest, chosen: QuerySet[Role]) -> None:
        """This will end the roles that were chosen, from now on."""
        actor, moment = self.admin_site.actor(request), now()
        ids = chosen.filter(revoked_at__isnull=True).values_list("id", flat=True)
        self.revoked(request, list(ids), lambda one: role_revoke(role_id=one, actor=actor, now=moment))


@admin.register(Organisation)
class BodyAdmin(Added):
    """The bodies that act here."""

    called = pgettext_lazy("one", "机构")
    many = pgettext_lazy("table", "机构")
    form = AddBody
    shown = (
        column("code", _("代码")),
        column("name", _("名称")),
        column("name_en", _("英文名称")),
        column("agency", _("职责"), words="agency"),
        column("place__name", _("地方")),
        column("uscc", _("统一社会信用代码")),
    )
    list_select_related = ("place",)
    search_fields = ("code", "name")
    ordering = ("code",)


@admin.register(Place)
class PlaceAdmin(ReadOnly):
    """Places as they were loaded."""

    called = pgettext_lazy("one", "地方")
    many = pgettext_lazy("table", "地方")
    shown = (
        column("code", _("代码")),
        column("name", _("名称")),
        column("level", _("层级"), words="level"),
        column("valid_from", _("起")),
        column("valid_until", _("止")),
        column("successor_id", _("现在归")),
    )
    search_fields = ("code__startswith", "name__exact")
    search_help_text = _("代码的前几位，或者全名")
    ordering = ("code",)


@admin.register(Token)
class TokenAdmin(ReadOnly):
    """Keys to the API: whose, what for, until when. The secret itself is nowhere."""

    called = pgettext_lazy("one", "接口令牌")
    many = _("接口令牌")
    shown = (
        column("user__username", _("账号")),
        column("name", _("用途")),
        column("prefix", _("开头")),
        column("scopes", _("范围")),
        column("expires", _("到期")),
        column("last_used", _("最近使用")),
        column("revoked", _("吊销于")),
    )
    list_select_related = ("user",)
    search_fields = ("prefix__startswith",)
    ordering = ("-created",)
    actions: ClassVar[list[Any]] = ["take_back"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Token]:
        """Those of staff and systems: a citizen's are their own."""
        return super().get_queryset(request).exclude(user__kind=User.Kind.CITIZEN)  # type: ignore[no-any-return]

    @admin.action(description=_("吊销选中的令牌"))
    def take_back(self, request: HttpRequest, chosen: QuerySet[Token]) -> None:
        """This will end the tokens that were chosen, at once."""
        for one in chosen.filter(revoked__isnull=True).values_list("id", flat=True):
            token_revoke(token_id=one, now=now())
