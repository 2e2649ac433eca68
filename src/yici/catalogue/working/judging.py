"""What a draft comes to: the catalogue with its files in it, and what is wrong there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from yici.catalogue import store
from yici.catalogue.read import Read
from yici.catalogue.reading import Reading, read_changed
from yici.catalogue.working.base import Base, base_of, mark_of
from yici.domain.catalogue import Catalogue
from yici.domain.fault import Fault


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft's files read over their base. `own` are the faults and warnings of its files, `others` those that it
    brings to files that it does not hold."""

    base: Base
    reading: Reading
    own: tuple[Fault, ...]
    others: tuple[Fault, ...]

    @property
    def catalogue(self) -> Catalogue:
        """What can be built of it."""
        return self.reading.catalogue

    @property
    def sound(self) -> bool:
        """Whether it may be proposed: nothing but warnings."""
        return not any(one.severity == "fault" for one in (*self.own, *self.others))

    @property
    def digest(self) -> str:
        """The digest of the state that it would be."""
        return store.digest_of(store.members_text(self.reading.files))

    def of(self, path: str) -> tuple[Fault, ...]:
        """This will give the faults of one file."""
        return tuple(one for one in self.own if one.file == path)

    def read(self, path: str) -> Read | None:
        """This will give a file as far as it could be read."""
        return next((one for one in self.reading.files if one.file == path), None)


def judged(digest: str, files: Mapping[str, str | None]) -> Judged:
    """This will read the files of a draft (None: taken out) over the state of a digest."""
    return _judged(digest, tuple(sorted(files.items())))


@lru_cache(maxsize=6)
def _judged(digest: str, files: tuple[tuple[str, str | None], ...]) -> Judged:
    base = base_of(digest)
    gone = {path for path, text in files if text is None}
    held = [(path, text.encode()) for path, text in files if text is not None]
    reading = read_changed(held, [read for read in base.reads if read.file not in gone])
    names = {path for path, _ in held}
    found = [one for one in reading.faults if one.file in names or mark_of(one) not in base.faults]
    return Judged(base, reading, tuple(_in(found, names)), tuple(one for one in found if one.file not in names))


def _in(faults: Iterable[Fault], names: set[str]) -> Iterable[Fault]:
    """Faults first, each in the order of its file."""
    return sorted((one for one in faults if one.file in names), key=lambda one: (one.severity != "fault", one.file))
