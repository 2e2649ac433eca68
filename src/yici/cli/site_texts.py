"""A site's own wording: any sentence of the pages in other words, kept as catalogues under the site's folder.

A catalogue is written whole beside the old one and takes its place; processes that start afterwards speak it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from yici.domain.error import Invalid, NotFound

SHIPPED: Final = Path(__file__).resolve().parents[1] / "locale" / "en" / "LC_MESSAGES" / "django.po"
FOLDERS: Final[Mapping[str, str]] = {"zh": "zh_Hans", "en": "en"}
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence: the Chinese that the program has, its English, and this site's own words, if any."""

    source: str
    english: str
    own: str
    own_english: str


def texts_find(word: str, limit: int = 50) -> list[Text]:
    """This will find the sentences that contain a word, in Chinese, in English or in this site's words; blanks, which
    pages show narrower than they are, do not count."""
    wanted = _plain(word)
    found = (one for one in _all() if any(wanted in _plain(part) for part in _parts(one)))
    return [one for one, _ in zip(found, range(limit), strict=False)]


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


def texts_own() -> list[Text]:
    """This will list the sentences that this site says in its own words."""
    return [one for one in _all() if one.own or one.own_english]


def text_set(*, source: str, own: str, language: str) -> None:
    """This will say a sentence in other words. Raises NotFound("text.unknown") for one that no page has,
    Invalid("text.placeholders" | "text.length") for words that lose or add a {value}, or are empty or too long."""
    if source not in _shipped():
        raise NotFound("text.unknown", source=source, remedy="copy the sentence from `yici texts find`")
    if not own.strip() or len(own) > LONGEST:
        raise Invalid("text.length", longest=LONGEST, remedy="write some words, not too many")
    if sorted(PLACEHOLDER.findall(own)) != sorted(PLACEHOLDER.findall(source)):
        kept = " ".join(PLACEHOLDER.findall(source)) or "-"
        raise Invalid("text.placeholders", kept=kept, remedy="keep what stands in {} and %( )s, no more and no less")
    catalogue = _own(language)
    catalogue.add(source, own)
    _write(catalogue, language)


def text_reset(*, source: str, language: str) -> None:
    """This will say a sentence in the program's words again. Raises NotFound("text.not_own")."""
    catalogue = _own(language)
    if source not in catalogue:
        raise NotFound("text.not_own", source=source, remedy="list this site's own words: yici texts list")
    catalogue.delete(source)
    _write(catalogue, language)


def _all() -> Iterator[Text]:
    own = {language: _words(_own(language)) for language in FOLDERS}
    for source, english in _shipped().items():
        yield Text(source, english, own["zh"].get(source, ""), own["en"].get(source, ""))


def _parts(text: Text) -> tuple[str, ...]:
    return text.source, text.english, text.own, text.own_english


def _shipped() -> dict[str, str]:
    return _words(_read(SHIPPED))


def _words(catalogue: Catalog) -> dict[str, str]:
    return {one.id: str(one.string) for one in catalogue if isinstance(one.id, str) and one.id and not one.context}


def _own(language: str) -> Catalog:
    path = _path(language).with_suffix(".po")
    return _read(path) if path.exists() else Catalog(locale=FOLDERS[language])


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / FOLDERS[language] / "LC_MESSAGES" / "django.mo"


def _write(catalogue: Catalog, language: str) -> None:
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    for target, write in ((path.with_suffix(".po"), write_po), (path, write_mo)):
        beside = target.with_name(f"{target.name}.new")
        with beside.open("wb") as file:
            write(file, catalogue)
        beside.replace(target)
