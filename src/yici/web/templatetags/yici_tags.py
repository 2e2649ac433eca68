"""What templates need beside Django's own: sentences in a row, and marking the language of what has no translation."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from yici.web import dates
from yici.web.desk.waiting import WHOSE, whose

register = template.Library()
HAN = re.compile("[\u3400-\u9fff]")
# From the first Han character of a text to its last, with the marks that belong to them.
CHINESE = re.compile("[“‘《（]*[\u3400-\u9fff](?:.*[\u3400-\u9fff])?[”’》）。，；：？\u2026]*", re.DOTALL)


@register.filter
def sentences(texts: Iterable[str]) -> SafeString:
    """This will put sentences after each other as the language does."""
    return spoken(dates.joined(texts))


@register.filter
def spoken(text: object) -> SafeString:
    """This will mark what is Chinese on an English page as Chinese, so that it is read out as such."""
    plain = str(escape(str(text)))
    if HAN.search(plain) and dates.english():
        plain = CHINESE.sub(lambda found: f'<span lang="zh-Hans">{found.group()}</span>', plain, count=1)
    return mark_safe(plain)  # noqa: S308 (escaped above)


@register.simple_tag(takes_context=True)
def whose_form(context: Mapping[str, Any]) -> SafeString:
    """This will name in a form of the desk whose it is, signed, so that it can wait for them after a session."""
    request = context.get("request")
    user = request.user if request else None
    if user is None or not user.is_authenticated:
        return SafeString()
    return format_html('<input type="hidden" name="{}" value="{}">', WHOSE, whose(user.pk))
