"""Who knows a data element already: the guide, a licence, a register, the account, or only the applicant."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from yici.domain.plan import Origin, Trust
from yici.domain.planner.reasons import LAW_SHARED
from yici.domain.planner.request import Request

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
    """Looks up who knows an element, under one setting of the levers `reuse` and `merged_form`.

    `used` are the forms that apply or may apply, by number, `applying` the items of the plan. A register that this very
    matter first fills (the business register for a new shop) cannot prefill anything in it.
    """

    def __init__(self, request: Request, applying: frozenset[str], used: Iterable[int], *, reuse: bool, merged: bool):
        self._request = request
        self._applying = applying
        self._used = tuple(request.prepared.forms[number] for number in used)
        self._reuse = reuse
        self._answered = _answered(request) if merged else {}
        self._captured = {register: form for form in self._used for register in form.form.captures}
        self._connected = request.holdings.registers - self._captured.keys()
        self._held = _held(request)
        self._known: dict[tuple[str, str], Known] = {}

    @cached_property
    def _first_written(self) -> dict[tuple[str, str], str]:
        return {(element, used.item): used.form.id for used in self._used[::-1] for element in used.first_written}

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
        issued = None if (element, item) in self._first_written else self._issued(element, item)
        if issued is not None:
            return issued
        if element in self._request.holdings.elements:
            return Known("account", "B", ("field.account",))
        return self._ask(element, item)

    def _issued(self, element: str, item: str) -> Known | None:
        licence = self._held.get(element)
        if licence is not None:
            return Known("held", "A", ("field.held", licence, *LAW), licence=licence)
        for licence, giver in self._request.prepared.certified.get(element, ()):
            if giver != item and giver in self._applying:
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
        return self._request.catalogue.elements[element].register

    def giver(self, licence: str, item: str) -> str | None:
        """Name the item of this plan, other than `item`, that ends with `licence`."""
        givers = self._request.prepared.givers.get(licence, ())
        return next((giver for giver in givers if giver != item and giver in self._applying), None)

    def shares(self, elements: Iterable[str]) -> tuple[str, ...]:
        """Name the connected registers that together know all of `elements`; none when one element is missing."""
        registers = [self._register(element) for element in elements]
        return tuple(dict.fromkeys(registers)) if self._connected.issuperset(registers) else ()


def _answered(request: Request) -> dict[str, str]:
    named = ((request.questions[name].element, name) for name in request.answers)
    return {element: name for element, name in named if element is not None}


def _held(request: Request) -> dict[str, str]:
    licences = request.catalogue.licences
    held = sorted(request.holdings.licences & licences.keys(), reverse=True)
    return {element: licence for licence in held for element in licences[licence].certifies}
