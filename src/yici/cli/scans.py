"""Scanning uploads beside the worker: no deadline waits for a scanner."""

from yici.cli.aside import Aside
from yici.files.scanning import files_scan, files_waiting
from yici.people.present import now


class Scans(Aside):
    """The thread that scans, if there is one."""

    name = "scans"

    def waits(self) -> bool:
        """This will say whether a file waits."""
        return files_waiting(now=now())

    def run(self) -> None:
        """This will scan all that waits."""
        while files_scan(now=now()):
            pass
