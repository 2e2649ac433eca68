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


class Beside:
    """A command that runs in a process of its own while something waits for it."""

    command = ""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def waits(self) -> bool:
        """This will say whether there is anything to do."""
        raise NotImplementedError

    def look(self) -> None:
        """This will start the process when something waits and none is at it."""
        if self._process is not None and self._process.poll() is None:
            return
        self._process = None
        if self.waits():
            # It follows this process, not the one that started this one: nobody whom it does not know.
            parent.lead()
            command = [sys.executable, "-c", PROGRAM, self.command]
            self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603

    def end(self) -> None:
        """This will end the process: what it ran is run again when its lease is over."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=10)


class Trials(Beside):
    """The process that runs trials, if there is one."""

    command = "whatif-run"

    def waits(self) -> bool:
        """This will say whether a trial waits."""
        return to_run(now())
