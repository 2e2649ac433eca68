"""A site's own templates, as files: which there are, what is wrong with each, and the template that they make.

    documents/decision.typ            for both languages
    documents/en/decision.typ         for English alone; zh-hans/ for Chinese alone
    documents/style.typ               the look of all, also in en/ and zh-hans/
    documents/zh-hans/words.toml      fixed words: key = "text"
    documents/marks.toml              marks of bodies and kinds for numbers

Whatever is not there is the shipped one.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import typst

from yici.documents.fonts import typefaces
from yici.documents.mandatory import MANDATORY, PLATFORM
from yici.documents.marking import Mark
from yici.documents.marks import FILE as MARKS
from yici.documents.marks import marks_of
from yici.documents.printable import Printable
from yici.documents.reading_back import bare, text_of
from yici.documents.render import render, seal_place
from yici.documents.sample_data import samples_of
from yici.documents.templates_of import KINDS, LANGUAGES, MAIN, SHIPPED, STYLE, Template, made_of
from yici.documents.view import view_of
from yici.documents.words import words_of

WORDS_FILE: Final = "words.toml"
LARGEST: Final = 200_000
_PACKAGE: Final = re.compile(r"""#?(?:import|include)\s*\(?\s*"@""")
_PLACE: Final = re.compile(r"┌─ (\S+?):(\d+):\d+")
_WEEKDAY: Final = re.compile(r" (周[一二三四五六日])")
_WRITTEN: Final = {
    "document_number": "opening", "check_code": "opening", "office.name": "closing", "valid_until": r"said\.validity",
}  # fmt: skip
"""Parts that are not written as they are called; what stands in a sentence alone comes with the first one."""
_BRACES: Final = re.compile(r"\{[a-z_]+\}")
MARK: Final = Mark(
    number="样例局样例书〔2026〕1号", check="https://yici.example.gov.cn/check/23456789ABCDEF/", code="23456789ABCDEF"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the file as the site names it, the line from 1 (0: the whole file), a code, what it is
    about."""

    file: str
    line: int
    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """One template as the site's files make it; `own` says whether any of its files is the site's. None: it cannot be
    made at all."""

    kind: str
    language: str
    template: Template | None
    own: bool
    faults: tuple[Fault, ...]


def drafts_of(folder: Path) -> list[Draft]:
    """This will read and check every template of a site, whole: every fault of all of them."""
    return [draft_of(folder, kind, language) for kind in KINDS for language in LANGUAGES]


def draft_of(folder: Path, kind: str, language: str) -> Draft:
    """This will read and check one template of a site."""
    faults: list[Fault] = []
    found = {name: _found(folder, language, name) for name in (f"{kind}.typ", STYLE, WORDS_FILE)}
    own = any(path is not None for path in found.values())
    main, style = (_source(folder, found[name], SHIPPED / name, faults) for name in (f"{kind}.typ", STYLE))
    words = _words(folder, found[WORDS_FILE], language, faults)
    if main is None or style is None or words is None or faults:
        return Draft(kind, language, None, own, tuple(faults))
    template = made_of(kind, language, main, style, words)
    named = {MAIN: found[f"{kind}.typ"], STYLE: found[STYLE]}
    places = {name: _spoken(folder, path) if path else name for name, path in named.items()}
    faults = list(_tried(template, places)) if own else []
    return Draft(kind, language, template, own, tuple(faults))


def stray_files(folder: Path) -> list[Fault]:
    """This will name the files of a site that nothing reads, and what is wrong with its marks."""
    known = {*(f"{kind}.typ" for kind in KINDS), STYLE}
    faults = [
        Fault(_spoken(folder, path), 0, "stray")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _read_by_us(path.relative_to(folder), known)
    ]
    if (wrong := marks_of(folder).fault) != "":
        faults.append(Fault(MARKS, 0, "marks", {"told": wrong}))
    return faults


def _read_by_us(path: Path, known: set[str]) -> bool:
    if any(part.startswith(".") for part in path.parts):
        return True
    if len(path.parts) == 1:
        return path.name in {*known, MARKS}
    return len(path.parts) == 2 and path.parts[0] in LANGUAGES and path.name in {*known, WORDS_FILE}


def _found(folder: Path, language: str, name: str) -> Path | None:
    for path in (folder / language / name, folder / name):
        if path.is_symlink() or path.exists():
            return path if name != WORDS_FILE or path.parent != folder else None
    return None


def _spoken(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _source(folder: Path, path: Path | None, shipped: Path, faults: list[Fault]) -> str | None:
    if path is None:
        return shipped.read_text(encoding="utf-8")
    text = _text(folder, path, faults)
    if text is None:
        return None
    for at, line in enumerate(text.splitlines(), 1):
        if _PACKAGE.search(line):
            faults.append(Fault(_spoken(folder, path), at, "package"))
    return text


def _text(folder: Path, path: Path, faults: list[Fault]) -> str | None:
    spoken = _spoken(folder, path)
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            faults.append(Fault(spoken, 0, "outside"))
            return None
        data = path.read_bytes()
        if len(data) > LARGEST:
            faults.append(Fault(spoken, 0, "large"))
            return None
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(spoken, 0, "unreadable"))
        return None


def _words(folder: Path, path: Path | None, language: str, faults: list[Fault]) -> dict[str, str] | None:
    if path is None:
        return {}
    text, spoken = _text(folder, path, faults), _spoken(folder, path)
    if text is None:
        return None
    try:
        told = tomllib.loads(text)
    except ValueError as fault:
        line = re.search(r"line (\d+)", str(fault))
        faults.append(Fault(spoken, int(line.group(1)) if line else 0, "words", {"told": str(fault)}))
        return None
    faults += (Fault(spoken, _line_of(text, key), code, {"key": key}) for key, code in _wrong_words(told, language))
    return told


def _line_of(text: str, key: str) -> int:
    lines = (at for at, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line))
    return next(lines, 0)


def _wrong_words(told: dict[str, Any], language: str) -> Iterator[tuple[str, str]]:
    """A word that nobody prints, that is no text, or that lost a value which is filled in."""
    shipped, printable = words_of(language), Printable(typefaces().coverage)
    for key, text in told.items():
        if key not in shipped or key in ("lang", "region"):
            yield key, "word_unknown"
        elif not isinstance(text, str) or not text.strip():
            yield key, "word_empty"
        elif sorted(_BRACES.findall(text)) != sorted(_BRACES.findall(shipped[key])):
            yield key, "word_values"
        elif printable.text(text) != text.strip():
            yield key, "word_unprintable"


def _tried(template: Template, places: dict[str, str]) -> Iterator[Fault]:
    """Compile it with made-up documents, and see what of the mandatory parts is missing on each."""
    own = places[MAIN] if places[MAIN] != MAIN else places[STYLE]
    missing: dict[tuple[str, str], None] = {}
    for sample in samples_of(template.kind, template.language):
        try:
            printed = text_of(render(sample, template.language, mark=MARK, template=template))
        except typst.TypstError as fault:
            yield _compiling(fault, places, own)
            return
        missing |= dict.fromkeys(_left_out(sample, template, printed))
    for path, source in missing:
        yield Fault(own, 0, "missing", {"part": path, "source": source, **_as_shipped(template.kind, path)})
    if template.kind == "decision" and _keeps_no_place(template):
        yield Fault(own, 0, "no_seal_place")


def _as_shipped(kind: str, part: str) -> dict[str, str]:
    """How the shipped templates write a part, and where: `d.accepted_on`, `acceptance_notice.typ:10`."""
    written = _WRITTEN.get(part, rf"(?:d|said)\.{part.partition('.')[0]}")
    for pattern in (written, r"said\.lead"):
        for name in (f"{kind}.typ", STYLE):
            for at, line in enumerate((SHIPPED / name).read_text(encoding="utf-8").splitlines(), 1):
                if found := re.search(rf"\b{pattern}\b", line):
                    return {"written": found[0], "shipped": f"{name}:{at}"}
    return {"written": "", "shipped": ""}


def _compiling(fault: typst.TypstError, places: dict[str, str], own: str) -> Fault:
    found = _PLACE.search(fault.diagnostic or "")
    file, line = (Path(found.group(1)).name, int(found.group(2))) if found else ("", 0)
    outside = any(told in fault.message for told in ("would escape", "file not found", "failed to load"))
    return Fault(places.get(file, own), line, "reads" if outside else "typst", {"told": fault.message})


def _left_out(sample: Any, template: Template, printed: str) -> Iterator[tuple[str, str]]:
    view: Any = view_of(sample, template.words, Printable(typefaces().coverage))["document"]
    told = {**MANDATORY[template.kind]}
    for path, source in told.items():
        if not all(_stands(one, printed) for one in _texts(view, path.split("."))):
            yield path, source
    for path, text in (("document_number", MARK.number), ("check_code", MARK.code)):
        if template.kind != "one_time_notice" and bare(text) not in printed:
            yield path, PLATFORM


def _stands(text: str, printed: str) -> bool:
    """In a sentence the weekday of a date stands in brackets."""
    return bare(text) in printed or bare(_WEEKDAY.sub(r"（\1）", text)) in printed


def _texts(value: Any, path: list[str]) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _texts(one, path)
    elif path and isinstance(value, dict):
        yield from _texts(value[path[0]], path[1:])
    elif isinstance(value, str):
        yield value


def _keeps_no_place(template: Template) -> bool:
    sample = samples_of(template.kind, template.language)[0]
    mark = Mark(number=MARK.number, check=MARK.check, code=MARK.code, seal="sealed")
    return seal_place(sample, mark=mark, template=template) is None


def preview_of(template: Template) -> bytes:
    """This will print a made-up document by a template. Raises typst.TypstError."""
    return render(samples_of(template.kind, template.language)[0], template.language, mark=MARK, template=template)
