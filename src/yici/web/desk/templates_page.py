"""Templates of documents, for those who keep the definitions: what is in use, what is a draft, how it would look."""

from dataclasses import dataclass

import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from yici.documents.queries import templates_used
from yici.documents.site_templates import Draft, draft_of, drafts_of, preview_of, stray_files
from yici.documents.templates_of import KINDS, LANGUAGES, Template, shipped
from yici.domain.error import NotFound
from yici.web.desk.template_words import UNPRINTED, Told, told_of
from yici.web.desk.views import inline
from yici.web.desk.who import Staff, editors_only

NAMES = {
    "one_time_notice": gettext_noop("一次性告知单"),
    "submission_receipt": gettext_noop("收件回执"),
    "correction_notice": gettext_noop("一次性补正告知书"),
    "acceptance_notice": gettext_noop("受理通知书"),
    "not_accepted_notice": gettext_noop("不予受理通知书"),
    "suspension_notice": gettext_noop("特别程序告知书"),
    "extension_notice": gettext_noop("延长办理期限告知书"),
    "opinion_request": gettext_noop("征求意见函"),
    "absence_notice": gettext_noop("到期未答复视为同意告知书"),
    "prepared_opinion": gettext_noop("模拟审批意见"),
    "certificate": gettext_noop("电子证照"),
    "letter": gettext_noop("听证、暂停、视为撤回等告知书"),
    "commitment": gettext_noop("告知承诺书"),
    "decision": gettext_noop("决定书"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One template: what it is called, how it stands, what is wrong with its draft and with the one in use."""

    kind: str
    language: str
    name: str
    tongue: str
    stands: str
    changed: bool
    faults: tuple[Told, ...]
    stumbled: str
    prints: bool
    """Whether the draft can be looked at as it is."""


@require_safe
@editors_only
def templates(request: HttpRequest, staff: Staff) -> HttpResponse:
    """This will list the templates of both languages with what is wrong."""
    used, folder = templates_used(), settings.YICI_DOCUMENTS
    lines = [_line(draft, used.get((draft.kind, draft.language))) for draft in drafts_of(folder)]
    context = {"staff": staff, "lines": lines, "stray": [told_of(one) for one in stray_files(folder)]}
    return render(request, "yici/desk/templates.html", context)


def _line(draft: Draft, used: tuple[str, str] | None) -> Line:
    plain = shipped(draft.kind, draft.language).digest
    now_used, stumbled = used or (plain, "")
    changed = bool(draft.faults) or (draft.template is not None and draft.template.digest != now_used)
    return Line(
        kind=draft.kind,
        language=draft.language,
        name=gettext(NAMES[draft.kind]),
        tongue=gettext("中文") if draft.language == LANGUAGES[0] else gettext("英文"),
        stands=gettext("自带的") if now_used == plain else gettext("本站自定的"),
        changed=changed,
        faults=tuple(told_of(one) for one in draft.faults),
        stumbled=stumbled,
        prints=draft.template is not None and not any(one.code in UNPRINTED for one in draft.faults),
    )


@require_safe
@editors_only
def template_preview(request: HttpRequest, staff: Staff, kind: str, language: str) -> HttpResponse:
    """This will print a made-up document by the draft of a template, before it is in use."""
    if kind not in KINDS or language not in LANGUAGES:
        raise NotFound("document.unknown", kind=kind, remedy="choose one from the list")
    template = draft_of(settings.YICI_DOCUMENTS, kind, language).template
    made = _preview(template) if template else None
    if made is None:
        raise NotFound("document.unknown", kind=kind, remedy="mend what the list tells first")
    return inline(made, "application/pdf", f"{kind}-{language}.pdf")


def _preview(template: Template) -> bytes | None:
    try:
        return preview_of(template)
    except typst.TypstError:
        return None
