"""Checking the shared words: registers of elements, licences of papers, what each certifies, keys of registers."""

from collections.abc import Iterator

from yici.domain.catalogue import Catalogue
from yici.domain.checking.faults import missing
from yici.domain.fault import Fault
from yici.domain.keys import Keys
from yici.domain.likeness import paper_name
from yici.domain.vocabulary import Material, Register, base_of, role_of, subject_of


def check_vocabulary(catalogue: Catalogue) -> Iterator[Fault]:
    """This will find names in the shared words that lead nowhere, and registers that wait for each other."""
    yield from _elements(catalogue)
    yield from _certified(catalogue)
    keys = Keys(catalogue)
    for number, register in enumerate(catalogue.registers.values()):
        yield from _register(catalogue, number, register)
        if _in_circle(catalogue, keys, register):
            yield _wrong("register.key_circle", f"registers.{number}.keys", register)


def _wrong(code: str, path: str, register: Register) -> Fault:
    return Fault(code, path, {"register": register.id}, "fault", "registers:registers")


def _elements(catalogue: Catalogue) -> Iterator[Fault]:
    registers = {*catalogue.registers, "self", "account"}
    for number, element in enumerate(catalogue.elements.values()):
        if element.register not in registers:
            yield missing("elements:elements", f"elements.{number}.register", "register", element.register)


def _certified(catalogue: Catalogue) -> Iterator[Fault]:
    named: dict[tuple[str, str], str] = {}
    for number, material in enumerate(catalogue.materials.values()):
        yield from _one_paper(named, number, material)
        if material.licence and material.licence not in catalogue.licences:
            yield missing("materials:materials", f"materials.{number}.licence", "licence", material.licence)
    certified = [("materials", n, material.certifies) for n, material in enumerate(catalogue.materials.values())]
    certified += [("licences", n, licence.certifies) for n, licence in enumerate(catalogue.licences.values())]
    for kind, number, names in certified:
        for name in names:
            if name not in catalogue.elements:
                yield missing(f"{kind}:{kind}", f"{kind}.{number}.certifies", "element", name)


def _one_paper(named: dict[tuple[str, str], str], number: int, material: Material) -> Iterator[Fault]:
    """Two papers of one subject that go by the same name would be asked for twice: they are one, or one is misnamed."""
    for name in dict.fromkeys((material.name, *material.aliases)):
        # Signs, full-width letters and that a copy is wanted make no other paper.
        first = named.setdefault((subject_of(material.id) or "", paper_name(name)), material.id)
        if first != material.id:
            params = {"name": name, "material": material.id, "first": first}
            yield Fault("material.two_of_one_name", f"materials.{number}.name", params, "fault", "materials:materials")


def _register(catalogue: Catalogue, number: int, register: Register) -> Iterator[Fault]:
    """Keys and roles are parts of the ids of elements: one that is part of none was misspelt."""
    subject = "registers:registers"
    bases, roles = ({part(element) for element in catalogue.elements} for part in (base_of, role_of))
    for way, key in enumerate(register.keys):
        if not key:
            yield _wrong("register.key_empty", f"registers.{number}.keys.{way}", register)
        for place, base in enumerate(key):
            if base not in bases:
                yield missing(subject, f"registers.{number}.keys.{way}.{place}", "element", f"….{base}")
    for role, owner in register.within.items():
        for name in (role, owner):
            if name not in roles:
                yield missing(subject, f"registers.{number}.within.{role}", "role", name)


def _in_circle(catalogue: Catalogue, keys: Keys, register: Register) -> bool:
    """A register must not be asked by what only its own answer, or one that waits for it, would bring."""
    roles = {role_of(element) for element in catalogue.elements}
    return any(_returns(catalogue, keys, (register.id, role)) for role in roles)


def _returns(catalogue: Catalogue, keys: Keys, begun: tuple[str, str]) -> bool:
    ahead = list(_leads(catalogue, keys, begun))
    seen: set[tuple[str, str]] = set()
    while ahead:
        place = ahead.pop()
        if place == begun:
            return True
        if place not in seen:
            seen.add(place)
            ahead += _leads(catalogue, keys, place)
    return False


def _leads(catalogue: Catalogue, keys: Keys, place: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Name where the elements of a key may themselves be looked up: (register, role)."""
    for element in {element for same in keys.of(*place) for key in same for element in key}:
        ahead = (catalogue.elements[element].register, role_of(element))
        if ahead != place:
            yield ahead
