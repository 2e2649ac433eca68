"""From what the rows say of an item to its definition. What the sheet leaves open stays unknown; nothing is dropped:
what has no key of its own stands among the notes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yici.catalogue.matching import Shelf
from yici.catalogue.sheets.columns import CODE, COLUMNS
from yici.catalogue.sheets.gathering import Entry, Gathered
from yici.catalogue.slugs import free, slug

SHEET = "sheet"
"""The id of the source that every fact of the sheet cites."""
REGIMES = {"行政许可": "licensing", "行政确认": "confirmation", "公共服务": "public_service"}
"""Types whose procedure is always the same; the others have several, so somebody must say which."""
FEES = {"no": "不收费", "yes": "收费"}
HEADINGS = {(column.table, column.key): column.heading for column in COLUMNS}
SAID = {
    "step": ("stage", "handler", "limit", "result", "standard"),
    "result": ("type", "validity"),
    "material": ("paper", "blank", "sample", "instructions", "origin", "submission"),
    "charge": ("standard",),
    "basis": ("number", "issuer"),
}
"""Columns of each table that have no key in a definition."""
ORIGINS = {"own": "申请人自备", "government": "政府部门核发", "other": "其他"}


@dataclass(slots=True)
class Maker:
    """Makes definitions in one import: the shelves of known words, the source, the ids that are taken."""

    papers: Shelf
    bodies: Shelf
    licences: Shelf
    source: Mapping[str, str]
    regime: str | None
    taken: set[str]

    def regime_of(self, item: Gathered) -> str | None:
        """This will name the procedure of an item: what the sheet says, what its type says, the import's own."""
        return item.text("regime") or REGIMES.get(item.text("type")) or self.regime

    def item(self, item: Gathered) -> dict[str, Any]:
        """This will make the definition of one item."""
        identity = item.text("id") or free(slug(item.text("name")), self.taken)
        self.taken.add(identity)
        whole = {
            "format": 1, "kind": "item", "id": identity, "name": item.text("name"), "level": "reference",
            "regime": self.regime_of(item) or "", "agency": self.bodies.id_of(item.text("department")),
            "audience": item.several("audience"), **_facts(item), "basis": list(_bases(item)),
            "conditions": item.several("conditions"), "materials": [self._paper(one) for one in _papers(item)],
            "gives": list(dict.fromkeys(self.licences.id_of(str(one["name"])) for one in item.entries["result"])),
            "special_procedures": list(map(_special, item.entries["special"])), "sources": list(self._sources(item)),
            "gaps": _gaps(item), "notes": list(_notes(item)), "changes": _changes(item),
        }  # fmt: skip
        return {key: value for key, value in whole.items() if value not in ([], {})}

    def _paper(self, entry: Entry) -> dict[str, Any]:
        name, need = str(entry["name"]), entry.get("need")
        form, copies = _form(entry)
        asked = {
            "material": self.papers.id_of(name), "printed": name, "source": SHEET, "form": form, "copies": copies,
            "required": None if need is None else need != "no", "basis": entry.get("basis"),
            "deferral": {"source": SHEET} if need == "later" else None,
        }  # fmt: skip
        return {key: value for key, value in asked.items() if value is not None}

    def _sources(self, item: Gathered) -> Iterator[dict[str, str]]:
        yield dict(self.source)
        for number, basis in enumerate(item.entries["basis"], start=1):
            told = {"id": f"law-{number}", "title": basis["law"], "kind": "law", "publisher": basis.get("issuer"),
                    "date": basis.get("date"), "article": basis.get("article")}  # fmt: skip
            yield {key: str(value) for key, value in told.items() if value}
        yield from attached(item, self.source)


def attached(item: Gathered, source: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """This will give what is attached to a guide as sources of the same kind, publisher and place."""
    for number, one in enumerate(item.entries["attachment"], start=1):
        told = {**source, "id": f"attachment-{number}", "title": one["name"], "address": one.get("address")}
        yield {key: str(value) for key, value in told.items() if value}


def _claim(value: Any, note: Any = None) -> dict[str, Any]:
    return {"claims": [{"value": value, "source": SHEET, **({"note": note} if note else {})}]}


def _fact(item: Gathered, key: str, of: Callable[[Any], Any] = str) -> dict[str, Any]:
    if key not in item.facts:
        return {"unknown": f"表格里“{HEADINGS['item', key]}”没有写"}
    return _claim(of(item.facts[key]), item.facts.get(f"{key}_note"))


def _limit(item: Gathered, key: str) -> dict[str, Any]:
    """Without a unit that could be read a number limits nothing: its cell is told, and nothing is written."""
    unit = item.facts.get(f"{key}_unit")
    if unit is None and key in item.facts:
        return {"unknown": f"表格里“{HEADINGS['item', f'{key}_unit']}”没有写"}
    return _fact(item, key, lambda amount: {"amount": amount, "unit": unit})


def _facts(item: Gathered) -> dict[str, Any]:
    codes = [{"value": item.code, "source": SHEET, "note": CODE}]
    codes += [{"value": item.text("base_code"), "source": SHEET, "note": "基本编码"}] if item.text("base_code") else []
    steps = [str(entry["name"]) for entry in item.entries["step"]]
    validity = [str(entry["validity"]) for entry in item.entries["result"] if "validity" in entry]
    return {
        "code": {"claims": codes}, "type": _fact(item, "type"), "tier": _fact(item, "tier"),
        "handling": _fact(item, "handling"),
        "promised_limit": _limit(item, "promised"), "legal_limit": _limit(item, "legal"),
        "steps": _claim(list(dict.fromkeys(steps))) if steps else {"unknown": "表格里没有写环节"},
        "visits_alone": _fact(item, "visits", int), "fee": _fact(item, "fee", lambda flag: _fee(item, flag)),
        "validity": _claim(validity[0]) if len(set(validity)) == 1 else {"unknown": "表格里没有写一个有效期"},
        "delivery": _fact(item, "delivery", list),
    }  # fmt: skip


def _fee(item: Gathered, flag: str) -> str:
    charged = "；".join(f"{one['name']} {one.get('standard', '')}".strip() for one in item.entries["charge"])
    return f"{FEES[flag]}：{charged}" if charged else FEES[flag]


def _bases(item: Gathered) -> Iterator[dict[str, str]]:
    for number, basis in enumerate(item.entries["basis"], start=1):
        article, text = str(basis.get("article", "未写明")), str(basis.get("text", "表格没有写条文"))
        yield {"law": str(basis["law"]), "article": article, "text": text, "source": f"law-{number}"}


def _papers(item: Gathered) -> Iterable[Entry]:
    return sorted(item.entries["material"], key=lambda entry: int(str(entry.get("order", 0))))


def _form(entry: Entry) -> tuple[str | None, int | None]:
    originals, copies = (int(str(entry.get(key, 0))) for key in ("originals", "copies"))
    if originals and copies:
        return "original_and_copy", copies
    if originals or copies:
        return ("original", originals) if originals else ("copy", copies)
    return ("electronic", None) if entry.get("form") == "electronic" else (None, None)


def _special(entry: Entry) -> dict[str, Any]:
    limit = {"amount": entry["limit"], "unit": entry["unit"]} if {"limit", "unit"} <= entry.keys() else None
    told = _claim(limit) if limit else {"unknown": "表格里没有写最长多久"}
    return {"name": str(entry["name"]), "cause": str(entry["cause"]), "source": SHEET, "limit": told}


def _changes(item: Gathered) -> list[dict[str, str]]:
    state = item.text("state")
    if state in ("", "open"):
        return []
    return [{"standing": state, "since": item.text("since"), "source": SHEET}]


def _gaps(item: Gathered) -> list[str]:
    lacking = [name for name, table in (("材料", "material"), ("依据", "basis")) if not item.entries[table]]
    return [f"表格里没有写{'和'.join(lacking)}"] if lacking else []


def _notes(item: Gathered) -> Iterator[str]:
    for key, value in item.notes.items():
        yield f"{HEADINGS['note', key]}：{value}"
    for table, keys in SAID.items():
        for entry in item.entries[table]:
            told = "，".join(f"{HEADINGS[table, key]}：{_word(entry[key])}" for key in keys if key in entry)
            if told:
                yield f"{_head(table, entry)}（{told}）"
    for entry in item.entries["answer"]:
        yield f"问：{entry['question']} 答：{entry.get('answer', '')}"


def _head(table: str, entry: Entry) -> str:
    return str(entry["law" if table == "basis" else "name"])


def _word(value: Any) -> str:
    return ORIGINS.get(str(value), str(value))
