"""What the catalogue tells the ledger: how releases and proposals fold, and what `verify` asks beside them."""

from collections.abc import Iterator

from yici.catalogue import record, store
from yici.catalogue.models import Proposal, Release
from yici.ledger import register


def _releases() -> int:
    return Release.objects.filter(stream__isnull=False).count()


def _proposals() -> int:
    return Proposal.objects.count()


def altered_definitions() -> Iterator[str]:
    """This will give a sentence for each definition or list of members that was changed after it was stored."""
    for what, digest in store.altered():
        yield f"the {what} {digest[:12]} is not what was stored"


register.machine(
    record.RELEASE, record.fold_release, record.rows_of(Release), record.writer_of(Release), count=_releases
)
register.machine(
    record.PROPOSAL, record.fold_proposal, record.rows_of(Proposal), record.writer_of(Proposal), count=_proposals
)
register.inspect("catalogue.definitions", altered_definitions)
