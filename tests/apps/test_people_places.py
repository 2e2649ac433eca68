from datetime import date

import pytest

from tests.apps.people_samples import CITY, COUNTY, OTHER_TOWN, PROVINCE, ROWS, TOWN, VILLAGE, load_county, written
from yici.domain.error import Invalid, NotFound
from yici.people.load import SHIPPED_PLACES, Loaded, Progress, load_places
from yici.people.models import Place
from yici.people.queries import ancestors, children, find, place, places

pytestmark = pytest.mark.django_db

FULL_NAME = "浙江省衢州市江山市贺村镇丰益村委会"


def faults_of(*files, levels=5):
    with pytest.raises(Invalid) as caught:
        load_places(levels=levels, files=files)
    assert caught.value.code == "place.faults"
    return [(fault.file, fault.line, fault.code) for fault in caught.value.params["faults"]]


def test_the_shipped_upper_levels_load_and_loading_again_changes_nothing(django_assert_max_num_queries):
    assert load_places(levels=3) == Loaded(SHIPPED_PLACES[3], SHIPPED_PLACES[3], 0)
    with django_assert_max_num_queries(14):
        assert load_places(levels=3) == Loaded(SHIPPED_PLACES[3], 0, 0)
    assert place("441900000000").level == 2
    assert [row.name for row in ancestors("110101000000")] == ["北京市", "市辖区"]


@pytest.mark.parametrize("levels", [0, 6])
def test_only_five_levels_exist(levels):
    with pytest.raises(Invalid, match=r"place\.levels"):
        load_places(levels=levels)


def test_a_load_tells_its_progress(tmp_path):
    heard = []
    load_places(files=[written(tmp_path, ROWS)], progress=heard.append)
    assert heard == [Progress("read", 7), Progress("merge", 7)]


def test_a_load_stops_at_the_level_asked_for(tmp_path):
    assert load_places(levels=3, files=[written(tmp_path, ROWS)]).read == 3
    assert places([COUNTY, TOWN]).keys() == {COUNTY}


def test_a_row_may_stand_before_its_parent(tmp_path):
    load_places(files=[written(tmp_path, reversed(ROWS))])
    assert place(VILLAGE).path == FULL_NAME


def test_children_can_be_loaded_after_their_parents(tmp_path):
    load_places(levels=4, files=[written(tmp_path, ROWS)])
    assert load_places(files=[written(tmp_path, ROWS[5:])]) == Loaded(2, 2, 0)
    assert place(VILLAGE).path == FULL_NAME


def test_the_placeholder_of_a_municipality_is_left_out_of_full_names(tmp_path):
    rows = [
        ("110000000000", "北京市", "1", ""),
        ("110100000000", "市辖区", "2", "110000000000"),
        ("110101000000", "东城区", "3", "110100000000"),
    ]
    load_places(files=[written(tmp_path, rows)])
    assert place("110101000000").path == "北京市东城区"
    assert place("110100000000").path == "北京市市辖区"


def test_initials_come_from_the_words_of_a_name_and_from_the_file_when_it_says_them(tmp_path):
    path = tmp_path / "told.csv"
    path.write_text("code,name,level,parent,initials\n330000000000,浙江省,1,,\n340000000000,安徽省,1,,xyz\n", "utf-8")
    load_places(files=[path, written(tmp_path, [("500000000000", "重庆市", "1", "")])])
    found = places(["330000000000", "340000000000", "500000000000"]).values()
    assert {row.name: row.initials for row in found} == {"浙江省": "zjs", "安徽省": "xyz", "重庆市": "cqs"}


def test_a_renamed_place_renames_what_lies_below_even_if_only_the_upper_levels_are_loaded(tmp_path):
    load_county(tmp_path)
    renamed = [ROWS[0], (CITY, "新衢州市", "2", PROVINCE), (COUNTY, "江山区", "3", CITY)]
    assert load_places(files=[written(tmp_path, renamed)]) == Loaded(3, 0, 2)
    assert place(VILLAGE).path == "浙江省新衢州市江山区贺村镇丰益村委会"
    assert place(OTHER_TOWN).path == "浙江省新衢州市江山区清湖街道"
    assert load_county(tmp_path) == Loaded(7, 0, 6)
    assert place(VILLAGE).path == FULL_NAME


def test_places_that_a_file_does_not_name_stay(tmp_path):
    load_county(tmp_path)
    load_places(files=[written(tmp_path, ROWS[:1])])
    assert place(VILLAGE).name == "丰益村委会"


FAULTS = [
    # what is wrong, the rows (the header is line 1), the faults
    ("an unknown parent", [*ROWS[:3], ("331081121000", "某镇", "4", "331081000000")], [(5, "place.parent_unknown")]),
    ("a repeated code", [*ROWS, ROWS[3], ROWS[3]], [(9, "place.code_repeated"), (10, "place.code_repeated")]),
    ("a short code", [("33", "浙江省", "1", ""), ROWS[0]], [(2, "place.code_wrong")]),
    ("a number from a spreadsheet", [("3.30881E+11", "江山市", "3", CITY)], [(2, "place.code_wrong")]),
    ("a level that is not the code's", [(PROVINCE, "浙江省", "2", "")], [(2, "place.level_wrong")]),
    ("no name", [(PROVINCE, " ", "1", "")], [(2, "place.name_wrong")]),
    ("a name too long", [(PROVINCE, "省" * 65, "1", "")], [(2, "place.name_wrong")]),
    ("a province with a parent", [(PROVINCE, "浙江省", "1", "330000000000")], [(2, "place.parent_wrong")]),
    ("a parent elsewhere", [*ROWS[:3], (TOWN, "贺村镇", "4", "330882000000")], [(5, "place.parent_wrong")]),
    ("a place as its own parent", [*ROWS[:2], (COUNTY, "江山市", "3", COUNTY)], [(4, "place.parent_wrong")]),
    ("no parent", [*ROWS[:2], (COUNTY, "江山市", "3", "")], [(4, "place.parent_wrong")]),
    ("a cell too many", [(*ROWS[0], "x")], [(2, "place.cells_wrong")]),
    (
        "several at once",
        [("33", "浙江省", "1", ""), ROWS[0], ROWS[0], ROWS[5], (CITY, "", "2", PROVINCE)],
        [(2, "place.code_wrong"), (4, "place.code_repeated"), (5, "place.parent_unknown"), (6, "place.name_wrong")],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_bad_file_gives_every_fault_with_its_line_and_loads_nothing(tmp_path, rows, expected):
    assert faults_of(written(tmp_path, rows)) == [("places.csv", line, code) for line, code in expected]
    assert not Place.objects.exists()


def test_a_bad_file_leaves_what_was_loaded_before(tmp_path):
    load_county(tmp_path)
    faults_of(written(tmp_path, [(PROVINCE, "别的省", "1", ""), ("33", "浙江省", "1", "")]))
    assert place(PROVINCE).name == "浙江省"


@pytest.mark.parametrize("stage", ["read", "merge"])
def test_a_load_that_is_broken_off_leaves_nothing_half(tmp_path, stage):
    def break_off(progress):
        if progress.stage == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_places(files=[written(tmp_path, ROWS)], progress=break_off)
    assert not Place.objects.exists()
    assert load_county(tmp_path) == Loaded(7, 7, 0)


def test_a_file_in_gbk_is_told_by_each_line_that_needs_it(tmp_path):
    assert faults_of(written(tmp_path, ROWS[:3], encoding="gbk")) == [
        ("places.csv", 2, "place.gbk"),
        ("places.csv", 3, "place.gbk"),
        ("places.csv", 4, "place.gbk"),
    ]


def test_bytes_in_no_known_encoding_are_told(tmp_path):
    path = tmp_path / "bytes.csv"
    path.write_bytes(b"code,name,level,parent\n330000000000,\xff\xff,1,\n")
    assert faults_of(path) == [("bytes.csv", 2, "place.not_utf8")]


def test_a_repeated_code_is_told_across_files(tmp_path):
    first, second = written(tmp_path, ROWS, name="a.csv"), written(tmp_path, ROWS[:1], name="b.csv")
    assert faults_of(first, second) == [("b.csv", 2, "place.code_repeated")]


@pytest.mark.parametrize("content", ["", "code,name\n330000000000,浙江省\n"])
def test_a_file_without_its_columns_is_told(tmp_path, content):
    path = tmp_path / "columns.csv"
    path.write_text(content, "utf-8")
    assert faults_of(path) == [("columns.csv", 1, "place.columns_missing")]


def test_a_spreadsheets_byte_order_mark_quotes_and_empty_lines_are_no_faults(tmp_path):
    path = tmp_path / "mark.csv"
    path.write_bytes('\ufeffcode,name,level,parent\r\n"330000000000","浙江省",1,\r\n\r\n'.encode())
    assert load_places(files=[path]) == Loaded(1, 1, 0)


def test_a_place_is_found_with_its_full_name(tmp_path):
    load_county(tmp_path)
    found = place(VILLAGE)
    assert (found.path, found.initials, found.level, found.parent) == (FULL_NAME, "fycwh", 5, TOWN)


@pytest.mark.parametrize("ask", [place, children, ancestors])
def test_an_unknown_place_is_named_with_what_to_do(ask, tmp_path):
    load_county(tmp_path)
    with pytest.raises(NotFound) as caught:
        ask("999999999999")
    assert (caught.value.code, caught.value.params) == ("place.unknown", {"code": "999999999999"})
    assert caught.value.remedy


def test_children_are_paged_by_code(tmp_path, django_assert_num_queries):
    load_county(tmp_path)
    with django_assert_num_queries(2):
        first = children(TOWN, limit=1)
        rest = children(TOWN, first[0].code)
    assert [row.name for row in first + rest] == ["丰益村委会", "贺村村委会"]
    assert [row.code for row in children(None)] == [PROVINCE]
    assert children(VILLAGE) == []


def test_what_lies_above_a_place_comes_from_the_province_down(tmp_path, django_assert_num_queries):
    load_county(tmp_path)
    with django_assert_num_queries(1):
        found = ancestors(VILLAGE)
    assert [row.code for row in found] == [PROVINCE, CITY, COUNTY, TOWN]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("丰益", ["丰益村委会"]),
        ("丰", ["丰益村委会"]),
        ("贺村", ["贺村镇", "贺村村委会"]),
        ("贺村镇丰益", ["丰益村委会"]),
        (" 贺村镇 丰益村 ", ["丰益村委会"]),
        ("江山市贺村", ["贺村镇", "贺村村委会"]),
        ("清湖街道丰益", []),
        ("fyc", ["丰益村委会"]),
        ("FYC", ["丰益村委会"]),
        ("ｆｙｃ", ["丰益村委会"]),
        ("hc", ["贺村镇", "贺村村委会"]),
        ("益村", []),
        ("%", []),
        ("", []),
        ("省" * 100, []),
    ],
)
def test_a_place_is_found_while_somebody_types(tmp_path, typed, names):
    load_county(tmp_path)
    assert [row.name for row in find(typed)] == names


def test_a_search_may_keep_within_a_place_and_to_a_number_of_rows(tmp_path, django_assert_num_queries):
    load_county(tmp_path)
    assert [row.code for row in find("hc", within=VILLAGE)] == []
    assert [row.name for row in find("hc", within=TOWN)] == ["贺村镇", "贺村村委会"]
    with django_assert_num_queries(1):
        assert [row.name for row in find("贺村镇贺村", 1)] == ["贺村村委会"]


RECODED = [
    # day asked, codes of the towns that hold on it
    (None, [OTHER_TOWN]),
    (date(2023, 12, 31), []),  # Sunday
    (date(2024, 1, 1), [TOWN]),  # Monday, the first day of the old code
    (date(2025, 6, 30), [TOWN]),  # Monday
    (date(2025, 7, 1), [OTHER_TOWN]),  # Tuesday, the first day of the new code
]


@pytest.mark.parametrize(("day", "codes"), RECODED)
def test_a_recoded_place_gives_way_to_its_successor_on_the_day(tmp_path, day, codes):
    load_county(tmp_path)
    end = date(2025, 7, 1)
    Place.objects.filter(code=TOWN).update(valid_from=date(2024, 1, 1), valid_until=end, successor_id=OTHER_TOWN)
    Place.objects.filter(code=OTHER_TOWN).update(valid_from=end, name="贺村新镇", path="贺村新镇", initials="hcxz")
    assert [row.code for row in children(COUNTY, at=day)] == codes
    assert [row.code for row in find("贺村", at=day) if row.level == 4] == codes
    assert [row.code for row in find("hc", at=day) if row.level == 4] == codes
    assert place(TOWN).successor == OTHER_TOWN
