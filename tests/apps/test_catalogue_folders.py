"""What lies in a folder of definitions beside good files: unreadable, misnamed, or nothing at all."""

from pathlib import Path

from tests.apps.catalogue_files import AGENCIES, ITEM, TOWN, said
from yici.catalogue.reading import read_folder
from yici.cli import words


def test_an_unreadable_file_is_a_fault_like_any_other(tmp_path: Path):
    for name, text in TOWN.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    faults = read_folder(tmp_path).faults
    assert [(fault.code, fault.file) for fault in faults] == [
        ("file.unreadable", "folder.yaml"), ("file.unreadable", "gone.yaml"),
    ]  # fmt: skip
    assert [said(fault) for fault in faults]


def test_a_file_that_only_looks_like_a_definition_is_not_passed_over_in_silence(tmp_path: Path):
    (tmp_path / "below").mkdir()
    for name, text in TOWN.items():
        (tmp_path / name).write_text(text)
    for name in ("item.yml", "below/item.YAML", "notes.txt"):
        (tmp_path / name).write_text(ITEM)
    faults = read_folder(tmp_path).faults
    assert [(fault.code, fault.file) for fault in faults] == [
        ("file.suffix", "below/item.YAML"), ("file.suffix", "item.yml"),
    ]  # fmt: skip
    assert [said(fault) for fault in faults]


def test_a_folder_without_definitions_is_a_fault(tmp_path: Path):
    [fault] = read_folder(tmp_path).faults
    assert fault.code == "folder.empty"
    assert words.fault(fault)


def test_one_file_alone_can_be_checked(tmp_path: Path):
    (tmp_path / "agencies.yaml").write_text(AGENCIES)
    assert read_folder(tmp_path / "agencies.yaml").faults == []
