"""Who knows a data element already: the guide, a licence, a register, the account, or only the applicant."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from yici.domain.plan import Origin, Trust
from yici.domain.planner.prepared import Prepared, UsedForm
from yici.domain.planner.reasons import LAW_SHARED
from yici.domain.policy import Holdings
from yici.domain.vocabulary import Material

LAW = tuple(LAW_SHARED.values())


class Known(NamedTuple):
    """Where the value of an element comes from, how far it can be trusted, and why (a code and its parameters)."""

    origin: Origin
    trust: Trust
    why: tuple[str, ...]
    register: str | None = None
    licence: str | None = None
    given_by: str | None = None
    question: str | None = None


class Sources:
    """Looks up who knows an element, for the items that apply and the forms that are used.

    A register that this very matter first fills (the business register for a new shop) cannot prefill anything in it.
    """

    def __init__(
        self,
        prepared: Prepared,
        applying: frozenset[str],
        used: Iterable[UsedForm],
        *,
        holdings: Holdings,
        answered: Mapping[str, str],
        reuse: bool,
    ) -> None:
        used = tuple(used)
        self._prepared = prepared
        self._elements = prepared.catalogue.elements
        self._applying = applying
        self._answered = answered
        self._reuse = reuse
        self._account = holdings.elements
        self._licences = holdings.licences
        self._held = _held(prepared, holdings)
        self._captured = {register: form for form in used for register in form.form.captures}
        self._connected = holdings.registers - self._captured.keys()
        self._first_written = {
            (element, form.item): form.form.id for form in used[::-1] for element in form.first_written
        }
        self._known: dict[tuple[str, str], Known] = {}

    def known(self, element: str, items: Iterable[str]) -> Known:
        """This will say where the forms of `items` get `element` from: when one of them must ask, it is asked."""
        found = None
        for item in items:
            key = (element, item)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = self._look_up(element, item)
            if known.origin == "ask":
                return known
            found = found or known
        return found or self._ask(element, "")

    def _look_up(self, element: str, item: str) -> Known:
        question = self._answered.get(element)
        if question is not None:
            return Known("answered", "D", ("field.answered", question), question=question)
        if not self._reuse:
            return self._ask(element, item)
        issued = None if (element, item) in self._first_written else self._issued(element)
        if issued is not None:
            return issued
        if element in self._account:
            return Known("account", "B", ("field.account",))
        return self._ask(element, item)

    def _issued(self, element: str) -> Known | None:
        licence = self._held.get(element)
        if licence is not None:
            return Known("held", "A", ("field.held", licence, *LAW), licence=licence)
        for licence, giver in self._prepared.certified.get(element, ()):
            if giver in self._applying:
                why = ("field.produced", giver, licence, *LAW)
                return Known("produced", "A", why, licence=licence, given_by=giver)
        register = self._register(element)
        if register in self._connected:
            return Known("register", "A", ("field.register", register, *LAW), register=register)
        return None

    def _ask(self, element: str, item: str) -> Known:
        return Known("ask", "D", self._why_asked(element, item))

    def _why_asked(self, element: str, item: str) -> tuple[str, ...]:
        form = self._first_written.get((element, item))
        if form is not None:
            return ("field.first_captured", item, form)
        register = self._register(element)
        if register == "self":
            return ("field.only_applicant",)
        if register == "account":
            return ("field.account_unknown",)
        captured = self._captured.get(register)
        if captured is not None:
            return ("field.first_captured", captured.item, captured.form.id)
        return ("field.reuse_off" if register in self._connected else "field.register_not_connected", register)

    def _register(self, element: str) -> str:
        return self._elements[element].register

    def giver(self, licence: str, item: str) -> str | None:
        """Name the item of this plan, other than `item`, that ends with `licence`."""
        givers = self._prepared.givers.get(licence, ())
        return next((giver for giver in givers if giver != item and giver in self._applying), None)

    def paper(self, material: Material, item: str) -> Literal["held", "produced", "shared"] | None:
        """Say how a paper that `item` asks for need not be handed in; None when it must be."""
        if not self._reuse:
            return None
        if material.licence is not None:
            if material.licence in self._licences:
                return "held"
            if self.giver(material.licence, item) is not None:
                return "produced"
        return "shared" if self.shares(material) else None

    def shares(self, material: Material) -> tuple[str, ...]:
        """Name the connected registers that together know all that a paper makes known, itself or as the paper of its
        licence type; none when one element is missing or nobody says what it makes known."""
        elements = material.certifies
        if not elements and material.licence is not None:
            elements = self._prepared.catalogue.licences[material.licence].certifies
        registers = [self._register(element) for element in elements]
        return tuple(dict.fromkeys(registers)) if self._connected.issuperset(registers) else ()


def _held(prepared: Prepared, holdings: Holdings) -> dict[str, str]:
    licences = prepared.catalogue.licences
    held = sorted(holdings.licences & licences.keys(), reverse=True)
    return {element: licence for licence in held for element in licences[licence].certifies}
