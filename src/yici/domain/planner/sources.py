"""Who knows a data element already: the guide, a licence, a register, the account, or only the applicant."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from yici.domain.form import Origin, Trust
from yici.domain.keys import Key
from yici.domain.planner.prepared import Prepared, UsedForm
from yici.domain.planner.reasons import LAW_SHARED
from yici.domain.policy import Holdings
from yici.domain.vocabulary import Material, role_of

LAW = tuple(LAW_SHARED.values())
Printed = tuple[tuple[str, str], ...]


class Known(NamedTuple):
    """Where the value of an element comes from, how far it can be trusted, and why (a code and its parameters)."""

    origin: Origin
    trust: Trust
    why: tuple[str, ...]
    register: str | None = None
    licence: str | None = None
    given_by: str | None = None
    question: str | None = None


OWN = frozenset({"answered", "account", "held"})
ONLY_THEY = Known("ask", "D", ("field.only_applicant",))


def _surety(known: Known) -> tuple[str, str, tuple[str, ...]]:
    return known.trust, known.origin, known.why


class Way(NamedTuple):
    """How a register finds a subject: by `key`. `asked_for` are the elements that it cannot bring: those of the key,
    and those that would name the subject itself where only the record around it was found."""

    key: Key
    asked_for: frozenset[str]


class Sources:
    """Looks up who knows an element, for the items that apply and the forms that are used.

    A register that this very matter first fills (the business register for a new shop) cannot prefill anything in it,
    and none can tell of somebody of whom nobody has said who they are: it is asked by its key. `printed` are the key
    elements that are surely to be filled, with the item whose form asks for each. Merged, one form's key serves all.
    """

    def __init__(
        self,
        prepared: Prepared,
        applying: frozenset[str],
        used: Iterable[UsedForm],
        *,
        holdings: Holdings,
        answered: Mapping[str, str],
        printed: Printed,
        merged: bool,
        reuse: bool,
    ) -> None:
        used = tuple(used)
        self._prepared = prepared
        self._elements = prepared.catalogue.elements
        self._applying = applying
        self._answered = answered
        self._printed = _by_item(printed, merged=merged)
        self._merged = merged
        self._reuse = reuse
        self._account = holdings.elements
        self._declared = holdings.declared
        self._licences = holdings.licences
        self._registers = holdings.registers
        self._held = _held(prepared, holdings)
        self._captured = {record: form for form in used[::-1] for record in form.captured}
        self._first_written = {
            (element, form.item): form.form.id for form in used[::-1] for element in form.first_written
        }
        self._known: dict[tuple[str, str], Known] = {}
        self._ways: dict[tuple[str, str, str], Way | None] = {}

    def known(self, element: str, items: Iterable[str], number: int = 1) -> Known:
        """This will say where the forms of `items` get `element` from: when one of them must ask, it is asked.

        Answers, account and licences held tell of the first who fills a role, not of the others (`number`).
        """
        known = self._known_of_first(element, items)
        return ONLY_THEY if number > 1 and known.origin in OWN else known

    def _known_of_first(self, element: str, items: Iterable[str]) -> Known:
        found: Known | None = None
        for item in items:
            key = (element, item)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = self._look_up(element, item)
            if known.origin == "ask":
                return known
            # Two may get it from different places: the one less sure serves both, whatever the order of the files.
            found = known if found is None or _surety(known) > _surety(found) else found
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
        # What a matter first writes down is not what an account knows already: a firm that is founded has no name yet.
        if element in self._account and (element, item) not in self._first_written:
            # What nobody checked is worth no more than what the person would write into the form.
            declared = element in self._declared
            return Known("account", "D" if declared else "B", ("field.declared" if declared else "field.account",))
        return self._ask(element, item)

    def _issued(self, element: str, item: str) -> Known | None:
        licence = self._held.get(element)
        if licence is not None:
            return Known("held", "A", ("field.held", licence, *LAW), licence=licence)
        for licence, giver in self._prepared.certified.get(element, ()):
            if giver in self._applying:
                why = ("field.produced", giver, licence, *LAW)
                return Known("produced", "A", why, licence=licence, given_by=giver)
        register = self._elements[element].register
        way = self._answering(element, item)
        if way is not None and element not in way.asked_for:
            return Known("register", "A", self._why_spared(register, way), register=register)
        return None

    def _why_spared(self, register: str, way: Way) -> tuple[str, ...]:
        asked = [element for element in way.key if not self._given(element)]
        by = ("field.register_by", register, ", ".join(asked)) if asked else ("field.register", register)
        return (*by, *LAW)

    def _answering(self, element: str, item: str) -> Way | None:
        """Give the way by which a connected register tells of the subject of an element; None when it cannot."""
        register = self._elements[element].register
        if register not in self._registers or self._captured_by(element) is not None:
            return None
        return self._way(element, item)

    def _captured_by(self, element: str) -> UsedForm | None:
        register = self._elements[element].register
        return self._captured.get((register, self._prepared.keys.record(register, role_of(element))))

    def _way(self, element: str, item: str) -> Way | None:
        register, role = self._elements[element].register, role_of(element)
        place = (register, role, "" if self._merged else item)
        if place not in self._ways:
            self._ways[place] = self._find(register, role, self._printed.get(place[2], frozenset()))
        return self._ways[place]

    def _find(self, register: str, role: str, printed: frozenset[str]) -> Way | None:
        """Choose the nearest subject that can be found, by that key of it that asks the least."""
        nearer: list[str] = []
        for keys in self._prepared.keys.of(register, role):
            known = [key for key in keys if all(part in printed or self._given(part) for part in key)]
            if known:
                key = min(known, key=lambda key: sum(not self._given(part) for part in key))
                return Way(key, frozenset((*nearer, *key)))
            nearer += [part for key in keys for part in key]
        return None

    def _given(self, element: str) -> bool:
        """True when a value is there without any form: answered, on a licence held or produced, in the account."""
        return (
            element in self._answered
            or element in self._held
            or element in self._account
            or any(giver in self._applying for _, giver in self._prepared.certified.get(element, ()))
        )

    def _ask(self, element: str, item: str) -> Known:
        return Known("ask", "D", self._why_asked(element, item))

    def _why_asked(self, element: str, item: str) -> tuple[str, ...]:
        form = self._first_written.get((element, item))
        if form is not None:
            return ("field.first_captured", item, form)
        register = self._elements[element].register
        if register == "self":
            return ("field.only_applicant",)
        if register == "account":
            return ("field.account_unknown",)
        captured = self._captured_by(element)
        if captured is not None:
            return ("field.first_captured", captured.item, captured.form.id)
        return (self._why_not_found(element, item), register)

    def _why_not_found(self, element: str, item: str) -> str:
        way = self._way(element, item)
        if way is None:
            return "field.register_key_not_asked"
        if element in way.asked_for:
            return "field.register_key"
        connected = self._elements[element].register in self._registers
        return "field.reuse_off" if connected else "field.register_not_connected"

    def giver(self, licence: str, item: str) -> str | None:
        """Name the item of this plan, other than `item`, that ends with `licence`."""
        givers = self._prepared.givers.get(licence, ())
        return next((giver for giver in givers if giver != item and giver in self._applying), None)

    def may_give(self, licence: str | None, item: str, open_items: frozenset[str]) -> str | None:
        """Name the item, other than `item`, that would end with `licence` if an open question called for it."""
        givers = self._prepared.givers.get(licence, ()) if licence is not None and self._reuse else ()
        return next((giver for giver in givers if giver != item and giver in open_items), None)

    def paper(self, material: Material, item: str) -> Literal["held", "produced", "shared"] | None:
        """Say how a paper that `item` asks for need not be handed in; None when it must be."""
        if not self._reuse:
            return None
        if material.licence is not None:
            if material.licence in self._licences:
                return "held"
            if self.giver(material.licence, item) is not None:
                return "produced"
        return "shared" if self.shares(material, item) else None

    def shares(self, material: Material, item: str) -> tuple[str, ...]:
        """Name the connected registers that together know all that a paper makes known, itself or as the paper of its
        licence type; none when one element is missing, when they cannot be asked about its subject, or when nobody
        says what it makes known."""
        elements = material.certifies
        if not elements and material.licence is not None:
            elements = self._prepared.catalogue.licences[material.licence].certifies
        if any(self._answering(element, item) is None for element in elements):
            return ()
        return tuple(dict.fromkeys(self._elements[element].register for element in elements))


def _by_item(printed: Printed, *, merged: bool) -> dict[str, frozenset[str]]:
    if merged:
        return {"": frozenset(element for element, _ in printed)}
    return {item: frozenset(element for element, name in printed if name == item) for _, item in printed}


def _held(prepared: Prepared, holdings: Holdings) -> dict[str, str]:
    licences = prepared.catalogue.licences
    held = sorted(holdings.licences & licences.keys(), reverse=True)
    return {element: licence for licence in held for element in licences[licence].certifies}
