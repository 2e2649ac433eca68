"""The mandate machine (授权委托): somebody lets another account act, for some matters, in some ways, until a day.

Civil Code Art. 165: a mandate names the agent, the matters, the powers and the period, and is signed by the principal;
Art. 173: it ends when its period is over, and when either side takes it back. Administrative Licensing Law Art. 29: an
agent may apply.
"""

from yici.domain.mandate.commands import Accept, Command, Decline, Offer, Resign, Revoke, Use
from yici.domain.mandate.decide import Context, Party, decide
from yici.domain.mandate.events import EVENTS, MandateEvent
from yici.domain.mandate.evolve import evolve, fold
from yici.domain.mandate.settle import deadlines, next_due, owner, settle
from yici.domain.mandate.state import ACTS, Act, Consent, Mandate, Period, Phase, Scope

__all__ = [
    "ACTS",
    "EVENTS",
    "Accept",
    "Act",
    "Command",
    "Consent",
    "Context",
    "Decline",
    "Mandate",
    "MandateEvent",
    "Offer",
    "Party",
    "Period",
    "Phase",
    "Resign",
    "Revoke",
    "Scope",
    "Use",
    "deadlines",
    "decide",
    "evolve",
    "fold",
    "next_due",
    "owner",
    "settle",
]
