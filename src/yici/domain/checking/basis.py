"""Checking the basis of what is in force: an article of a law, by a listed source that is that law."""

from collections.abc import Iterator

from yici.domain.bundle import Bundle
from yici.domain.catalogue import Catalogue
from yici.domain.fault import Fault, Severity
from yici.domain.item import Basis, Item


def check_basis(item: Item, subject: str) -> Iterator[Fault]:
    """This will find that no basis is named, or one that an item in force cannot rest on; a reference may be unsure."""
    if not item.basis:
        severity: Severity = "fault" if item.level == "in_force" else "warning"
        yield Fault("item.no_basis", "basis", {"item": item.name}, severity, subject)
    if item.level == "in_force":
        for n, basis in enumerate(item.basis):
            if not _rests(item, basis):
                params = {"item": item.name, "source": basis.source}
                yield Fault("item.basis_no_law", f"basis.{n}", params, "fault", subject)


def check_bases(catalogue: Catalogue, bundle: Bundle, subject: str) -> Iterator[Fault]:
    """This will find the items of a bundle in force that rest on no law: in force they would be through it."""
    if bundle.level == "in_force":
        for n, member in enumerate(bundle.items):
            item = catalogue.items.get(member.item)
            if item is not None and not any(_rests(item, basis) for basis in item.basis):
                yield Fault("bundle.item_without_basis", f"items.{n}.item", {"item": item.name}, "fault", subject)


def _rests(item: Item, basis: Basis) -> bool:
    laws = {source.id for source in item.sources if source.kind == "law"}
    return bool(basis.law.strip() and basis.article.strip()) and basis.source in laws
