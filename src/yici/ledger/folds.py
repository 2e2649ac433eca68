"""By which number of its fold the rows of a kind of stream were made, and by which this program makes them.

When the same events lead to another state than before, a machine's fold gets another number, and bringing an instance
up to date (`yici migrate`) makes the rows of before anew (`verify.renew`).
"""

from collections.abc import Collection

from yici.ledger.register import Register
from yici.ledger.store import folds


def outdated(register: Register) -> list[str]:
    """Name the kinds whose rows were made by another fold than this program's."""
    noted = folds.numbers()
    machines = register.machines.items()
    return sorted(kind for kind, machine in machines if noted.get(kind, machine.number) != machine.number)


def note(kinds: Collection[str], register: Register) -> None:
    """Note that all rows of these kinds are made by this program's folds."""
    folds.note({kind: register.machines[kind].number for kind in kinds if kind in register.machines})
