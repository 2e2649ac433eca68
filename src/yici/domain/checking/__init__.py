"""Checking a whole catalogue: every name leads somewhere, every condition makes sense, every limit is lawful."""

from yici.domain.catalogue import Catalogue
from yici.domain.checking.bundles import check_bundle
from yici.domain.checking.items import check_item, questions_around
from yici.domain.checking.lists import check_list
from yici.domain.checking.nearest import with_nearest
from yici.domain.checking.places import check_place
from yici.domain.checking.projects import check_project
from yici.domain.checking.regimes import check_regime
from yici.domain.checking.successors import check_successors
from yici.domain.checking.vocabulary import check_vocabulary
from yici.domain.fault import Fault

__all__ = ["check_catalogue"]


def check_catalogue(catalogue: Catalogue) -> list[Fault]:
    """This will find everything wrong or odd in a catalogue; each fault names its definition as "kind:id"."""
    faults: list[Fault] = []
    faults += check_vocabulary(catalogue)
    for regime in catalogue.regimes.values():
        faults += check_regime(regime)
    around = questions_around(catalogue)
    for item in catalogue.items.values():
        faults += check_item(catalogue, item, around.get(item.id, []))
    faults += check_successors(catalogue)
    for bundle in catalogue.bundles.values():
        faults += check_bundle(catalogue, bundle)
    for place in catalogue.places.values():
        faults += check_place(catalogue, place, around)
    for course in catalogue.projects.values():
        faults += check_project(catalogue, course)
    for one in catalogue.lists.values():
        faults += check_list(one)
    return with_nearest(catalogue, faults)
