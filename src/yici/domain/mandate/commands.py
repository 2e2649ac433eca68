"""What can be asked of a mandate. Imperative; checked against state, party and period by `decide`."""

from dataclasses import dataclass, field

from yici.domain.mandate.state import Act, Period, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Consent, as the principal: at the own account, or at the window with a signed paper. The agent is an
    organisation, or a person, who stands in `private` with name and number. `firm` is the one that gives it."""

    id: str
    principal: str
    subject: str
    scope: Scope
    period: Period
    organisation: str | None = None
    paper: str | None = None
    firm: str | None = None
    private: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accept:
    """Be the agent from now on, as the account that asks."""

    agent: str


@dataclass(frozen=True, slots=True)
class Decline:
    """Not be the agent."""


@dataclass(frozen=True, slots=True)
class Revoke:
    """Take it back, as the principal, at any time; at a window with the `paper` of a firm whose word is not known
    otherwise, as a digest."""

    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Resign:
    """Give it back, as the agent, at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Act for the principal: what is done, to which draft or case (`target`), about which matter."""

    act: Act
    about: str
    target: str
    bundle: str
    items: tuple[str, ...]


Command = Offer | Accept | Decline | Revoke | Resign | Use
