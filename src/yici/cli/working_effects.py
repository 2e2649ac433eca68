"""Working out the effects of drafts beside the worker, in a process of its own, so that no deadline waits for them."""

import click

from yici.catalogue.working.effects import effects_run, effects_waiting
from yici.cli.trials import Beside
from yici.people.present import now


@click.command("effects-run", hidden=True)
def effects_run_all() -> None:
    """Work out the effects of drafts that wait, one after the other, and stop."""
    while effects_run(now=now()) is not None:
        pass


class Effects(Beside):
    """The process that works out effects, if there is one."""

    command = "effects-run"

    def waits(self) -> bool:
        """This will say whether effects wait."""
        return effects_waiting(now())
