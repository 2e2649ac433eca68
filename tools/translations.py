"""The texts to translate: collected from Python and templates, merged into the catalogue, without gettext's programs.

Run as a script by `make messages`. The source texts are Chinese, the catalogue is English. Places and dates are left
out of the file, and it is sorted, so that two people who add a text seldom collide.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "yici"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def collected() -> Catalog:
    """This will be a catalogue of every text that the package asks to have translated."""
    catalogue = Catalog(locale="en")
    for path in sorted(PACKAGE.rglob("*")):
        for texts, context in texts_of(path):
            catalogue.add(texts, context=context)
    return catalogue


def texts_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """This will give the texts of one file with their contexts; a text with a plural is a pair."""
    if path.suffix == ".py":
        source = path.read_bytes()
    elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
        source = as_python(path)
    else:
        return
    for _, texts, _, context in extract(extract_python, BytesIO(source), keywords=KEYWORDS):
        yield texts, context


def as_python(path: Path) -> bytes:
    """This will turn a template into calls of gettext, one a line, with everything else removed."""
    blotted = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    calls = re.findall(r"""\b(?:\w*gettext|_)\((?:\s|,|\w|u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")*\)""", blotted)
    return "\n".join(["# -*- coding: utf-8 -*-", *calls]).encode()


def kept() -> Catalog:
    """This will be the catalogue as it lies in the file; an empty one where there is none."""
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def untranslated(catalogue: Catalog) -> list[str]:
    """This will list the texts without a translation that can be used: empty, or marked as a guess."""
    return [first_text(message) for message in entries(catalogue) if message.fuzzy or not all(strings(message))]


def misfilled(catalogue: Catalog) -> list[str]:
    """This will list the texts whose translation does not carry the same placeholders."""
    return [
        first_text(message)
        for message in entries(catalogue)
        if any(placeholders(string) != placeholders(first_text(message)) for string in strings(message))
    ]


def entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def first_text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def update() -> int:
    """This will rewrite the file with the texts of today, keep their translations, and say how many are missing."""
    catalogue = kept()
    catalogue.update(collected(), no_fuzzy_matching=True)
    body = BytesIO()
    write_po(body, catalogue, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(HEADER + "\n" + body.getvalue().decode(), encoding="utf-8")
    return len(untranslated(kept()))


if __name__ == "__main__":
    print(f"{CATALOGUE.relative_to(PACKAGE.parents[1])}: {update()} without a translation")
