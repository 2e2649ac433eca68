"""From a document to what its template prints: plain values with every day and limit already in words."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from yici.documents.kinds import Document
from yici.documents.parts import Due
from yici.documents.printable import Printable
from yici.documents.sentences import sentences
from yici.documents.spelling import day_in_words, due_in_words, moment_in_words

Words = Mapping[str, str]


def view_of(document: Document, words: Words, printable: Printable) -> dict[str, object]:
    """This will give the values of a document and its sentences, as texts, numbers, lists and dictionaries only."""
    said = {name: printable.text(text) for name, text in sentences(document, words).items()}
    return {"document": _plain(document, words, printable.text), "said": said}


def _plain(value: object, words: Words, clean: Callable[[str], str]) -> object:
    match value:
        case str():
            return clean(value)
        case tuple():
            return [_plain(part, words, clean) for part in value]
        case _ if isinstance(value, (Due, date)):
            return clean(_in_words(value, words))
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name), words, clean) for field in fields(value)}
        case _:
            return value


def _in_words(value: Due | date, words: Words) -> str:
    match value:
        case Due():
            return due_in_words(value, words)
        case datetime():
            return moment_in_words(value, words["lang"])
        case _:
            return day_in_words(value, words["lang"])
