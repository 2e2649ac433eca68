"""Running what-if trials beside the worker: in a process of its own, so that no deadline waits for a model."""

import subprocess
import sys

import click

from yici import parent
from yici.oversight.queries import to_run
from yici.oversight.services import trial_run
from yici.people.present import now

PROGRAM = "import sys; from yici.cli import main; sys.exit(main())"


@click.command("whatif-run", hidden=True)
def whatif_run() -> None:
    """Run the trials that wait, one after the other, and stop."""
    while trial_run(now=now()) is not None:
        pass


class Trials:
    """The process that runs trials, if there is one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """This will start the process when a trial waits and none is running it."""
        if self._process is not None and self._process.poll() is None:
            return
        self._process = None
        if to_run(now()):
            # It follows this process, not the one that started this one: nobody whom it does not know.
            parent.lead()
            command = [sys.executable, "-c", PROGRAM, "whatif-run"]
            self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603

    def end(self) -> None:
        """This will end the process: what it ran is run again when its lease is over."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=10)
