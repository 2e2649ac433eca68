"""Doing batches beside the worker: no deadline waits for two hundred cases."""

from yici.cases.batch_running import batch_run, batches_to_do
from yici.cli.aside import Aside
from yici.people.present import now


class Batches(Aside):
    """The thread that does batches, if there is one."""

    name = "batches"

    def waits(self) -> bool:
        """This will say whether a batch waits."""
        return batches_to_do(now=now())

    def run(self) -> None:
        """This will do all that wait."""
        while batch_run(now=now()) is not None:
            pass
