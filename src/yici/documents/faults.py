"""What keeps a document from being printed, all of it at once."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass

from yici.documents.kinds import Decision, Document, OneTimeNotice
from yici.domain.error import Invalid

LONGEST_ADDRESS = 300


def check(document: Document) -> None:
    """This will let a document pass that is complete. Raises Invalid with the path of every empty or wrong value."""
    faults = [*_empty(document, ""), *_refusal(document), *_address(document)]
    if faults:
        raise Invalid("documents.incomplete", faults=faults, remedy="fill in what `faults` names")


def address_of(document: Document) -> str:
    """This will give the address that the QR code of a document opens."""
    return document.plan_url if isinstance(document, OneTimeNotice) else document.status_url


def _empty(value: object, path: str) -> Iterator[str]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _empty_field(field, getattr(value, field.name), f"{path}.{field.name}".lstrip("."))


def _empty_field(field: Field[object], value: object, path: str) -> Iterator[str]:
    if field.default is MISSING and _is_blank(value):
        yield path
    if isinstance(value, tuple):
        for at, part in enumerate(value):
            yield from [f"{path}[{at}]"] if _is_blank(part) else _empty(part, f"{path}[{at}]")
    else:
        yield from _empty(value, path)


def _is_blank(value: object) -> bool:
    return value == () or (isinstance(value, str) and not value.strip())


def _refusal(document: Document) -> Iterator[str]:
    """Give what a refusal lacks: the law asks it for reasons and remedies."""
    if isinstance(document, Decision) and not document.granted:
        yield from (name for name in ("grounds", "remedies") if not getattr(document, name))


def _address(document: Document) -> Iterator[str]:
    """Give the name of an address that no phone could scan and open."""
    address = address_of(document)
    opens = address.startswith(("https://", "http://")) and address.isascii() and address.isprintable()
    if address.strip() and not (opens and len(address) <= LONGEST_ADDRESS):
        yield "plan_url" if isinstance(document, OneTimeNotice) else "status_url"
