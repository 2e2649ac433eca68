"""How tables are shown in the administration: as they are, never to be changed there behind the services' backs."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.paginator import InfinitePaginator

__all__ = ["ReadOnly", "column", "in_words"]
Shown = Callable[[Any], Any]


def column(name: str, label: Any, *, words: str = "", yes_no: bool = False) -> Shown:
    """This will show one value of a row (`body__name`: of the row that it points to) under a label in words.

    `words` names the vocabulary of the site that has words for its codes; `yes_no` shows a sign.
    """
    read = attrgetter(name.replace("__", "."))

    @admin.display(description=label, boolean=yes_no)
    def shown(row: Any) -> Any:
        value = read(row)
        if isinstance(value, datetime):
            # As the list writes it: the page of one row would show the bare value.
            return localize(localtime(value))
        return admin.site.word(words, value) if words and value not in ("", None) else value  # type: ignore[attr-defined]

    return shown


def in_words(name: str, label: Any, words: str) -> type[admin.SimpleListFilter]:
    """This will be a filter by the codes of a column, offered in the words of a vocabulary of the site."""

    class InWords(admin.SimpleListFilter):
        title = label
        parameter_name = name

        def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
            return admin.site.vocabulary(words).items()  # type: ignore[attr-defined]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            return queryset.filter(**{name: self.value()}) if self.value() else queryset

    return InWords


class ReadOnly(ModelAdmin):  # type: ignore[misc]
    """A table that can be looked at: paged without counting it, sorted as it is indexed, nothing to change or delete.

    Who may come here at all is asked by the site, before any of this.
    """

    called: ClassVar[Any]
    """What one row is called, in words: words of a face stand in no migration."""
    many: ClassVar[Any]
    """What the table is called."""
    shown: ClassVar[tuple[Any, ...]] = ()
    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 50
    search_help_text = _("写要找的，回车")
    sortable_by = ()

    def __init__(self, model: Any, admin_site: Any) -> None:
        super().__init__(model, admin_site)
        self.opts.verbose_name, self.opts.verbose_name_plural = self.called, self.many
        if model.__str__ is Model.__str__:
            # One row is called by the first that its list tells of it: else the page says "Release object (1)".
            model.__str__ = lambda row: str(self.shown[0](row))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, under its own name: nothing is chosen here to be changed."""
        answer: HttpResponse = super().changelist_view(request, {"title": self.many, **(extra_context or {})})
        return answer

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        """The columns of the list."""
        return self.shown

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        """What is shown of one row; what is filled in where one is added."""
        return self.shown if obj is not None else tuple(self.form.base_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        """All of a row that is there."""
        return self.shown if obj is not None else ()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever was let in may look."""
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever was let in may look."""
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is added, unless a service does it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted."""
        return False

    def log_addition(self, *args: Any, **kwargs: Any) -> None:
        """The record tells who did what; a second book would only differ from it."""
