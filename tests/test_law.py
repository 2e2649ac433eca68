"""The page of the law names every article and only tests that exist."""

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = (CHECKOUT / "docs" / "law.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]
NAMED = re.compile(r"`(tests/\S+?\.py)::(test_\w+)`")
LICENSING = {26, *range(29, 33), 34, 35, 36, 38, 40, 42, 43, 44, 45, 47, 48, 50, *range(55, 59), 69, 70, 72, 78, 79, 82}


@pytest.mark.parametrize(("path", "test"), NAMED.findall(PAGE))
def test_a_test_that_is_named_exists(path: str, test: str) -> None:
    assert re.search(rf"^def {test}\(", (CHECKOUT / path).read_text(encoding="utf-8"), re.MULTILINE), path


def test_every_line_names_a_test_or_says_why_there_is_none() -> None:
    lines = [row for row in ROWS if row[0] not in ("Art.", "rule")]
    assert len(lines) > 50
    for row in lines:
        assert len(row) == 3, row
        assert NAMED.fullmatch(row[2]) or (row[2] == "–" and len(row[1]) > 40), row[0]


def test_no_article_is_missing() -> None:
    section = PAGE.split("## Administrative Licensing Law")[1].split("\n## ")[0]
    told = " ".join(line.split("|")[1] for line in section.splitlines() if line.startswith("| "))
    assert set(map(str, LICENSING)) <= set(re.findall(r"\d+", told))
