"""Who knows a data element already: the guide, a licence, a register, the account, or only the applicant."""

from collections.abc import Iterable
from typing import NamedTuple

from yici.domain.item import Item, PrintedForm
from yici.domain.plan import Origin, Trust
from yici.domain.planner.request import Request


class Known(NamedTuple):
    """Where the value of an element comes from, and how far it can be trusted."""

    origin: Origin
    trust: Trust
    register: str | None = None
    licence: str | None = None
    given_by: str | None = None
    question: str | None = None


ASK = Known("ask", "D")


class Sources:
    """Looks up who knows an element, for the items that apply. A register that this very matter first fills (the
    business register for a new shop) cannot prefill anything in it."""

    def __init__(self, request: Request, items: Iterable[Item]) -> None:
        items = tuple(items)
        self._request = request
        self._answered = _answered(request)
        self.captured = {
            register: (item.id, form.id) for item, form in _forms(request, items) for register in form.captures
        }
        self._connected = request.holdings.registers - self.captured.keys()
        self._held = _held(request)
        self._givers = givers(items)
        self._given = _given(request, items)
        self.first_written = _first_written(request, items, self._given)

    def known(self, element: str, item: str, *, reuse: bool, merged: bool) -> Known:
        """This will say where the form of `item` gets `element` from. `merged` lets answers of the guide count."""
        if merged and element in self._answered:
            return Known("answered", "D", question=self._answered[element])
        if not reuse:
            return ASK
        if (element, item) not in self.first_written:
            found = self._issued(element, item)
            if found is not None:
                return found
        return Known("account", "B") if element in self._request.holdings.elements else ASK

    def _issued(self, element: str, item: str) -> Known | None:
        if element in self._held:
            return Known("held", "A", licence=self._held[element])
        for licence, giver in self._given.get(element, ()):
            if giver != item:
                return Known("produced", "A", licence=licence, given_by=giver)
        register = self.register(element)
        return Known("register", "A", register=register) if register in self._connected else None

    def register(self, element: str) -> str:
        """Name the register that should know an element; `self` when only the applicant does."""
        return self._request.catalogue.elements[element].register

    def giver(self, licence: str, item: str) -> str | None:
        """Name the item of this plan, other than `item`, that ends with `licence`."""
        return next((giver for giver in self._givers.get(licence, ()) if giver != item), None)

    def connected(self, register: str) -> bool:
        """True when a register can be read in this matter."""
        return register in self._connected

    def shares(self, elements: Iterable[str]) -> tuple[str, ...]:
        """Name the connected registers that together know all of `elements`; none when one element is missing."""
        registers = [self.register(element) for element in elements]
        return tuple(dict.fromkeys(registers)) if self._connected.issuperset(registers) else ()


def _answered(request: Request) -> dict[str, str]:
    named = ((request.questions[name].element, name) for name in request.answers)
    return {element: name for element, name in named if element is not None}


def _forms(request: Request, items: Iterable[Item]) -> Iterable[tuple[Item, PrintedForm]]:
    return ((item, form) for item in items for form in item.forms if request.judge(form.when).holds is not False)


def _held(request: Request) -> dict[str, str]:
    licences = request.catalogue.licences
    held = sorted(request.holdings.licences & licences.keys(), reverse=True)
    return {element: licence for licence in held for element in licences[licence].certifies}


def givers(items: Iterable[Item]) -> dict[str, list[str]]:
    """This will say for each licence which items end with it."""
    found: dict[str, list[str]] = {}
    for item in items:
        for licence in item.gives:
            found.setdefault(licence, []).append(item.id)
    return found


def _given(request: Request, items: Iterable[Item]) -> dict[str, list[tuple[str, str]]]:
    given: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        for licence in item.gives:
            for element in request.catalogue.licences[licence].certifies:
                given.setdefault(element, []).append((licence, item.id))
    return given


def _first_written(
    request: Request, items: Iterable[Item], given: dict[str, list[tuple[str, str]]]
) -> dict[tuple[str, str], str]:
    """Find the boxes where an element enters the records: element and item, with the form."""
    elements = request.catalogue.elements
    found: dict[tuple[str, str], str] = {}
    for item, form in _forms(request, items):
        for box in form.fields:
            if box.omit is None and (
                elements[box.element].register in form.captures
                or any(giver == item.id for _, giver in given.get(box.element, ()))
            ):
                found.setdefault((box.element, item.id), form.id)
    return found
