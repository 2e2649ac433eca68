"""The site of the administration: for operators who have shown their second factor; a plain 404 for everybody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from unfold.sites import UnfoldAdminSite

from yici.administration import ReadOnly
from yici.catalogue.queries import current
from yici.domain.error import NotFound, YiciError
from yici.domain.event import Actor
from yici.people.actor import actor_for
from yici.people.present import now as present
from yici.people.queries import grants_of
from yici.web.administration.vocabulary import HALL, NAMED, VOCABULARIES
from yici.web.administration.words import BY_CODE
from yici.web.case_words import ROLE_WORDS, worded
from yici.web.error_words import spoken, words_of
from yici.web.security.proof import way_to_factor

MANAGE: Final = "people.manage"
NEEDS: Final = {"script-src": ["'unsafe-eval'", "'unsafe-inline'"], "style-src": ["'unsafe-inline'"]}
"""What the library's pages need of the policy for contents; no other page of Yici is given it."""
View = Callable[..., HttpResponse]


class Site(UnfoldAdminSite):  # type: ignore[misc]
    """Tables for operators; signing in and out is the rest of Yici's."""

    index_title = gettext_lazy("运行管理")
    site_url = reverse_lazy("home")
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """This will take our own tables only: libraries bring theirs, with keys and addresses, to be changed freely."""
        if admin_class is not None and issubclass(admin_class, ReadOnly):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether an operator asks. Asked many times a page, looked up once."""
        user: Any = request.user
        if not (user.is_active and getattr(user, "kind", "") == "staff"):
            return False
        known: bool | None = getattr(request, "_operates", None)
        if known is None:
            known = MANAGE in grants_of(user.id, present()).actions()
            request._operates = known  # type: ignore[attr-defined]  # noqa: SLF001 - remembered for this request
        return known

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """This will lead whoever has not signed in to do so, and show everybody else who has no business here a 404."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        @never_cache
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise Http404
            if (way := way_to_factor(request, user)) is not None:
                return way
            response: HttpResponse = inner(request, *args, **kwargs)
            response._csp_update = NEEDS  # type: ignore[attr-defined]  # noqa: SLF001 - how django-csp is told
            return response

        return guarded

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """This will lead to the one page for signing in."""
        return redirect("account_login")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """This will lead to the one page for signing out."""
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """This will lead to the one page for changing a password."""
        return redirect("account_change_password")

    def actor(self, request: HttpRequest) -> Actor:
        """This will be the operator who acts."""
        user: Any = request.user
        grants = grants_of(user.id, present())
        return actor_for(user, role=grants.role_for(MANAGE), channel="desk")

    def check_known(self, kind: str, code: str) -> None:
        """This will raise NotFound for an agency or item that no definition names."""
        known = current().items if kind == "item" else {*current().agencies, HALL}
        if code not in known:
            raise NotFound(f"{kind}.unknown", given=code, remedy="give a code of the definitions")

    def agencies(self) -> list[tuple[str, str]]:
        """This will be what a body may be here, in words: a hall, or a kind of body that the definitions name."""
        return [(code, self.word("agency", code)) for code in (HALL, *sorted(current().agencies))]

    def role(self, code: str) -> str:
        """This will be a role in words."""
        return worded(ROLE_WORDS, code)

    def vocabulary(self, name: str) -> dict[str, str]:
        """This will be the words of one vocabulary by code, in the language of whoever asks."""
        return {code: gettext(words) for code, words in VOCABULARIES[name].items()}

    def word(self, name: str, code: object) -> str:
        """This will be a code in the words of a vocabulary, or of the definitions; one that nobody knows stands as it
        is."""
        if name in NAMED:
            return NAMED[name](str(code)) or str(code)
        return gettext(VOCABULARIES[name].get(str(code), str(code)))

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponse:
        """The tables of one part, under its own name."""
        title = apps.get_app_config(app_label).verbose_name
        answer: HttpResponse = super().app_index(request, app_label, {"title": title, **(extra_context or {})})
        return answer

    def refusal(self, error: YiciError) -> str:
        """This will be what was refused, and what to do, in words."""
        words = spoken(BY_CODE[error.code]) if error.code in BY_CODE else words_of(error)
        return gettext("：").join(one for one in words if one)
