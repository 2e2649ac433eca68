"""What was promised with an application, as a paper of its own, and what it is called where it is spoken of."""

from collections.abc import Iterator
from typing import cast

from django.utils.translation import gettext

from yici.cases.queries import Line
from yici.documents import Commitment
from yici.domain.case import events as e
from yici.domain.clock import legal_day
from yici.domain.event import Actor
from yici.web import dates
from yici.web.papers.sheet import Papers

RULE = "国办发〔2020〕42号"


def commitment_of(papers: Papers, line: Line, item: str) -> Commitment:
    """This will write what was told of an item, and promised on it (State Council Office 2020 No. 42).

    In another language the Chinese stands beside what was told: that is what was signed, and what its digest names."""
    planned, names, event = papers.planned(item), papers.names, cast(e.Submitted, line.event)
    approval = next(one for one in event.approvals if one.item == item)
    return Commitment(
        number=approval.number,
        case_number=event.number,
        matter=papers.matter,
        item=names.of("item", item),
        applicant=papers.applicant,
        office=papers.office([item]),
        made_on=legal_day(event.at),
        told=names.signed_texts(planned.told),
        promised=tuple(_promised()),
        signed=_signed(event, line.stored.actor),
        digest=event.commitments[item],
        basis=(gettext(RULE), *papers.basis(item)),
        status_url=papers.status_url,
    )


def _promised() -> Iterator[str]:
    yield gettext("已经知晓告知的全部内容。")
    yield gettext("已经符合告知的条件、标准和要求，承诺的内容真实。")
    yield gettext("愿意承担不实承诺的法律责任。")


def _signed(event: e.Submitted, actor: Actor) -> str:
    """Only what is on record: who handed it in, and which way."""
    day = {"day": dates.day_text(legal_day(event.at), year=True)}
    if event.received is not None:
        return gettext("%(day)s，窗口宣读，到场的申请人或者其代理人在纸质承诺书上签字，纸质的由窗口存档。") % day
    if actor.mandate is not None:
        return gettext("%(day)s，受委托人在网上确认知晓上述内容，代申请人作出承诺。") % day
    return gettext("%(day)s，申请人在网上确认知晓上述内容，作出承诺。") % day


def spoken_of(papers: Papers, item: str) -> str:
    """This will name the paper in another one: by its number once it has one."""
    number = papers.promises.get(item, "")
    return gettext("告知承诺书（%(number)s）") % {"number": number} if number else gettext("告知承诺书")
