"""Items from spreadsheets: what is read, every fault with its cell, and nothing by halves."""

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from tests.apps.catalogue_files import DEFINITIONS, definitions, said
from tests.apps.sheet_samples import (
    ITEMS,
    book,
    put,
    read,
    with_shared_texts,
)
from yici.catalogue.read import read_file
from yici.catalogue.reading import check_reads
from yici.catalogue.sheets.columns import COLUMNS, HEADS
from yici.catalogue.sheets.importing import DOUBTS, Wanted, decisions, import_book, write_files
from yici.catalogue.sheets.template import write_template
from yici.catalogue.slugs import free
from yici.domain.error import Conflict
from yici.domain.item import Item

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def definition(done: Any, name: str) -> Item:
    found, faults = read_file(name, done.files[f"items/{name}.yaml"].encode())
    assert found is not None, faults
    assert isinstance(found.definition, Item)
    return found.definition


def test_a_sound_spreadsheet_becomes_items_with_their_papers_in_order(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx"), source={"title": "指南", "kind": "official", "place": "330800000000"})
    assert (done.items, [fault for fault in done.faults if fault.severity == "fault"]) == (2, [])
    dog = definition(done, "dog-registration")
    assert (dog.name, dog.regime, dog.agency, dog.audience) == (
        "养犬登记", "confirmation", "public_security", ("person", "enterprise"),
    )  # fmt: skip
    assert [(use.printed, use.form, use.copies, use.required) for use in dog.materials] == [
        ("营业执照", "original_and_copy", 1, True), ("犬只免疫证明", "original", 1, True),
    ]  # fmt: skip
    assert dog.materials[0].material == "business_licence"
    assert dog.materials[0].deferral is not None
    [promised] = dog.promised_limit.claims
    assert (promised.value.amount, promised.value.unit, promised.source) == (5, "working_day", "sheet")
    assert (dog.sources[0].title, dog.sources[0].place) == ("指南", "330800000000")
    assert dog.gives == ("yang_quan_deng_ji_zheng",)
    ending = definition(done, "yang-quan-deng-ji-zhu-xiao")
    assert ending.promised_limit.unknown == "表格里“承诺时限”没有写"
    assert ending.materials[0].form == "electronic"


def test_items_of_one_name_without_ids_of_their_own_get_different_ones(tmp_path: Path) -> None:
    rows = [ITEMS[0], *([f"A{n}", "养犬登记", "", *ITEMS[2][3:]] for n in range(3))]
    done = read(book(tmp_path / "b.xlsx", tables={"事项": rows}))
    names = ["yang-quan-deng-ji", "yang-quan-deng-ji-2", "yang-quan-deng-ji-3"]
    assert [name for name in done.files if "items/" in name] == [f"items/{name}.yaml" for name in names]


def test_a_name_that_is_nearly_a_known_one_is_put_before_a_person_whose_word_then_holds(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx")
    done = read(path)
    [doubt] = [doubt for doubt in done.doubts if doubt.name == "营业执照正本"]
    assert doubt.guesses[0].id == "business_licence"
    assert 0.5 <= doubt.guesses[0].confidence < 1
    assert definition(done, "yang-quan-deng-ji-zhu-xiao").materials[0].material == doubt.taken
    listed = tmp_path / DOUBTS
    listed.write_text(
        done.files[DOUBTS].replace("营业执照副本,\r\n", "营业执照副本,business_licence\r\n"), encoding="utf-8"
    )
    decided = decisions(listed)
    assert decided["material"]["营业执照正本"] == "business_licence"
    again = read(path, decided=decided)
    assert definition(again, "yang-quan-deng-ji-zhu-xiao").materials[0].material == "business_licence"
    assert "营业执照正本" not in [doubt.name for doubt in again.doubts]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("营业执照（副本）", "business_licence"), ("营业执照复印件", "business_licence"),
        ("营业执照副本复印件", "business_licence"), ("企业营业执照（原件及复印件）", "business_licence"),
        ("居民身份证复印件", "identity_card.applicant"), ("健康证复印件", "health_certificate"),
        ("经营场所使用证明原件", "premises_right_proof"),
    ],
)  # fmt: skip
def test_a_paper_under_another_of_its_names_or_as_a_copy_is_the_known_one(
    tmp_path: Path, name: str, meant: str
) -> None:
    done = read(book(tmp_path / "b.xlsx", put("材料", "C4", name)))
    [use] = definition(done, "yang-quan-deng-ji-zhu-xiao").materials
    assert (use.material, use.printed) == (meant, name)
    assert name not in [doubt.name for doubt in done.doubts]


def test_a_decision_for_nothing_known_is_a_fault_of_the_item_that_it_would_be_in(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx"), decided={"material": {"犬只免疫证明": "pudding"}})
    assert [(fault.code, fault.file) for fault in done.faults if fault.severity == "fault"] == [
        ("name.unknown", "b.xlsx")
    ]


def test_one_sheet_may_hold_all_columns_one_paper_a_row(tmp_path: Path) -> None:
    rows = [[*ITEMS[0], "材料名称", "环节名称"], [*ITEMS[1], "营业执照", "受理"], [*ITEMS[1], "犬只免疫证明", "受理"]]
    done = read(book(tmp_path / "b.xlsx", tables={"全部": rows, "别的": [["什么"]]}), sheet="全部")
    dog = definition(done, "dog-registration")
    assert [use.printed for use in dog.materials] == ["营业执照", "犬只免疫证明"]
    assert dog.steps.claims[0].value == ("受理",)


def test_a_file_as_the_common_program_writes_it_reads_the_same(tmp_path: Path) -> None:
    plain, shared = read(book(tmp_path / "b.xlsx")), read(with_shared_texts(book(tmp_path / "b.xlsx")))
    assert plain.files == shared.files


def test_the_template_with_its_example_imports_and_offers_every_column(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path)
    done = read(path)
    assert [said(fault) for fault in done.faults if fault.severity == "fault"] == []
    assert done.items == 1
    with pytest.raises(FileExistsError):
        write_template(path)
    filled = {title: [[c.heading for c in COLUMNS], [c.example for c in COLUMNS]] for title in ("全部",)}
    assert read(book(tmp_path / "b.xlsx", tables=filled)).items == 1


def test_nothing_that_a_cell_says_is_dropped(tmp_path: Path) -> None:
    # What joins items is no item: see test_sheets_matters.
    of_items = [c for c in COLUMNS if c.table != "joint"]
    values = {c.heading: f"独有{n}" for n, c in enumerate(of_items) if c.kind == "text"}
    values |= {"事项编码": "A1", "标识": "own-id", "程序制度": "filing", "服务对象": "个人"}
    done = read(book(tmp_path / "b.xlsx", tables={"全部": [list(values), list(values.values())]}), regime="filing")
    assert not [fault for fault in done.faults if fault.severity == "fault" and fault.code != "sheet.column_missing"]
    values["特别程序种类"] = "检测"
    text = "".join(
        read(book(tmp_path / "c.xlsx", tables={"全部": [list(values), list(values.values())]})).files.values()
    )
    lost = {heading for heading, value in values.items() if value not in text and value.startswith("独有")}
    of_limits = {"承诺时限说明", "法定时限说明", "联办决定", "联办决定机关"}
    assert lost - {"牵头部门"} <= of_limits, "a remark on a limit that nobody gave has no place"


SPOILT = [  # what is changed, fault, where
    (put("事项", "B2", "=A2"), "cell.formula", "事项!B2"),
    (put("事项", "B2", "#REF!"), "cell.error", "事项!B2"),
    (put("事项", "B2", True), "cell.truth", "事项!B2"),
    (put("事项", "B2", date(2026, 3, 2), "yyyy-mm-dd"), "cell.date", "事项!B2"),
    (put("事项", "A2", 4401), "cell.number", "事项!A2"),
    (put("事项", "B2", 12.5), "cell.number", "事项!B2"),
    (put("事项", "G2", 2.5), "cell.not_whole", "事项!G2"),
    (put("事项", "G2", "五"), "cell.not_whole", "事项!G2"),
    (put("事项", "G2", -1), "cell.not_whole", "事项!G2"),
    (put("事项", "H2", "工作天"), "cell.unit", "事项!H2"),
    (put("事项", "H2", "月份"), "cell.unit", "事项!H2"),
    (put("事项", "D2", "行政批准"), "cell.choice", "事项!D2"),
    (put("事项", "E2", "自然人、神仙"), "cell.choice", "事项!E2"),
    (put("材料", "D2", 9), "cell.number", "材料!D2"),
    (put("事项", "J2", "无主"), "cell.no_heading", "事项!J2"),
    (put("事项", "B1", "事项名"), "sheet.column_unknown", "事项!B1"),
    (put("材料", "C1", "材料名"), "sheet.column_unknown", "材料!C1"),
    (put("材料", "D1", "材料名称"), "sheet.column_twice", "材料!D1"),
    (put("结果", "A1", None), "sheet.column_missing", "结果!A1"),
    (put("事项", "F2", None), "row.lacks", "事项!F2"),
    (put("事项", "H2", None), "row.lacks", "事项!H2"),
    (put("材料", "A2", None), "row.lacks", "材料!A2"),
    (put("材料", "C2", None), "row.lacks", "材料!C2"),
    (put("材料", "A2", "A009"), "row.code_unknown", "材料!A2"),
    (put("事项", "A3", "A001"), "row.code_twice", "事项!A3"),
    (put("事项", "D3", "其他行政权力"), "row.no_regime", "事项!D3"),
    (put("事项", "C3", "dog-registration"), "row.identity_taken", "事项!C3"),
    (put("事项", "C3", "food-licence"), "row.identity_taken", "事项!C3"),
    (put("事项", "C3", "../../etc"), "row.identity", "事项!C3"),
    (put("事项", "H2", "当场"), "row.on_the_spot", "事项!G2"),
    (lambda made: made["材料"].merge_cells("A2:A3"), "sheet.merged", "材料!A2:A3"),
    (lambda made: made["材料"].insert_rows(3), "row.empty", "材料!A3"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "where"), SPOILT, ids=[f"{case[1]}-{n}" for n, case in enumerate(SPOILT)])
def test_one_thing_wrong_is_told_with_sheet_and_cell(change: Any, code: str, where: str, tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx", change))
    assert (code, where) in [(fault.code, fault.path) for fault in done.faults]
    assert all(said(fault).startswith("b.xlsx:") for fault in done.faults)
    assert done.files == {}


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    changes = [put("事项", "B2", "=A2"), put("材料", "G3", "二"), put("结果", "B1", "结果名"), put("事项", "H2", "旬")]
    done = read(book(tmp_path / "b.xlsx", *changes))
    assert {"事项!B2", "材料!G3", "结果!B1", "事项!H2"} <= {fault.path for fault in done.faults}


def test_a_formula_in_one_row_hides_no_doubled_code_in_another(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx", put("事项", "B2", "=1+1"), put("事项", "A3", "A001")))
    assert {"事项!B2", "事项!A3"} <= {fault.path for fault in done.faults}
    assert "row.code_twice" in {fault.code for fault in done.faults}


def test_the_nearest_known_column_unit_and_sheet_are_proposed(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx", put("事项", "B1", "事项名"), put("事项", "H2", "工作天")))
    assert {"是不是“事项名称”", "是不是“工作日”"} <= {
        part for f in done.faults for part in said(f).split("？")[0].split(" → ")
    }
    [fault] = read(book(tmp_path / "b.xlsx"), sheet="材料表").faults
    assert (fault.code, fault.params["near"]) == ("book.sheet_unknown", "材料")


def test_rows_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    rows = [[*ITEMS[0], "材料名称"], [*ITEMS[1], "营业执照"], [*ITEMS[1][:6], 7, "工作日", "犬只免疫证明"]]
    [fault] = read(book(tmp_path / "b.xlsx", tables={"全部": rows})).faults
    assert (fault.code, fault.params["heading"], fault.path) == ("row.contradicts", "承诺时限", "全部!G3")


def test_rows_that_contradict_each_other_are_told_in_the_words_of_the_cells(tmp_path: Path) -> None:
    rows = [[*ITEMS[0], "材料名称"], [*ITEMS[1], "营业执照"], [*ITEMS[1][:7], "天", "犬只免疫证明"]]
    [fault] = read(book(tmp_path / "b.xlsx", tables={"全部": rows})).faults
    assert "“承诺时限单位”这里是“自然日”，前面是“工作日”" in said(fault)


def test_a_promise_that_is_surely_longer_than_the_law_is_told_at_its_own_cell(tmp_path: Path) -> None:
    heads = [*ITEMS[0], "法定时限", "法定时限单位"]
    for promised, unit, wrong in ((1, "年", True), (30, "天", False), (21, "工作日", True)):
        rows = [heads, [*ITEMS[1][:6], promised, unit, 20, "工作日"]]
        faults = read(book(tmp_path / f"{promised}.xlsx", tables={"事项": rows})).faults
        told = [fault.path for fault in faults if fault.code == "row.longer_than_law"]
        assert told == (["事项!G2"] if wrong else [])


def test_too_many_items_are_refused_as_soon_as_they_are_met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yici.catalogue.sheets.gathering.MOST_ITEMS", 3)
    rows = [ITEMS[0], *([f"A{n}", f"登记{n}", "", *ITEMS[2][3:]] for n in range(9))]
    done = read(book(tmp_path / "b.xlsx", tables={"事项": rows}))
    assert [(fault.code, fault.path, fault.params) for fault in done.faults] == [
        ("book.too_many_items", "事项!A5", {"most": "3"})
    ]
    assert done.files == {}


def test_a_long_import_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yici.catalogue.sheets.progress.EVERY", 2)
    path, heard = book(tmp_path / "b.xlsx"), []
    wanted = Wanted(path, path.parent / "out", DEFINITIONS)
    assert import_book(wanted, definitions(), lambda step, count: heard.append((step, count))).sound
    assert ("rows", 2) in heard
    assert heard[-2:] == [("items", 2), ("checking", 2)]


def test_a_thousand_items_of_one_name_cost_no_more_each_than_ten() -> None:
    taken = {"a", *(f"a-{number}" for number in range(2, 50_000))}
    begun = perf_counter()
    assert free("a", taken) == "a-50000"
    assert perf_counter() - begun < 0.01


def test_files_are_written_all_or_none_and_never_over_others(tmp_path: Path) -> None:
    out = tmp_path / "in" / "out"
    write_files({"items/a.yaml": "a", "vocabulary/b.yaml": "b"}, out)
    assert sorted(path.name for path in out.rglob("*.yaml")) == ["a.yaml", "b.yaml"]
    with pytest.raises(Conflict):
        write_files({"items/c.yaml": "c"}, out)
    with pytest.raises(FileExistsError):
        write_files({"items/a.yaml": "a", "items/a.yaml/b": "impossible"}, tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["out"]


def test_what_was_imported_holds_together_with_what_is_known(tmp_path: Path) -> None:
    done = read(book(tmp_path / "b.xlsx"))
    reads = [read_file(name, text.encode())[0] for name, text in done.files.items() if name.endswith(".yaml")]
    whole = check_reads([*definitions().files, *(one for one in reads if one)])
    assert whole.sound
    assert set(HEADS) <= {column.table for column in COLUMNS}
