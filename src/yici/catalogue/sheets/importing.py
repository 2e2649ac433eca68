"""A spreadsheet of items as definition files: all of them, checked as a whole with what is known already, or none."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yici.catalogue.matching import Doubt, Shelf, shelf
from yici.catalogue.read import Read, read_file, read_typed
from yici.catalogue.reading import Reading, check_reads
from yici.catalogue.schemas import schema_texts
from yici.catalogue.sheets.found import Found
from yici.catalogue.sheets.gathering import Gathered, gather
from yici.catalogue.sheets.judging import is_whole, judge
from yici.catalogue.sheets.making import SHEET, Maker
from yici.catalogue.sheets.matters import Members, judge_matters, matter_tree
from yici.catalogue.sheets.opening import opened
from yici.catalogue.sheets.placing import at_cells
from yici.catalogue.sheets.progress import Tell, told, unheard
from yici.catalogue.sheets.rows import read_rows
from yici.catalogue.tree import MAX_BYTES, Tree
from yici.catalogue.writing import schema_beside, yaml_tree
from yici.domain.catalogue import Catalogue
from yici.domain.error import Conflict, Invalid
from yici.domain.fault import Fault

WORDS_A_FILE = 2_000
DOUBTS = "to-confirm.csv"
LONGEST_SIGN = 4
"""Bytes of one character at most."""
HEADER = ("种类", "名称", "把握", "可能是（编号）", "可能是（名称）", "确认（写编号，或写“新”）")
Written = dict[str, tuple[str, Tree]]
"""Files by their path: the text, and what reading it gives."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a spreadsheet is to be read: one sheet only, whose words it is, its procedure, what a person decided."""

    path: Path
    out: Path
    definitions: Path
    sheet: str | None = None
    source: Mapping[str, str] = field(default_factory=dict)
    regime: str | None = None
    decided: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """The files that an import makes, by their path below the folder, what a person should look at, what is wrong."""

    files: dict[str, str]
    items: int
    doubts: tuple[Doubt, ...]
    faults: list[Fault]

    @property
    def sound(self) -> bool:
        """True when nothing but warnings was found."""
        return not any(fault.severity == "fault" for fault in self.faults)


def import_book(wanted: Wanted, known: Reading, tell: Tell = unheard) -> Imported:
    """This will read a spreadsheet into definition files. Nothing is written: see `write_files`. `tell` hears how far
    it is."""
    found = Found(wanted.path.name)
    with opened(wanted.path, found) as book:
        rows = read_rows(book, wanted.path, wanted.sheet, found) if book else ()
        gathered = gather(told(rows, "rows", tell), found)
    matters = [item for item in gathered.values() if item.is_matter]
    items = {code: item for code, item in gathered.items() if not item.is_matter}
    if not gathered and not found.faults:
        found.add("book.no_items")
    maker = _maker(wanted, known.catalogue)
    members = Members(known.catalogue, items)
    judge(items.values(), maker.regime_of, maker.taken, found)
    judge_matters(matters, members, found)
    if found.faults:
        return Imported({}, 0, (), [*found.all(), *_beside(wanted, maker, items, known, found), *found.notices])
    files, made = _files(wanted, maker, told(items.values(), "items", tell), members, matters)
    doubts = tuple(doubt for one in (maker.papers, maker.bodies, maker.licences) for doubt in one.doubts.values())
    tell("checking", len(items))
    faults = at_cells(_faults(files, known), made, found.file, ())
    texts = {name: text for name, (text, _) in files.items()}
    if _schemas_of(wanted) == wanted.out:
        texts |= {f"schemas/{name}": text for name, text in schema_texts().items()}
    if doubts:
        texts[DOUBTS] = _listed(doubts)
    return Imported(texts, len(items), doubts, [*found.notices, *faults])


def _beside(wanted: Wanted, maker: Maker, items: Mapping[str, Gathered], known: Reading, found: Found) -> list[Fault]:
    """What the check says of the items that are whole, beside what is wrong with the others."""
    whole = [item for item in items.values() if item.code and is_whole(item, maker.regime_of)]
    files, made = _files(wanted, maker, whole)
    faults = at_cells(_faults(files, known), made, found.file, found.faults)
    return [fault for fault in faults if fault.file == found.file]


def _maker(wanted: Wanted, catalogue: Catalogue) -> Maker:
    decided = wanted.decided
    source = {"id": SHEET, "title": f"电子表格 {wanted.path.name}", "kind": "operator", **wanted.source}
    return Maker(
        papers=shelf("material", catalogue.materials, decided.get("material", {})),
        bodies=shelf("agency", catalogue.agencies, decided.get("agency", {})),
        licences=shelf("licence", catalogue.licences, decided.get("licence", {})),
        source=source, regime=wanted.regime, taken=set(catalogue.items),
    )  # fmt: skip


def _files(
    wanted: Wanted, maker: Maker, items: Iterable[Gathered], members: Members | None = None,
    matters: Iterable[Gathered] = (),
) -> tuple[Written, dict[str, Gathered]]:  # fmt: skip
    """Make the files of items, and of the words that are new, and say which file is of which item."""
    files: Written = {}
    made: dict[str, Gathered] = {}
    schema = schema_beside(_schemas_of(wanted), wanted.out / "items", "item")
    remarks = [f"由 {wanted.path.name} 导入，请逐项核对。 Imported from a spreadsheet: please check."]
    for item in items:
        definition = maker.item(item)
        where = f"{item.sheet} 第 {item.line} 行"
        name = f"items/{definition['id']}.yaml"
        made[name] = item
        files[name] = yaml_tree(definition, remarks=[*remarks, where], schema=schema)
        if members is not None:
            members.ids[item.code] = definition["id"]
    for name, matter, text in _matter_files(wanted, maker, members, matters, remarks):
        made[name], files[name] = matter, text
    for kind, one in (("materials", maker.papers), ("agencies", maker.bodies), ("licences", maker.licences)):
        files |= _word_files(wanted, kind, one, remarks)
    return files, made


def _matter_files(
    wanted: Wanted, maker: Maker, members: Members | None, matters: Iterable[Gathered], remarks: list[str]
) -> Iterator[tuple[str, Gathered, tuple[str, Tree]]]:
    """Make the files of matters, once all items that they may join have their ids."""
    if members is None:
        return
    taken = set(members.catalogue.bundles)
    schema = schema_beside(_schemas_of(wanted), wanted.out / "bundles", "bundle")
    for matter in matters:
        definition, said = matter_tree(matter, maker, members, taken)
        tree = yaml_tree(definition, remarks=[*remarks, *said], schema=schema)
        yield f"bundles/{definition['id']}.yaml", matter, tree


def _schemas_of(wanted: Wanted) -> Path:
    """The folder beside whose schemas the files are written: they bring their own where the known ones have none."""
    return wanted.definitions if (wanted.definitions / "schemas" / "item.json").is_file() else wanted.out


def _word_files(wanted: Wanted, kind: str, one: Shelf, remarks: list[str]) -> Written:
    schema = schema_beside(_schemas_of(wanted), wanted.out / "vocabulary", kind)
    files: Written = {}
    words = [{"id": identity, "name": name} for identity, name in one.new.items()]
    for start in range(0, len(words), WORDS_A_FILE):
        name = f"{kind}-{wanted.out.name}-{start // WORDS_A_FILE + 1}"
        whole = {"format": 1, "kind": kind, "id": name, kind: words[start : start + WORDS_A_FILE]}
        files[f"vocabulary/{name}.yaml"] = yaml_tree(whole, remarks=remarks, schema=schema)
    return files


def _faults(files: Written, known: Reading) -> list[Fault]:
    """What the new files say wrong, alone and beside what is known."""
    reads: list[Read] = []
    faults: list[Fault] = []
    for name, (text, tree) in files.items():
        # What was written is known without reading it, unless it is too large to be read at all.
        large = len(text) > MAX_BYTES // LONGEST_SIGN
        read, wrong = read_file(name, text.encode()) if large else read_typed(name, tree)
        faults += wrong
        reads += [read] if read else []
    names = files.keys()
    within = check_reads([*known.files, *reads]).faults
    return [*faults, *(fault for fault in within if {fault.file, fault.params.get("first")} & names)]


def _listed(doubts: Iterable[Doubt]) -> str:
    """With a mark at its beginning, so that spreadsheet programs read its characters as they are."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADER)
    for doubt in doubts:
        for guess in doubt.guesses:
            rows.writerow((doubt.kind, doubt.name, f"{guess.confidence:.0%}", guess.id, guess.name, ""))
    return "\ufeff" + text.getvalue()


def decisions(path: Path) -> dict[str, dict[str, str]]:
    """This will read what a person confirmed, by kind and name: the id, or that it is new. Empty cells say nothing.

    Raises Invalid("confirmed.not_one") when it is not the list that an import wrote.
    """
    rows = csv.DictReader(io.StringIO(_decoded(path), newline=""))
    if not set(HEADER) <= set(rows.fieldnames or ()):
        raise Invalid("confirmed.not_one", file=path.name, remedy=f"give the {DOUBTS} of an import, its headings kept")
    decided: dict[str, dict[str, str]] = {}
    for row in rows:
        kind, name, said = (str(row.get(key) or "").strip() for key in (HEADER[0], HEADER[1], HEADER[-1]))
        if said:
            decided.setdefault(kind, {})[name] = said
    return decided


def _decoded(path: Path) -> str:
    """Spreadsheet programs save such lists in the national encoding."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def write_files(files: Mapping[str, str], out: Path) -> None:
    """This will write all files into a folder that must not hold anything yet; Conflict when it does.

    They are made beside it and moved as one: nobody ever sees half of them.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Conflict("folder.not_empty", folder=str(out), remedy="name a new folder, such as definitions/imported")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".yici-", dir=out.parent) as aside:
        made = Path(aside) / "new"
        for name, text in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        if out.exists():
            out.rmdir()
        shutil.move(made, out)
