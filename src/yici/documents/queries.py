"""Reading issued documents and the templates they are made from. Who may see a document is asked before, but for the
public page, which shows nothing personal."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from yici.documents import store, template_record
from yici.documents.templates_of import Template, shipped
from yici.domain.document import Document
from yici.ledger import keys

CODE = "document.check"
CODE_LENGTH = 14
"""Of an alphabet of 29 characters: some 2⁶⁸ codes."""


def code_of(document_id: UUID) -> str:
    """This will make the code of a document's public page: only this operator can, and nobody can guess it."""
    return keys.code(CODE, document_id, length=CODE_LENGTH)


def plain_code(typed: str) -> str:
    """This will give a code as it is kept, however it was typed."""
    return "".join(typed.upper().replace("-", "").split())[: 2 * CODE_LENGTH]


def documents_of_case(case: UUID) -> list[Document]:
    """This will give the documents of a case, for whoever was given the case."""
    return store.of_case(case)


def document_coded(code: str) -> Document | None:
    """This will give the document that a code names, None for a code of none."""
    plain = plain_code(code)
    return store.coded(plain) if len(plain) == CODE_LENGTH else None


def document_loaded(document_id: UUID) -> Document | None:
    """This will give a document by its id, for the job that seals it."""
    found = store.load([document_id]).get(document_id)
    return found.document if found else None


def seals_waiting() -> dict[str, int]:
    """This will count what waits for a seal, by body."""
    return store.waiting()


def to_seal(bodies: list[str] | None, *, now: datetime) -> bool:
    """This will say whether something waits that one of these bodies (None: any) could seal."""
    return store.to_seal(bodies, now)


def template_in_use(kind: str, language: str) -> Template:
    """This will give the template that documents of a kind are made from now: the site's own, else the shipped one."""
    return templates_in_use([kind], language)[kind]


def templates_in_use(kinds: Iterable[str], language: str) -> dict[str, Template]:
    """This will do as `template_in_use` for several kinds: one statement, and one for each that is the site's own."""
    used = template_record.in_use()
    found = {kind: used.get((kind, language)) for kind in kinds}
    files = {kind: template_record.files_of(one[0]) if one else None for kind, one in found.items()}
    return {kind: Template(kind, language, own) if own else shipped(kind, language) for kind, own in files.items()}


def template_kept(digest: str, kind: str, language: str) -> Template | None:
    """This will give a template by its digest, to make a document again as it was made; None when it is not kept."""
    if digest == shipped(kind, language).digest:
        return shipped(kind, language)
    files = template_record.files_of(digest)
    return Template(kind, language, files) if files else None


def templates_used() -> dict[tuple[str, str], tuple[str, str]]:
    """This will give digest and last fault of every template of the site that is in use, by kind and language."""
    return template_record.in_use()
