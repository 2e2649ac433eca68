"""A small list of a place, to load and to spoil."""

from yici.catalogue.reading import Reading, read_all

PLACE = "330881000000"
BODY = "11330881MB2618111C"
HEAD = f"""format: 1
kind: list
place: "{PLACE}"
name: 江山市政务服务事项目录
level: reference
file: town.csv
types:
  - {{value: "1", name: 行政许可}}
  - {{value: "20", name: 公共服务}}
sources:
  - {{id: own, title: 目录, kind: official}}
"""
COLUMNS = "department,main_item,name,area_code,item_code,task_type"


def code(number: int, body: str = BODY, area: str = PLACE) -> str:
    return f"331A{number:08}-{area}-000-{body}-1-00"


def line(number: int, name: str = "", department: str = "市监局", kind: str = "1", **parts: str) -> str:
    return f"{department},未分类,{name or f'事项{number}'},{PLACE},{code(number, **parts)},{kind}"


def table(*lines: str, columns: str = COLUMNS) -> bytes:
    return "\n".join([columns, *lines, ""]).encode()


def read(data: bytes | None = None, head: str = HEAD, **others: str) -> Reading:
    """This will read the list alone, with its table beside it."""
    tables = {"town.csv": table(line(1), line(2)) if data is None else data}
    files = {"town.yaml": head, **others}
    return read_all([(name, text.encode()) for name, text in files.items()], tables)
