"""The faults of a spreadsheet, as many as a person can read; the rest are counted."""

from dataclasses import dataclass, field

from yici.domain.fault import Fault

MOST = 500


@dataclass(slots=True)
class Found:
    """Collects the faults of one file with sheet and cell."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)
    """What was done with the sheets that a person should know of, and that stops nothing."""
    beyond: int = 0
    sheets_unread: bool = False
    """True when a sheet could not be read: what it may have said is not told as missing elsewhere."""
    told: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, code: str, sheet: str = "", cell: str = "", line: int = 1, /, **params: str) -> None:
        """This will note a fault, or only count it when there are too many already."""
        if len(self.faults) >= MOST:
            self.beyond += 1
            return
        path = f"{sheet}!{cell}" if cell else sheet
        given = {key: value[:80] for key, value in params.items() if value or key != "near"}
        self.faults.append(Fault(code, path, given, "fault", "", self.file, line))

    def once(self, code: str, sheet: str, cell: str, line: int, /, *, heading: str) -> None:
        """This will note a fault of a whole column once in a sheet."""
        if (code, sheet, heading) not in self.told:
            self.told.add((code, sheet, heading))
            self.add(code, sheet, cell, line, heading=heading)

    def unread(self, code: str, sheet: str, cell: str = "", line: int = 1, /, **params: str) -> None:
        """This will note why a sheet was not read."""
        self.sheets_unread = True
        self.add(code, sheet, cell, line, **params)

    def notice(self, code: str, sheet: str, cell: str, line: int, /, **params: str) -> None:
        """This will note what a person should know of."""
        given = {key: value[:80] for key, value in params.items()}
        self.notices.append(Fault(code, f"{sheet}!{cell}", given, "warning", "", self.file, line))

    def notice_once(self, code: str, sheet: str, cell: str, line: int, /, *, heading: str) -> None:
        """This will note once in a sheet what a person should know of a whole column."""
        if (code, sheet, heading) not in self.told:
            self.told.add((code, sheet, heading))
            self.notice(code, sheet, cell, line, heading=heading)

    def all(self) -> list[Fault]:
        """This will give every fault that is kept, and how many more there are."""
        if not self.beyond:
            return self.faults
        return [*self.faults, Fault("book.more_faults", params={"count": str(self.beyond)}, file=self.file, line=1)]
