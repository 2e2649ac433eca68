"""What `verify` asks of intake: whether every frozen plan still is the text that its digest was made of."""

from collections.abc import Iterator

from yici.intake import store
from yici.ledger import register


def altered_plans() -> Iterator[str]:
    """This will give a sentence for each plan that was changed after it was frozen."""
    for digest in store.altered():
        yield f"the frozen plan {digest[:12]} is not what was frozen"


register.inspect("intake.plans", altered_plans)
