"""The faults of a spreadsheet, as many as a person can read; the rest are counted."""

from dataclasses import dataclass, field

from yici.domain.fault import Fault

MOST = 500


@dataclass(slots=True)
class Found:
    """Collects the faults of one file with sheet and cell."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    beyond: int = 0

    def add(self, code: str, sheet: str = "", cell: str = "", line: int = 1, /, **params: str) -> None:
        """This will note a fault, or only count it when there are too many already."""
        if len(self.faults) >= MOST:
            self.beyond += 1
            return
        path = f"{sheet}!{cell}" if cell else sheet
        given = {key: value[:80] for key, value in params.items() if value or key != "near"}
        self.faults.append(Fault(code, path, given, "fault", "", self.file, line))

    def all(self) -> list[Fault]:
        """This will give every fault that is kept, and how many more there are."""
        if not self.beyond:
            return self.faults
        return [*self.faults, Fault("book.more_faults", params={"count": str(self.beyond)}, file=self.file, line=1)]
