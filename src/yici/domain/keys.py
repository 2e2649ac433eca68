"""By what a register is asked: it can only tell of somebody whose identity number, code or address is known."""

from collections.abc import Iterator

from yici.domain.catalogue import Catalogue
from yici.domain.vocabulary import Register, role_of

Key = tuple[str, ...]


class Keys:
    """The keys of all registers, by the roles of the subjects that they know.

    `elements` are all elements that are part of some key. No register is asked by what another could only answer after
    it: checking a catalogue refuses such circles.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._known = frozenset(catalogue.elements)
        roles = {role_of(element) for element in self._known}
        self._keys = {
            (register.id, role): tuple(filter(None, (self._of(register, one) for one in subjects(register, role))))
            for register in catalogue.registers.values()
            for role in roles
        }
        self._records = {
            (register.id, role): tuple(subjects(register, role))[-1]
            for register in catalogue.registers.values()
            for role in register.within
        }
        self.elements = frozenset(
            element for ways in self._keys.values() for keys in ways for key in keys for element in key
        )

    def of(self, register: str, role: str) -> tuple[tuple[Key, ...], ...]:
        """Give the keys of a subject in a register, then those of the subjects in whose records it stands."""
        return self._keys.get((register, role), ())

    def record(self, register: str, role: str) -> str:
        """Name the role in whose record a subject stands: the enterprise for its legal representative."""
        return self._records.get((register, role), role)

    def _of(self, register: Register, subject: str) -> tuple[Key, ...]:
        """A key that no element stands for could never be known; one of nothing would tell of everybody."""
        keys = (tuple(f"{subject}.{base}" for base in bases) for bases in register.keys)
        return tuple(key for key in keys if key and self._known.issuperset(key))


def subjects(register: Register, role: str) -> Iterator[str]:
    """This will name a role, then the roles in whose records it stands, from the nearest outwards, each once."""
    seen: set[str] = set()
    while role not in seen:
        yield role
        seen.add(role)
        role = register.within.get(role, role)
