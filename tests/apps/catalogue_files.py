"""Definition files for the tests: the real ones, and small ones to spoil."""

import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from yici.catalogue.kinds import KINDS
from yici.catalogue.reading import Reading, check_reads, read_all, read_folder
from yici.catalogue.store import digest_of, members_text
from yici.cli import words
from yici.domain.fault import Fault

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"

AGENCIES = """format: 1
kind: agencies
agencies:
  - {id: market, name: 市监局}
"""
ELEMENTS = """format: 1
kind: elements
elements:
  - {id: premises.area, name: 面积, type: decimal, register: self}
"""
LICENCES = """format: 1
kind: licences
licences:
  - {id: food_licence, name: 食品经营许可证}
"""
MATERIALS = """format: 1
kind: materials
materials:
  - {id: rules, name: 管理制度}
"""
REGISTERS = """format: 1
kind: registers
registers:
  - {id: estates, name: 不动产登记}
"""
REGIME = """format: 1
kind: regime
id: plain
name: 一般程序
counted_from: receipt
outcomes: [granted, refused]
stop_causes: []
correction: {window: {unknown: 没有}, missed: none, reply: {unknown: 没有}}
decision: {unknown: 没有}
extension: {unknown: 没有}
delivery: {unknown: 没有}
sources: []
"""
ITEM = """format: 1
kind: item
id: food
name: 食品经营许可
level: reference
regime: plain
agency: market
audience: [person]
sources:
  - {id: s, title: 指南, kind: official}
basis:
  - {law: 食品安全法, article: 第三十五条, text: 应当依法取得许可, source: s}
questions:
  - {id: cold, name: 有冷食吗, type: boolean, why: 决定要不要专间}
materials:
  - material: rules
    printed: 管理制度
    source: s
    when: cold
gives: [food_licence]
"""
BUNDLE = """format: 1
kind: bundle
id: open
name: 开店
level: reference
items:
  - {item: food, source: s}
sources:
  - {id: s, title: 指南, kind: official}
"""
PLACE = """format: 1
kind: place
code: "330800000000"
name: 衢州市
calendars: [cn]
"""
CALENDAR = """format: 1
kind: calendar
id: cn-2026
place: "000000000000"
year: 2026
holidays:
  - {date: 2026-01-01, name: 元旦}
  - {date: 2026-05-01, name: 劳动节}
  - {date: 2026-05-02, name: 劳动节}
  - {date: 2026-10-01, name: 国庆节}
  - {date: 2026-10-02, name: 国庆节}
  - {date: 2026-10-03, name: 国庆节}
workdays: []
source: {title: 2026 年安排, publisher: p, kind: repo}
"""
TOWN: dict[str, str] = {
    "agencies.yaml": AGENCIES, "elements.yaml": ELEMENTS, "licences.yaml": LICENCES, "materials.yaml": MATERIALS,
    "registers.yaml": REGISTERS, "regime.yaml": REGIME, "item.yaml": ITEM, "bundle.yaml": BUNDLE, "place.yaml": PLACE,
    "calendar.yaml": CALENDAR,
}  # fmt: skip
"""A whole small catalogue, sound as it is."""


def town(**changed: str | None) -> Reading:
    """This will read the small catalogue with some files in other words; None leaves a file out."""
    files = TOWN | {f"{name}.yaml": text for name, text in changed.items() if text is not None}
    gone = {f"{name}.yaml" for name, text in changed.items() if text is None}
    return read_all((name, text.encode()) for name, text in files.items() if name not in gone)


def swapped(text: str, old: str, new: str) -> str:
    """This will replace a piece that must be there, so that no test loses its fault when a sample changes."""
    assert old in text
    return text.replace(old, new)


@cache
def definitions() -> Reading:
    """This will read the real definitions, once a process."""
    return read_folder(DEFINITIONS)


def digest_of_all(reading: Reading) -> str:
    """This will tell one set of definitions from every other."""
    return digest_of(members_text(reading.files))


def altered_files(reading: Reading, name: str, **changes: object) -> Reading:
    """This will give a catalogue in which one definition ("kind:id") has other values for some keys."""
    [old] = [read for read in reading.files if f"{read.kind}:{read.id}" == name]
    definition = KINDS[old.kind].validate_python(json.loads(old.content) | changes)
    content = KINDS[old.kind].dump_json(definition).decode()
    assert content != old.content
    digest = hashlib.sha256(content.encode()).hexdigest()
    new = replace(old, definition=definition, content=content, digest=digest)
    return check_reads([new if read is old else read for read in reading.files])


def said(fault: Fault) -> str:
    """This will hold a fault to what all of them owe: one line, a sentence in both languages, nothing left to fill."""
    sentence = words.fault(fault)
    assert fault.code in words.SENTENCES, f"no words for {fault.code}"
    assert not re.search(r"\{[a-z]+\}", words.SENTENCES[fault.code].format_map(fault.params))
    assert "\n" not in sentence
    return sentence
