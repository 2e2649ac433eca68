"""A place's list of items: every fault with its line, published whole or not at all, and the same once."""

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction

from tests.apps.case_scenes import MONDAY, forget_everything_kept, forgetful
from tests.apps.catalogue_files import DEFINITIONS, definitions, town
from tests.apps.list_files import BODY as SOUND
from tests.apps.list_files import COLUMNS, HEAD, PLACE, code, line, read, table
from yici.catalogue import queries
from yici.catalogue.list_queries import all_listed, departments_of, list_of, listed_item, listed_items, nearest_list
from yici.catalogue.models import ListLine
from yici.catalogue.reading import check_reads, read_folder
from yici.catalogue.services import catalogue_publish, list_add
from yici.cli import words
from yici.cli.commands import yici
from yici.domain.error import Invalid, NotFound

__all__ = ["forgetful"]
IN_FORCE = HEAD.replace("reference", "in_force")


def found(data: bytes, head: str = HEAD) -> list[tuple[str, int]]:
    return [(fault.code, fault.line) for fault in read(data, head).faults]


def test_a_sound_list_has_no_fault_and_knows_its_lines() -> None:
    reading = read()
    assert reading.faults == []
    head = reading.catalogue.lists[PLACE]
    assert (head.count, len(head.digest), [item.name for item in reading.files[0].lines]) == (2, 64, ["事项1", "事项2"])


def test_the_order_of_columns_and_of_lines_makes_no_difference() -> None:
    turned = [",".join(reversed(text.split(","))) for text in (COLUMNS, line(2), line(1))]
    assert read(table(*turned[1:], columns=turned[0])).catalogue == read().catalogue


WRONG = [
    (table(line(1), columns=COLUMNS.replace("name", "title")), [("list.columns", 1)]),
    (table(line(1), columns=COLUMNS + ",name"), [("list.columns", 1)]),
    (b"", [("list.columns", 1)]),
    (table(), [("list.no_lines", 1)]),
    (table(line(1), "a,b"), [("list.cells", 3)]),
    (table(line(1), line(2) + ",,"), [("list.cells", 3)]),
    (table(line(1), f'"两\n行",未分类,x,{PLACE},{code(2)},1', line(2)), [("list.code_twice", 5)]),
    (table(line(1), line(2), line(1, "另一个")), [("list.code_twice", 4)]),
    (table(line(1, " "), line(2, "x" * 301)), [("list.empty", 2), ("list.cell", 3)]),
    (table(line(1, "=HYPERLINK()"), line(2, "@x")), [("list.formula", 2), ("list.formula", 3)]),
    (table(line(1, kind="21")), [("list.type", 2)]),
    (table(line(1).replace(PLACE + ",", "330800000000,")), [("list.area", 2)]),
    (table(line(1), line(2, "事\x00项")), [("value.control_character", 3)]),
    ("部门".encode("gbk"), [("file.not_utf8", 1)]),
    (table(line(1), '"x'), [("list.csv", 3)]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "faults"), WRONG)
def test_what_would_mix_items_up_is_refused_with_its_line(data: bytes, faults: list[tuple[str, int]]) -> None:
    assert found(data) == faults
    assert not read(data).sound


ODD = [
    (table(line(1), line(2).replace("-000-", "-")), [("list.code_shape", 3)]),
    (table(line(1, area="510000000000")), [("list.code_area", 2)]),
    (table(line(1, body="2222222222222"), line(2), line(3, body="2222222222222")), [("list.code_body", 2)]),
    (table(line(1, body=SOUND.lower())), [("list.code_body", 2)]),
]


@pytest.mark.parametrize(("data", "faults"), ODD)
def test_a_code_that_does_not_check_passes_only_in_a_list_for_reference(data: bytes, faults: object) -> None:
    assert found(data) == found(data, IN_FORCE) == faults
    assert (read(data).sound, read(data, IN_FORCE).sound) == (True, False)


def test_a_wrong_credit_code_is_told_once_with_all_its_lines() -> None:
    [fault] = read(table(line(1, body="1"), line(2), line(3, body="1"))).faults
    assert (fault.params["count"], fault.params["lines"]) == ("2", "2、4")


def test_one_name_under_two_codes_is_merely_odd() -> None:
    reading = read(table(line(1, "同名"), line(2, "同名"), line(3, "同名", department="卫健局")), IN_FORCE)
    assert [(fault.code, fault.line, fault.severity) for fault in reading.faults] == [("list.name_twice", 3, "warning")]


def test_every_fault_of_a_head_is_told() -> None:
    head = HEAD.replace(PLACE, "33").replace("town.csv", "other.csv") + "digest: abc\ncount: 5\n"
    codes = {fault.code for fault in read(head=head).faults}
    assert codes == {"list.no_file", "place.code"}
    pinned = {fault.code for fault in read(head=HEAD + "digest: abc\ncount: 5\n").faults}
    assert pinned == {"list.digest", "list.count"}


def test_a_table_that_no_list_names_is_not_passed_over_in_silence(tmp_path) -> None:
    (tmp_path / "town.yaml").write_text(HEAD)
    (tmp_path / "town.csv").write_bytes(table(line(1)))
    (tmp_path / "stray.csv").write_bytes(table(line(1)))
    assert [(fault.code, fault.file) for fault in read_folder(tmp_path).faults] == [("list.unnamed", "stray.csv")]


def test_every_fault_of_a_list_has_words() -> None:
    said = [words.fault(fault) for data, _ in (*WRONG, *ODD) for fault in read(data).faults]
    assert [text for text in said if "list." in text.split(" ")[1] or "{" in text] == []


def test_the_real_list_is_taken_over_whole_and_its_wrong_codes_are_told() -> None:
    lines = {read.id: read.lines for read in definitions().files if read.kind == "list"}["511602000000"]
    assert len(lines) == len({item.code for item in lines}) == 1135
    odd = [fault for fault in definitions().faults if fault.file.endswith(".csv")]
    assert {fault.severity for fault in odd} == {"warning"}
    assert sum(int(fault.params["count"]) for fault in odd if fault.code == "list.code_body") == 151


@pytest.mark.django_db
@pytest.mark.usefixtures("forgetful")
class TestPublishing:
    def test_a_list_comes_back_as_it_was_read(self) -> None:
        catalogue_publish(reading=definitions(), actor="test", now=MONDAY)
        head = list_of("511602000000")
        by_code = {read.id: read.lines for read in definitions().files if read.kind == "list"}["511602000000"]
        assert tuple(all_listed(head)) == by_code
        assert sum(count for _, count in departments_of(head)) == 1135
        assert nearest_list("511602001000") == head
        assert nearest_list("330800000000") is None

    def test_publishing_twice_adds_no_line_and_a_newer_version_keeps_the_older(self) -> None:
        for _ in range(2):
            catalogue_publish(reading=check_reads([*town().files, *read().files]), actor="test", now=MONDAY)
        assert (queries.release(), ListLine.objects.count()) == (1, 2)
        newer = read(table(line(1, "改名"), line(3))).files[0]
        assert list_add(read=newer, actor="test", now=MONDAY).changed == (f"list:{PLACE}",)
        assert [item.name for item in listed_items(list_of(PLACE))] == ["改名", "事项3"]
        assert ListLine.objects.count() == 4

    def test_pages_follow_each_other_and_filters_narrow_them(self) -> None:
        lines = [line(n, department="卫健局" if n % 2 else "", kind="20" if n % 3 else "1") for n in range(1, 9)]
        data = table(*(text if text[0] != "," else "市监局" + text for text in lines))
        list_add(read=read(data).files[0], actor="test", now=MONDAY)
        head = list_of(PLACE)
        first = listed_items(head, limit=3)
        assert [item.name for item in listed_items(head, after=first[-1].code, limit=2)] == ["事项4", "事项5"]
        health = listed_items(head, department="卫健局", task_type="1")
        assert [item.name for item in health] == ["事项3"]

    def test_what_no_list_holds_is_not_found(self) -> None:
        list_add(read=read().files[0], actor="test", now=MONDAY)
        for place, wanted in ((PLACE, code(9)), ("330800000000", code(1))):
            with pytest.raises(NotFound):
                listed_item(place, wanted)

    def test_a_list_with_a_fault_publishes_nothing(self) -> None:
        reading = read(table(line(1), line(1)))
        with pytest.raises(Invalid, match=r"catalogue\.unsound"):
            catalogue_publish(reading=reading, actor="test", now=MONDAY)
        assert ListLine.objects.count() == 0

    @pytest.mark.parametrize(
        "statement", ["UPDATE catalogue_listline SET name = 'x'", "DELETE FROM catalogue_listline"]
    )
    def test_what_was_published_cannot_be_changed(self, statement: str) -> None:
        list_add(read=read().files[0], actor="test", now=MONDAY)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)

    def test_the_command_loads_a_list_or_refuses_it_whole(self, tmp_path) -> None:
        (tmp_path / "town.yaml").write_text(HEAD)
        (tmp_path / "town.csv").write_bytes(table(line(1), line(2)))
        done = CliRunner().invoke(yici, ["load-list", str(tmp_path / "town.yaml")])
        assert (done.exit_code, "2 个事项" in done.output) == (0, True)
        (tmp_path / "town.csv").write_bytes(table(line(1), line(1)))
        refused = CliRunner().invoke(yici, ["load-list", str(tmp_path / "town.yaml")])
        assert isinstance(refused.exception, Invalid)
        other = CliRunner().invoke(yici, ["load-list", str(DEFINITIONS / "places" / "511602000000.yaml")])
        assert other.exception.code == "list.not_one"
        forget_everything_kept()
        assert list_of(PLACE).count == 2
