"""What a newer release asks of a draft otherwise, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop

from yici.domain.reason import Reason
from yici.web.words import Names

CHANGED: dict[str, str] = {
    "outline.item_added": gettext_noop("多了一个事项：%(item)s。"),
    "outline.item_removed": gettext_noop("不用再办：%(item)s。"),
    "outline.paper_added": gettext_noop("多要一份材料：%(material)s。"),
    "outline.paper_removed": gettext_noop("不用再交：%(material)s。"),
    "outline.fields_added": gettext_noop("表上多了 %(count)s 项要填。"),
    "outline.fields_removed": gettext_noop("表上少了 %(count)s 项要填。"),
}


def changed_words(told: Iterable[Reason], names: Names) -> tuple[str, ...]:
    """This will word what became different; one that left the catalogue shows by its id."""
    return tuple(
        gettext(CHANGED[one.code]) % {key: names.of(key, value) for key, value in one.params.items()} for one in told
    )
