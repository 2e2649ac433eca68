"""The page of published figures is what the definitions give today."""

from tools import figures


def test_the_page_is_up_to_date() -> None:
    assert figures.FILE.read_text(encoding="utf-8") == figures.written(), "run: .venv/bin/python -m tools.figures"


def test_every_published_record_stands_in_it() -> None:
    catalogue = figures.read_folder(figures.ROOT / "definitions").catalogue
    page = figures.FILE.read_text(encoding="utf-8")
    rows = sum(line.startswith("| ") and not line.startswith("| place ") for line in page.splitlines())
    assert rows == sum(len(bundle.records) for bundle in catalogue.bundles.values()) > 60
