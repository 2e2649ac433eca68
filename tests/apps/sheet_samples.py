"""Spreadsheets for the tests: a sound one, and whatever becomes of it."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.apps.catalogue_files import DEFINITIONS, definitions
from yici.catalogue.sheets.importing import Imported, Wanted, import_book

ITEMS: list[list[Any]] = [
    ["事项编码", "事项名称", "标识", "事项类型", "服务对象", "办理部门", "承诺时限", "承诺时限单位"],
    ["A001", "养犬登记", "dog-registration", "行政确认", "自然人、法人", "衢州市公安局", 5, "工作日"],
    ["A002", "养犬登记注销", "", "行政确认", "自然人", "公安机关", None, None],
]
PAPERS: list[list[Any]] = [
    ["事项编码", "材料序号", "材料名称", "材料必要性", "材料形式", "原件份数", "复印件份数"],
    ["A001", 2, "犬只免疫证明", "必要", "纸质", 1, 0],
    ["A001", 1, "营业执照", "容缺后补", "纸质", 1, 1],
    ["A002", 1, "营业执照正本", "非必要", "电子化", None, None],
]
RESULTS: list[list[Any]] = [["事项编码", "结果名称", "结果有效期"], ["A001", "养犬登记证", "1年"]]
TABLES: dict[str, list[list[Any]]] = {"事项": ITEMS, "材料": PAPERS, "结果": RESULTS}
Change = Callable[[Workbook], object]


def book(path: Path, *changes: Change, tables: dict[str, list[list[Any]]] | None = None) -> Path:
    """This will write the sound spreadsheet with some changes."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in (tables or TABLES).items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for change in changes:
        change(made)
    made.save(path)
    return path


def put(sheet: str, cell: str, value: object, form: str = "General") -> Change:
    """This will change one cell."""

    def change(made: Workbook) -> None:
        made[sheet][cell] = value
        made[sheet][cell].number_format = form

    return change


def read(path: Path, **how: Any) -> Imported:
    """This will import beside the real definitions; nothing is written."""
    return import_book(Wanted(path, path.parent / "out", DEFINITIONS, **how), definitions())


def repacked(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """This will change the bytes of one part of a spreadsheet."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    path.write_bytes(zipped(parts))
    return path


def with_shared_texts(path: Path) -> Path:
    """This will keep all texts in one table, as most programs do; the library writes them into the cells."""
    texts: list[bytes] = []
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def moved(found: re.Match[bytes]) -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    for name in [name for name in parts if "worksheets" in name]:
        parts[name] = re.sub(rb't="inlineStr"><is>(.*?)</is>', moved, parts[name])
    assert texts
    table = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'
    parts["xl/sharedStrings.xml"] = table % b"".join(b"<si>%s</si>" % text for text in texts)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", listed)
    path.write_bytes(zipped(parts))
    return path


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()
