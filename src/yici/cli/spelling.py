"""Spelling names in this process: commands name new definitions by the thousand, and end soon."""

from pypinyin import lazy_pinyin

from yici.catalogue.slugs import spell_with


def spell_here() -> None:
    """This will let the ids of new definitions be spelt here."""
    spell_with(lazy_pinyin)
