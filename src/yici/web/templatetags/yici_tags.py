"""What templates need beside Django's own: marking the language of a text that has no translation."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from yici.web import dates

register = template.Library()
HAN = re.compile("[\u3400-\u9fff]")


@register.filter
def sentences(texts: Iterable[str]) -> str:
    """This will put sentences after each other as the language does."""
    return dates.joined(texts)


@register.filter
def spoken(text: object) -> SafeString:
    """This will mark a Chinese text on an English page as Chinese, so that it is read out as such."""
    plain = str(text)
    if dates.english() and HAN.search(plain):
        return format_html('<span lang="zh-Hans">{}</span>', plain)
    return mark_safe(escape(plain))  # noqa: S308 (escaped here)
