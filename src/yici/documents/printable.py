"""Texts as the font can print them."""

import unicodedata
from dataclasses import dataclass, field

from yici.documents.fonts import Coverage

GETA = "〓"
_VARIATION_SELECTORS = range(0xE0100, 0xE01F0)


@dataclass(frozen=True, slots=True)
class Printable:
    """Cleans texts for one document and remembers in `missing` what the font does not hold, printed as 〓.

    Invisible controls are dropped: some reorder what the reader sees, and none may stand in an archived document.
    """

    coverage: Coverage
    missing: dict[str, None] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """This will give the text without invisible controls and with 〓 for every character that cannot be printed."""
        return "".join(map(self._char, text.replace("\r\n", "\n").strip()))

    def _char(self, char: str) -> str:
        if char == "\n" or ord(char) in _VARIATION_SELECTORS:
            return char
        if char.isspace():
            return char if char in self.coverage else " "
        if unicodedata.category(char) in {"Cc", "Cf"}:
            return ""
        if char in self.coverage:
            return char
        self.missing[f"U+{ord(char):04X}"] = None
        return GETA
