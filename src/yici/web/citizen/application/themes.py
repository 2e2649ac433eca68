"""How the one form is cut into short pages: by whom or what its fields are about.

The subject is the first part of an element's id, its role. Roles that belong together share a page; any other role has
a page of its own under its own name, so that a new matter is a file and never a release. Of several who fill a role
(two sellers) each has a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from yici.domain.form import FormField
from yici.domain.occurrence import number_of, plain
from yici.web.words import Names

REST = "further"
TOGETHER: dict[str, tuple[str, tuple[str, ...]]] = {
    "enterprise": (gettext_noop("字号和登记内容"), ("enterprise",)),
    "director": (gettext_noop("董事、监事、经理"), ("director",)),
    "premises": (gettext_noop("经营场所"), ("premises", "warehouse", "building")),
    "owner": (gettext_noop("房屋的业主和管理人"), ("premises_owner", "property_manager")),
    "lessee": (gettext_noop("承租人和同住的人"), ("lessee", "cohabitant")),
    "staff": (gettext_noop("食品安全管理员和从业人员"), ("food_safety_staff", "staff")),
    "sign": (gettext_noop("招牌和设计单位"), ("sign", "design_unit")),
    "officers": (gettext_noop("联络员和财务负责人"), ("liaison", "finance_officer", "liquidator")),
    "agent": (gettext_noop("代办人和联系人"), ("agent", "contact")),
    REST: (gettext_noop("其他"), ("case", "licence")),
}
"""Pages that hold several roles, or one under a plainer name than the role's own."""
_PAGE_OF = {role: page for page, (_, roles) in TOGETHER.items() for role in roles}
LAST = ("officers", "agent", REST)
"""These come behind all others: they are about the application rather than the matter."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One page of the form: its fields to fill, and those that were spared because the account knows them."""

    id: str
    name: str
    fields: tuple[FormField, ...]
    spared: tuple[FormField, ...]


def theme_of(element: str) -> str:
    """This will name the page on which an element stands: `premises`, `seller`, `seller-2`."""
    role, number = plain(element).partition(".")[0], number_of(element)
    page = _PAGE_OF.get(role, role)
    return page if number == 1 else f"{page}-{number}"


def theme_name(theme: str, names: Names) -> str:
    """This will write the heading of a page."""
    page, number = plain(theme), number_of(theme)
    name = gettext(TOGETHER[page][0]) if page in TOGETHER else names.of("role", page)
    return name if number == 1 else gettext("%(name)s（%(number)s）") % {"name": name, "number": number}


def in_order(themes: Iterable[str]) -> list[str]:
    """This will order pages as their first fields come, those about the application itself at the end."""
    met = list(dict.fromkeys(themes))
    return [one for one in met if one not in LAST] + [one for one in LAST if one in met]


def themes_of(fields: Iterable[FormField], spared: Iterable[FormField], names: Names) -> tuple[Theme, ...]:
    """This will cut a form into pages; a page that asks nothing is left out."""
    asked = _by_theme(fields)
    known = _by_theme(one for one in spared if one.origin == "account")
    return tuple(
        Theme(theme, theme_name(theme, names), tuple(asked[theme]), tuple(known.get(theme, ())))
        for theme in in_order(asked)
    )


def _by_theme(fields: Iterable[FormField]) -> dict[str, list[FormField]]:
    found: dict[str, list[FormField]] = {}
    for one in fields:
        found.setdefault(theme_of(one.element), []).append(one)
    return found
