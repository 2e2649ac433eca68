"""What a bundle's definitions say whatever the answers: printed boxes by element, papers, givers; made once.

A catalogue never changes once it is built, so what is derived from it is kept beside it, for the bundles last used.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue, agencies_of, calendar_names, calendar_of, items_of, questions_of
from yici.domain.fact import Source
from yici.domain.inheritance import chain_of, inherited
from yici.domain.item import Field, Item, MaterialUse, PrintedForm, Question
from yici.domain.keys import Keys
from yici.domain.place import PlaceDefinition
from yici.domain.planner.reasons import told
from yici.domain.reason import Reason
from yici.domain.same import Same
from yici.domain.vocabulary import Material, Role, role_of
from yici.domain.workdays import Calendar

T = TypeVar("T")


class UsedForm(NamedTuple):
    """One printed form of one item. `first_written` are the elements that enter the records by it: those of the
    registers that it first fills, and those that the licence given by its item will certify. `captured` are the
    records that it opens: (register, role)."""

    number: int
    item: str
    form: PrintedForm
    first_written: frozenset[str]
    captured: frozenset[tuple[str, str]]


class Box(NamedTuple):
    """One printed box; `number` is that of its form."""

    element: str
    number: int
    item: str
    form: str
    field: Field


class Group(NamedTuple):
    """All boxes of one element, in printed order."""

    element: str
    boxes: tuple[Box, ...]


class Wanted(NamedTuple):
    """One paper as one item asks for it."""

    item: Item
    use: MaterialUse
    material: Material


class LocalPapers(NamedTuple):
    """The papers that the items ask for at a `place`, whose `sources` stand beside their own; `spared` names those that
    the place asks for no more, and by whose word: (item, material) to source. `roles` are those of their subjects."""

    wanted: tuple[Wanted, ...]
    spared: dict[tuple[str, str], str]
    place: str
    sources: dict[str, Source]
    roles: Mapping[str, Role]


class Condition(NamedTuple):
    """One condition inside an item: what hangs on it, and the condition around it."""

    item: str
    within: str | None
    when: str
    why: Reason


class Kept:
    """Keeps what was made under a key, at most so many, the oldest going first; it lives as long as its definitions."""

    __slots__ = ("_made", "_most")

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: dict[Hashable, object] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what was made under a key, or make it now."""
        found = self._made.get(key)
        if found is None:
            found = make()
            while len(self._made) >= self._most:
                self._made.pop(next(iter(self._made)), None)
            self._made[key] = found
        return found  # type: ignore[return-value]


class Prepared:
    """The definitions of one bundle, indexed."""

    def __init__(self, catalogue: Catalogue, bundle: Bundle) -> None:
        self.catalogue = catalogue
        self.bundle = bundle
        self.facts = Kept(256)
        self.digests = Kept(256)
        self.printed = Kept(64)
        self.sheets = Kept(64)
        self.stacks = Kept(128)
        self._local = Kept(256)
        self._places = Kept(256)
        self._calendars = Kept(64)
        self._named = Kept(256)
        self._agency_of = agencies_of(catalogue)
        self.questions = questions_of(catalogue, bundle)
        self.answering = _answering(self.questions)
        self.items: dict[str, Item] = items_of(catalogue, bundle)
        self.sources: dict[str, dict[str, Source]] = {name: by_id(item.sources) for name, item in self.items.items()}
        self.givers = _givers(self.items)
        self.certified = _certified(catalogue, self.items)
        self.keys = _keys(Same(catalogue))
        self.forms = _forms(catalogue, self.items, self.keys)
        self.groups = _groups(self.forms)
        self.key_boxes = _key_boxes(self.groups, self.keys.elements)
        self.key_whens = tuple(dict.fromkeys(box.field.when for box in self.key_boxes))
        self.conditions = tuple(one for item in self.items.values() for one in _conditions(item))
        self.whens = tuple(dict.fromkeys(one.when for one in self.conditions))
        self.wanted = tuple(
            Wanted(item, use, catalogue.materials[use.material])
            for item in self.items.values()
            for use in item.materials
        )

    def place(self, code: str) -> PlaceDefinition | None:
        """Give what holds at a place, from its own definition and those above it; None when there is none."""
        chain = chain_of(self.catalogue.places, code)
        if not chain:
            return None
        # The nearest definition tells the whole chain.
        return self._places.get(chain[-1].code, lambda: inherited(chain, self._agency_of))

    def calendar_names(self, place: str) -> tuple[str, ...]:
        """Name the calendars of a place."""
        return self._named.get(place, lambda: calendar_names(self.catalogue, place))

    def calendar(self, names: tuple[str, ...]) -> Calendar | None:
        """Give the calendar of these names laid over each other; None when none of them is there."""
        return self._calendars.get(names, lambda: calendar_of(self.catalogue, names))

    def local_papers(self, place: PlaceDefinition) -> LocalPapers:
        """Give what is asked for at a place: the papers of the items and those that it adds, and what it spares."""
        return self._local.get(place.code, lambda: self._papers_at(place))

    def _papers_at(self, place: PlaceDefinition) -> LocalPapers:
        local = {name: place.items[name] for name in self.items if name in place.items}
        added = [
            Wanted(self.items[name], use, self.catalogue.materials[use.material])
            for name, one in local.items()
            for use in one.adds
        ]
        spared = {(name, one.material): one.source for name, item in local.items() for one in item.spares}
        return LocalPapers((*self.wanted, *added), spared, place.code, by_id(place.sources), self.catalogue.roles)


def prepare(catalogue: Catalogue, bundle: str) -> Prepared:
    """This will index the definitions of a bundle, or give the index made before for the same catalogue."""
    return _prepare(Same(catalogue), bundle)


@lru_cache(maxsize=4)
def _keys(same: Same[Catalogue]) -> Keys:
    """By what registers are asked hangs on no bundle, and takes longer to find than all the rest of one."""
    return Keys(same.value)


@lru_cache(maxsize=32)
def _prepare(same: Same[Catalogue], bundle: str) -> Prepared:
    return Prepared(same.value, same.value.bundles[bundle])


def by_id(sources: tuple[Source, ...]) -> dict[str, Source]:
    """This will index sources by their id."""
    return {source.id: source for source in sources}


def _answering(questions: Mapping[str, Question]) -> dict[str, tuple[str, ...]]:
    """Say for each name that a condition may stand on, a question or an element, which questions answer it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, question in questions.items():
        for answered in dict.fromkeys((name, question.element or name)):
            found[answered] = (*found.get(answered, ()), name)
    return found


def _givers(items: dict[str, Item]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for item in items.values():
        for licence in item.gives:
            found[licence] = (*found.get(licence, ()), item.id)
    # Of several the same is named, whatever the order of the files.
    return {licence: tuple(sorted(names)) for licence, names in found.items()}


def _certified(catalogue: Catalogue, items: dict[str, Item]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Say for each element which licences certify it that an item of the bundle gives: (licence, item)."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for item in items.values():
        for licence in item.gives:
            for element in catalogue.licences[licence].certifies:
                found[element] = (*found.get(element, ()), (licence, item.id))
    return {element: tuple(sorted(givers)) for element, givers in found.items()}


def _forms(catalogue: Catalogue, items: dict[str, Item], keys: Keys) -> tuple[UsedForm, ...]:
    named = [(item, form) for item in items.values() for form in item.forms]
    return tuple(
        UsedForm(number, item.id, form, _first_written(catalogue, item, form), _captured(catalogue, form, keys))
        for number, (item, form) in enumerate(named)
    )


def _first_written(catalogue: Catalogue, item: Item, form: PrintedForm) -> frozenset[str]:
    given = {element for licence in item.gives for element in catalogue.licences[licence].certifies}
    return frozenset(
        field.element
        for field in form.fields
        if field.omit is None
        and (field.element in given or catalogue.elements[field.element].register in form.captures)
    )


def _captured(catalogue: Catalogue, form: PrintedForm, keys: Keys) -> frozenset[tuple[str, str]]:
    """A new shop's form fills the business register's record of the shop, not those of other businesses."""
    printed = [(catalogue.elements[field.element].register, field) for field in form.fields if field.omit is None]
    return frozenset(
        (register, keys.record(register, role_of(field.element)))
        for register, field in printed
        if register in form.captures
    )


def _groups(forms: tuple[UsedForm, ...]) -> tuple[Group, ...]:
    boxes: dict[str, list[Box]] = {}
    for number, item, form, *_ in forms:
        for field in form.fields:
            boxes.setdefault(field.element, []).append(Box(field.element, number, item, form.id, field))
    return tuple(Group(element, tuple(group)) for element, group in boxes.items())


def _key_boxes(groups: tuple[Group, ...], keys: frozenset[str]) -> tuple[Box, ...]:
    """List the boxes that may ask by what a register is asked."""
    return tuple(box for group in groups if group.element in keys for box in group.boxes if box.field.omit is None)


def _conditions(item: Item) -> Iterator[Condition]:
    for within, when, why in _all_conditions(item):
        if when is not None:
            yield Condition(item.id, within, when, told(*why))


def _all_conditions(item: Item) -> Iterator[tuple[str | None, str | None, tuple[str, ...]]]:
    for form in item.forms:
        yield None, form.when, ("question.form", item.id, form.id)
        for field in form.fields:
            yield form.when, field.when, ("question.field", item.id, form.id, field.element)
    for use in item.materials:
        yield None, use.when, ("question.material", item.id, use.material)
    for need in item.needs:
        yield None, need.when, ("question.need", item.id, need.licence)
    for visit in item.inspections:
        yield None, visit.when, ("question.inspection", item.id, visit.id)
    if item.commitment is not None:
        yield None, item.commitment.when, ("question.commitment", item.id)
