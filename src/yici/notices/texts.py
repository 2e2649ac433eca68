"""What the kinds of messages say, in each language: shipped in `texts/`, and worded anew by a site in its own folder.

A file is one language (`zh-hans.yaml`, `en.yaml`): kind, then `title`, `text` and `short`, the last for where every
character costs. `{name}` stands for a value of the kind. A line whose values are all empty is left out. A site's file
names only what it says in other words.
"""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings

from yici.domain.error import Invalid
from yici.notices.kinds import KINDS

LANGUAGES: Final = ("zh-hans", "en")
PARTS: Final = ("title", "text", "short")
LONGEST: Final = {"title": 60, "text": 2000, "short": 300}
"""Characters of a part before its values are filled in."""
SHIPPED: Final = Path(__file__).resolve().parent / "texts"
_ONE: Final = 1024 * 1024
Texts = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Worded:
    """One message in words."""

    title: str
    text: str
    short: str


def worded(kind: str, language: str, values: Mapping[str, str]) -> Worded:
    """This will put a message into words; a value that the kind knows and nobody gave is empty.

    Raises Invalid("notice.texts") when the site's own texts have faults.
    """
    said, spoken = texts(), language if language in LANGUAGES else LANGUAGES[0]
    known = dict.fromkeys(KINDS[kind].names, "") | dict(values)
    return Worded(*(_filled(said[spoken, kind, part], known) for part in PARTS))


def texts() -> Texts:
    """This will give all texts by language, kind and part, the site's own before ours. Raises Invalid("notice.texts").

    They are read again when a file of the site changes.
    """
    folder = Path(settings.YICI_TEXTS)
    return _texts(folder, tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in _files(folder)))


def text_faults(folder: Path) -> list[str]:
    """This will name every fault of a site's texts, each with file and line; nothing when there are none."""
    return [fault for path in _files(folder) if path.exists() for fault in _read(path)[1]] + _strangers(folder)


@lru_cache(maxsize=4)
def _texts(folder: Path, _: tuple[int, ...]) -> Texts:
    if faults := text_faults(folder):
        raise Invalid("notice.texts", faults=faults, remedy="mend them; `yici notices check` names all that are left")
    found: dict[tuple[str, str, str], str] = {}
    for path in (*_files(SHIPPED), *_files(folder)):
        if path.exists():
            found |= {(path.stem, *name): text for name, text in _read(path)[0].items()}
    return found


def _files(folder: Path) -> list[Path]:
    return [folder / f"{language}.yaml" for language in LANGUAGES]


def _strangers(folder: Path) -> list[str]:
    known = {path.name for path in _files(folder)}
    return [
        f"{path.name}: no language; there are {', '.join(sorted(known))}"
        for path in (sorted(folder.iterdir()) if folder.is_dir() else [])
        if path.name not in known and not path.name.startswith(".")
    ]


def _read(path: Path) -> tuple[dict[tuple[str, str], str], list[str]]:
    """The parts that a file names, and its faults. Every scalar is text: nothing is typed by its looks."""
    try:
        if path.stat().st_size > _ONE:
            return {}, [f"{path.name}: larger than 1 MB"]
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return {}, [f"{path.name}: {' '.join(str(error).split())}"]
    found: dict[tuple[str, str], str] = {}
    faults = [f"{path.name}:{fault}" for fault in ([] if node is None else _walk(node, found))]
    return found, faults


def _walk(node: Any, found: dict[tuple[str, str], str]) -> Iterator[str]:
    seen: set[str] = set()
    for line, kind, value in _pairs(node):
        if kind in seen or kind not in KINDS:
            yield f"{line}: {kind}: {'twice' if kind in seen else 'no such kind of message'}"
            continue
        seen.add(kind)
        for at, part, said in _pairs(value):
            if (kind, part) in found or part not in PARTS:
                yield f"{at}: {kind}.{part}: unknown or twice; there are {', '.join(PARTS)}"
                continue
            yield from _part_faults(kind, part, said)
            found[kind, part] = str(said.value)


def _pairs(node: Any) -> list[tuple[int, str, Any]]:
    """The entries of a mapping, each with its line; what is none has one without a name, which no place allows."""
    if not isinstance(node, yaml.MappingNode):
        return [(node.start_mark.line + 1, "", node)]
    return [(key.start_mark.line + 1, str(key.value), value) for key, value in node.value]


def _part_faults(kind: str, part: str, node: Any) -> Iterator[str]:
    where = f"{node.start_mark.line + 1}: {kind}.{part}"
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        yield f"{where}: a text is wanted here"
        return
    if len(node.value) > LONGEST[part]:
        yield f"{where}: longer than {LONGEST[part]} characters"
    if part == "title" and "\n" in node.value.strip():
        yield f"{where}: a title is one line"
    try:
        for name in _names(node.value):
            if name not in KINDS[kind].names:
                yield f"{where}: {{{name}}} is unknown; there are {', '.join(sorted(KINDS[kind].names))}"
    except ValueError as error:
        yield f"{where}: {error}"


def _names(text: str) -> list[str]:
    """The values that a text names. Raises ValueError for braces that name none: `{a.b}`, `{a!r}`, a lone brace."""
    found = []
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(f"{{{name}}} is no plain name in braces")
        found.append(name)
    return found


def _filled(text: str, values: Mapping[str, str]) -> str:
    """One text with its values, without the lines that have nothing to say."""
    lines = []
    for line in text.strip().splitlines():
        named = _names(line)
        if not named or any(values[name] for name in named):
            lines.append(line.format_map(values))
    return "\n".join(lines).strip()
