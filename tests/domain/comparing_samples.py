"""States of a catalogue that hold one definition, of each kind that is compared."""

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue
from yici.domain.comparing import KINDS
from yici.domain.item import Item
from yici.domain.place import PlaceDefinition
from yici.domain.regime import Regime
from yici.domain.vocabulary import Agency, Element, LicenceType, Material, Register, Role, Theme

TYPES = {
    "bundle": Bundle, "item": Item, "place": PlaceDefinition, "regime": Regime, "material": Material,
    "licence": LicenceType, "element": Element, "register": Register, "agency": Agency, "role": Role, "theme": Theme,
}  # fmt: skip


def of(kind: str, definition: object) -> Catalogue:
    return Catalogue(**{KINDS[kind]: {"x": definition}})  # type: ignore[arg-type]
