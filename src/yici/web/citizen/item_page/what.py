"""What kind of item it is: type, level, whether it is decided at once, its codes, for whom."""

from django.utils.translation import gettext

from yici.domain.item import Item
from yici.web.citizen.item_page.facts import FactWords, fact_words
from yici.web.list_words import AUDIENCES, HANDLINGS, type_name
from yici.web.reason_words import TIERS
from yici.web.words import Names


def what_facts(item: Item, place: str, names: Names) -> tuple[FactWords, ...]:
    """This will put type, level, way of handling and codes into words."""
    sources = names.sources
    return (
        fact_words(gettext("事项类型"), item.type, sources, place, names, type_name),
        fact_words(gettext("行使层级"), item.tier, sources, place, names, lambda tier: gettext(TIERS[tier])),
        fact_words(gettext("办件类型"), item.handling, sources, place, names, lambda one: gettext(HANDLINGS[one])),
        fact_words(gettext("编码"), item.code, sources, place, names, str),
    )


def audience_words(item: Item, names: Names) -> str:
    """This will say for whom an item is."""
    return names.listed(gettext(AUDIENCES[one]) for one in item.audience)
