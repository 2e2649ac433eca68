"""How sure an account is, and who says each thing that it knows: in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_noop

from yici.domain.assurance import Assurance
from yici.people.firms import FirmRow
from yici.people.identity import identity_of
from yici.people.provider import Provider
from yici.people.queries import Profile, User
from yici.web.dates import english, moment_text
from yici.web.masking import mask_name, mask_number

LEVEL_WORDS: dict[Assurance, str] = {
    "none": gettext_noop("还没有核对过身份"),
    "window": gettext_noop("窗口核对过身份证件"),
    "real_name": gettext_noop("已实名"),
    "face": gettext_noop("已实名，并核验过人脸"),
}
SOURCE_WORDS: dict[str, str] = {
    "window": gettext_noop("窗口核对过"),
    "real_name": gettext_noop("实名认证给的"),
}
PART_WORDS = {
    "representative": gettext_noop("您是法定代表人"),
    "authorised": gettext_noop("您是经办人"),
}


@dataclass(frozen=True, slots=True)
class Assured:
    """How sure an account is: in words, since when and by whom; what its owner can still do for it."""

    level: str
    since: str
    by: str
    can_join: bool
    can_look: bool
    provider: str


@dataclass(frozen=True, slots=True)
class FirmLine:
    """One firm that somebody may act for, masked."""

    id: str
    name: str
    uscc: str
    representative: str
    part: str


def assured(user: User, provider: Provider | None) -> Assured:
    """This will word how sure an account is, in one statement."""
    joined = provider is not None and identity_of(user.pk)
    level: Assurance = user.assurance  # type: ignore[assignment]
    since: datetime | None = user.assured_at
    return Assured(
        level=gettext(LEVEL_WORDS[level]),
        since=moment_text(since) if since else "",
        by=user.assured_by if level in ("real_name", "face") else "",
        can_join=provider is not None and not joined,
        can_look=joined and provider is not None and bool(provider.face) and level != "face",
        provider=provider_name(provider),
    )


def provider_name(provider: Provider | None) -> str:
    """This will name the provider in the language of the page."""
    if provider is None:
        return ""
    return provider.name_en if english() else provider.name


def source(profile: Profile, part: str) -> str:
    """This will say who says one part of a profile."""
    told = profile.sources.get(part, "")
    return gettext(SOURCE_WORDS[told]) if told in SOURCE_WORDS else gettext("您自己说的")


def firm_line(firm: FirmRow) -> FirmLine:
    """This will word one firm. A firm's name is no secret; its representative is a person."""
    return FirmLine(
        str(firm.id), firm.name, mask_number(firm.uscc, head=4, tail=4), mask_name(firm.representative),
        gettext(PART_WORDS[firm.part]),
    )  # fmt: skip
