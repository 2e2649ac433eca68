"""Checking who must sign: a known role, once, whom the form lets be recognised."""

from collections.abc import Iterator

from yici.domain.catalogue import Catalogue
from yici.domain.checking.faults import doubled, missing
from yici.domain.fault import Fault
from yici.domain.item import Item

NUMBER = "id_number"


def check_signers(catalogue: Catalogue, item: Item, subject: str) -> Iterator[Fault]:
    """This will find a role that there is not or that is named twice, and one of whom the form asks no number: nobody
    could tell whether the right person signed."""
    asked = {box.element for form in item.forms for box in form.fields}
    yield from doubled(subject, "signers", (one.role for one in item.signers))
    for n, signer in enumerate(item.signers):
        path = f"signers.{n}.role"
        if signer.role not in catalogue.roles:
            yield missing(subject, path, "role", signer.role)
        elif f"{signer.role}.{NUMBER}" not in asked:
            yield Fault("signer.no_number", path, {"role": signer.role, "item": item.name}, "fault", subject)
