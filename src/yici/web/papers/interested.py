"""Letters to interested parties: that a matter concerns them and they are heard, and the day of the hearing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from django.utils.translation import gettext

from yici.documents import Letter
from yici.domain.case import Case
from yici.domain.case import interested_events as i
from yici.web import dates
from yici.web.amounts import limit_text
from yici.web.papers.beside import hearing_letter, letter
from yici.web.papers.sheet import Papers

Private = Mapping[str, Any]


def told(papers: Papers, before: Case, event: i.InterestedTold, private: Private) -> Letter:
    """This will tell somebody that a matter concerns their major interest, why, and until when they are heard
    (Licensing Law Art. 36, 47)."""
    names, rule = papers.names, papers.planned(event.item).hearing
    lead = gettext("有人申请“%(item)s”，可能直接关系到您的重大利益，现在依法告知您。") % {
        "item": names.of("item", event.item)
    }
    note = str(private.get("note", "")) or gettext("（个人信息已清除）")
    unsaid = gettext("到期没有提出意见的，本机关照常审查，依法作出决定。")
    parts = [
        (gettext("关系到您的什么"), [note]), (gettext("您可以做什么"), list(_rights(papers, event))),
        (gettext("不提意见的"), [unsaid]),
    ]  # fmt: skip
    sources = [rule.source] if rule is not None else []
    made = letter(papers, before, event, gettext("利害关系人告知书"), lead, parts, sources)
    own = names.basis("行政许可法", "第三十六条")
    return _to(replace(made, basis=(own, *(made.basis if sources else ()))), private)


def _rights(papers: Papers, event: i.InterestedTold) -> Iterator[str]:
    day = {"day": dates.day_text(event.until, year=True)}
    yield gettext("您有权陈述、申辩：请在 %(day)s以前，书面或者当面向本机关提出，本机关应当听取。") % day
    rule = papers.planned(event.item).hearing
    if rule is not None:
        told = day | {"days": limit_text(rule.hold)}
        yield gettext("您也可以要求听证：请在 %(day)s以前提出，本机关在 %(days)s内组织听证，不收费用。") % told


def summoned(papers: Papers, before: Case, event: i.InterestedSummoned, private: Private) -> Letter:
    """This will call an interested party to the hearing, as the applicant is called (Art. 48)."""
    lead = gettext("告知过您的那项申请，听证定在 %(day)s举行，请您参加。")
    return _to(hearing_letter(papers, before, event, private, lead), _told_before(papers, event.interested))


def _told_before(papers: Papers, interested: str) -> Private:
    for line in papers.lines:
        if isinstance(line.event, i.InterestedTold) and line.event.interested == interested:
            return line.private or {}
    return {}


def _to(made: Letter, private: Private) -> Letter:
    """The number of the case is the applicant's; theirs is that of the item."""
    known = [text for key in ("name", "address") if (text := str(private.get(key, "")))]
    address = gettext("，").join(known) or gettext("（个人信息已清除）")
    # The page of the status asks for codes that are the applicant's, too.
    return replace(made, addressee=address, case_number="", status_url=urljoin(made.status_url, "/"))
