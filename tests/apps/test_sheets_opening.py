"""What somebody sends for a spreadsheet: other formats, bombs, damage, more than anybody reads."""

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from tests.apps.catalogue_files import definitions, said
from tests.apps.sheet_samples import ITEMS, PAPERS, RESULTS, TABLES, book, read, repacked, zipped
from yici.catalogue.sheets import opening

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


NO_BOOKS = [
    (b"", "book.empty"),
    ("事项编码,事项名称\nA1,养犬\n".encode("gbk"), "book.csv"),
    (b"\x00\x01\x02\x03", "book.none"),
    ("养犬登记".encode(), "book.none"),
    (OLE + b"\0" * 600, "book.old_format"),
    (OLE + b"\0" * 8000 + "EncryptedPackage".encode("utf-16-le"), "book.encrypted"),
    (zipped({"word/document.xml": b"<x/>"}), "book.none"),
    (zipped({"xl/workbook.bin": b"x"}), "book.old_format"),
    (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        "book.old_format",
    ),
    (zipped({"xl/workbook.xml": b"<x/>"}), "book.damaged"),
    (zipped({"xl/workbook.xml": b"<x/>"})[:-30], "book.damaged"),
    (b"PK\x03\x04" + b"\0" * 100, "book.damaged"),
]


@pytest.mark.parametrize(("content", "code"), NO_BOOKS, ids=[f"{c[1]}-{n}" for n, c in enumerate(NO_BOOKS)])
def test_what_is_no_spreadsheet_is_told_apart(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(content)
    done = read(path)
    assert [fault.code for fault in done.faults] == [code]
    assert said(done.faults[0])


def test_what_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    assert [fault.code for fault in read(tmp_path / "none.xlsx").faults] == ["book.missing"]
    assert [fault.code for fault in read(tmp_path).faults] == ["book.unreadable"]


def test_a_spreadsheet_of_headings_alone_holds_no_item(tmp_path: Path) -> None:
    assert [fault.code for fault in read(book(tmp_path / "b.xlsx", tables={"事项": [ITEMS[0]]})).faults] == [
        "book.no_items"
    ]


BOMBS = [
    lambda parts: parts | {"xl/worksheets/sheet1.xml": b" " * (opening.MAX_UNPACKED + 1)},
    lambda parts: parts | {"xl/sharedStrings.xml": b" " * (opening.MAX_STRINGS + 1)},
    lambda parts: parts | {f"x{n}": b"" for n in range(opening.MAX_PARTS + 1)},
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_anything_is_unpacked(
    bomb: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_UNPACKED", 4_000_000)
    monkeypatch.setattr(opening, "MAX_STRINGS", 2_000_000)
    path = tmp_path / "b.xlsx"
    path.write_bytes(zipped(bomb({"xl/workbook.xml": b"<x/>"})))
    assert [fault.code for fault in read(path).faults] == ["book.bomb"]


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = repacked(book(tmp_path / "b.xlsx"), "xl/worksheets/sheet1.xml", lambda xml: laughs + xml)
    assert {fault.code for fault in read(path).faults} & {"sheet.damaged", "book.damaged"}


DAMAGED = [
    (b'r="2"', b'r="0"'),
    (b'r="2"', b'r="99999999"'),
    (b'<row r="3"', b'<row r="2"'),
    (b"</sheetData>", b""),
    (b"<v>5</v>", b"<v>5.5.5</v>"),
    (b'<c r="G2"', b'<c t="s" r="G2"'),
]


@pytest.mark.parametrize(("old", "new"), DAMAGED)
def test_a_damaged_sheet_is_a_fault_and_never_an_exception(old: bytes, new: bytes, tmp_path: Path) -> None:
    path = repacked(book(tmp_path / "b.xlsx"), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(old, new))
    done = read(path)
    assert done.files == {}
    assert "sheet.damaged" in {fault.code for fault in done.faults}


def test_a_sheet_of_too_many_rows_is_refused_at_the_first_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_ROWS", 50)
    monkeypatch.setattr("yici.catalogue.sheets.rows.MAX_ROWS", 50)
    papers = [PAPERS[0], *(["A001", n, f"材料{n}", "必要", "纸质", 1, 0] for n in range(51))]
    assert "sheet.too_many_rows" in {
        f.code for f in read(book(tmp_path / "b.xlsx", tables={**TABLES, "材料": papers})).faults
    }
    done = read(book(tmp_path / "c.xlsx", tables={**TABLES, "材料": papers[:-1]}))
    assert done.files["items/dog-registration.yaml"].count("- material:") == 50


def test_coloured_rows_below_the_last_one_are_no_rows(tmp_path: Path) -> None:
    def coloured(made: Any) -> None:
        for row in range(4, 400):
            made["事项"].cell(row, 1).number_format = "@"

    assert read(book(tmp_path / "b.xlsx", coloured)).items == 2


def test_thousands_of_faults_are_told_as_far_as_anybody_reads(tmp_path: Path) -> None:
    papers = [PAPERS[0], *(["A001", "x", "材料", "必要", "纸质", 1, 0] for _ in range(2_000))]
    done = read(book(tmp_path / "b.xlsx", tables={"事项": ITEMS, "材料": papers, "结果": RESULTS}))
    assert len(done.faults) == 501
    assert (done.faults[-1].code, done.faults[-1].params["count"]) == ("book.more_faults", "1500")


def test_memory_grows_with_what_is_kept_and_not_with_the_sheet(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        papers = [PAPERS[0], *(["A001", 1, "营业执照", "必要", "纸质", 1, 0] for _ in range(rows))]
        path = book(tmp_path / f"{rows}.xlsx", tables={"事项": ITEMS, "材料": papers})
        tracemalloc.start()
        read(path)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    definitions()
    assert peak(8_000) < peak(500) + 8_000_000
