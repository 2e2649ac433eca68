"""How the one form is cut into short pages: by whom or what its fields are about.

The subject is the first part of an element's id. A subject that nobody has named here goes to the page of further
details, so that a new matter is a file and never a release.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from yici.domain.plan import FormField

REST = "further"
THEMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "applicant": (gettext_noop("经营者"), ("applicant",)),
    "enterprise": (gettext_noop("字号和登记内容"), ("enterprise",)),
    "legal-rep": (gettext_noop("法定代表人或者负责人"), ("legal_rep",)),
    "director": (gettext_noop("董事、监事、经理"), ("director",)),
    "shareholder": (gettext_noop("股东"), ("shareholder",)),
    "family": (gettext_noop("参加经营的家庭成员"), ("family_member",)),
    "premises": (gettext_noop("经营场所"), ("premises", "warehouse", "building")),
    "owner": (gettext_noop("房屋的业主和管理人"), ("premises_owner", "property_manager")),
    "lease": (gettext_noop("租的房子和租约"), ("property", "lease")),
    "lessor": (gettext_noop("出租人"), ("lessor",)),
    "lessee": (gettext_noop("承租人和同住的人"), ("lessee", "cohabitant")),
    "food": (gettext_noop("食品经营"), ("food",)),
    "staff": (gettext_noop("食品安全管理员和从业人员"), ("food_safety_staff", "staff")),
    "sign": (gettext_noop("招牌和设计单位"), ("sign", "design_unit")),
    "officers": (gettext_noop("联络员和财务负责人"), ("liaison", "finance_officer", "liquidator")),
    "agent": (gettext_noop("代办人和联系人"), ("agent", "contact")),
    REST: (gettext_noop("其他"), ("case", "licence")),
}
_THEME_OF = {subject: theme for theme, (_, subjects) in THEMES.items() for subject in subjects}


@dataclass(frozen=True, slots=True)
class Theme:
    """One page of the form: its fields to fill, and those that were spared because the account knows them."""

    id: str
    name: str
    fields: tuple[FormField, ...]
    spared: tuple[FormField, ...]


def theme_of(element: str) -> str:
    """This will name the page on which an element stands."""
    return _THEME_OF.get(element.partition(".")[0], REST)


def themes_of(fields: Iterable[FormField], spared: Iterable[FormField]) -> tuple[Theme, ...]:
    """This will cut a form into pages, in the order of `THEMES`; a page that asks nothing is left out."""
    asked = _by_theme(fields)
    known = _by_theme(one for one in spared if one.origin == "account")
    return tuple(
        Theme(theme, gettext(name), tuple(asked[theme]), tuple(known.get(theme, ())))
        for theme, (name, _) in THEMES.items()
        if theme in asked
    )


def _by_theme(fields: Iterable[FormField]) -> dict[str, list[FormField]]:
    found: dict[str, list[FormField]] = {}
    for one in fields:
        found.setdefault(theme_of(one.element), []).append(one)
    return found
