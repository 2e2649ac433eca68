"""Mandates in words."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from yici.domain.catalogue import Catalogue
from yici.domain.mandate import Mandate, Scope
from yici.domain.mandate.state import OPEN
from yici.people.queries.mandates import Done, MandateView
from yici.web import dates
from yici.web.case_words import CHANNEL_WORDS, worded
from yici.web.citizen.application.mine_lines import matter_name
from yici.web.masking import certain_name
from yici.web.words import Names

ACT_WORDS: dict[str, str] = {
    "apply": gettext_noop("填表、提交申请，要求听证"),
    "supply": gettext_noop("补正、补交材料，和承办机关互发消息"),
    "withdraw": gettext_noop("撤回申请"),
    "receive": gettext_noop("领取决定和证照"),
    "read": gettext_noop("查看办到哪里了"),
}
PHASE_WORDS: dict[str, str] = {
    "offered": gettext_noop("等对方接受"),
    "living": gettext_noop("有效"),
    "declined": gettext_noop("对方没有接受"),
    "revoked": gettext_noop("委托人收回了"),
    "resigned": gettext_noop("代理人辞去了"),
    "expired": gettext_noop("到期了"),
}
TONES = {"offered": "later", "living": "good"}
KIND_WORDS: dict[str, str] = {
    "mandate.offered": gettext_noop("委托人同意授权"),
    "mandate.accepted": gettext_noop("代理人接受"),
    "mandate.declined": gettext_noop("代理人没有接受"),
    "mandate.revoked": gettext_noop("委托人收回授权"),
    "mandate.resigned": gettext_noop("代理人辞去"),
    "mandate.expired": gettext_noop("授权到期"),
}
USED_WORDS: dict[tuple[str, str], str] = {
    ("apply", "draft"): gettext_noop("代理人开始替您填“%(matter)s”"),
    ("apply", "case"): gettext_noop("代理人替您提交申请：“%(matter)s”"),
    ("apply", "hearing"): gettext_noop("代理人在“%(matter)s”里替您要求听证"),
    ("supply", "case"): gettext_noop("代理人替您补交“%(matter)s”的材料"),
    ("supply", "message"): gettext_noop("代理人替您就“%(matter)s”给承办机关写消息"),
    ("withdraw", "case"): gettext_noop("代理人替您撤回“%(matter)s”"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One mandate in a list; `other` is the other side of it."""

    id: UUID
    other: str
    firm: str
    matters: str
    until: str
    phase: str
    tone: str
    open: bool
    offered: bool
    living: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the history of a mandate; `case` where it led to one."""

    when: str
    what: str
    channel: str
    case: str


def line(view: MandateView, catalogue: Catalogue, names: Names) -> Line:
    """This will put a mandate into words for one of its sides."""
    mandate = view.mandate
    other = view.agent if view.party == "principal" else principal_name(view)
    until = dates.day_text(dates.last_day(mandate.period.until), year=True)
    return Line(
        UUID(mandate.id), other or gettext("（已清除）"), view.firm, matters_text(mandate.scope, catalogue, names),
        until, worded(PHASE_WORDS, mandate.phase), TONES.get(mandate.phase, ""), mandate.phase in OPEN,
        mandate.phase == "offered", mandate.phase == "living",
    )  # fmt: skip


def principal_name(view: MandateView) -> str:
    """This will name the principal: whole to themselves and to an agent who accepted, who must know for whom they act;
    to one who has not, or to whom the mandate has ended, no more than officials would say. A firm's name is public."""
    if view.firm:
        return view.firm
    stranger = view.party == "agent" and view.mandate.phase != "living"
    return certain_name(view.principal) if stranger else view.principal or ""


def matters_text(scope: Scope, catalogue: Catalogue, names: Names) -> str:
    """This will say which matters a mandate is for."""
    if scope.everything:
        return gettext("所有的事")
    named = [matter_name(catalogue, one) for one in scope.bundles]
    named += [names.of("item", one) if one in catalogue.items else one for one in scope.items]
    return names.listed(named)


def acts_of(scope: Scope) -> list[str]:
    """This will say what may be done."""
    return [worded(ACT_WORDS, act) for act in scope.acts]


def happened(mandate: Mandate, lines: list[Done], catalogue: Catalogue) -> list[Moment]:
    """This will tell the history, the newest first."""
    return [
        Moment(
            dates.moment_text(one.at), _what(one, catalogue),
            worded(CHANNEL_WORDS, one.channel) if one.channel else "",
            one.target if one.about != "draft" else "",
        )
        for one in reversed(lines)
    ]  # fmt: skip


def _what(one: Done, catalogue: Catalogue) -> str:
    if one.kind != "mandate.used":
        return worded(KIND_WORDS, one.kind)
    return worded(USED_WORDS, (one.act, one.about)) % {"matter": matter_name(catalogue, one.bundle)}  # type: ignore[arg-type]
