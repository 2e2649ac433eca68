"""The documents and the product say the same: every command and option, every variable, every floor of the house."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import yici as package
from tests.apps.catalogue_files import definitions
from yici.api.v1.site import description
from yici.cli.commands import yici
from yici.domain.roles import ROLES, SCOPES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(package.__file__).parent
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md"))]
TYPED = re.compile(r"(?:\.venv/bin/|[`\s])yici ([a-z][^`\n#，。；、（）]*)")
VARIABLE = re.compile(r"\bYICI_[A-Z_]+")
INTERNAL = {"YICI_DEMO_PROVIDER", "YICI_EMBEDDED", "YICI_PARENT"}
"""What a process tells the processes that it starts."""
MADE = {"YICI_REAL_NAME"}
"""What the settings make of several variables."""


CONTEXT = click.Context(yici)


def typed() -> Iterator[tuple[str, list[str]]]:
    for page in PAGES:
        for found in TYPED.finditer(page.read_text(encoding="utf-8")):
            yield page.name, found[1].split()


def command_of(words: list[str]) -> tuple[click.Command, list[str], str]:
    """The command that words name, what follows, and its name."""
    command: click.Command = yici
    names: list[str] = []
    while isinstance(command, click.Group) and words and (found := command.get_command(CONTEXT, words[0])):
        command, names, words = found, [*names, words[0]], words[1:]
    return command, words, " ".join(names)


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    for name in group.list_commands(CONTEXT):
        command = group.get_command(CONTEXT, name)
        assert command is not None
        assert command.name == name, f"{before}{name}"
        if isinstance(command, click.Group) and not command.invoke_without_command:
            yield from commands(command, f"{before}{name} ")
        elif not command.hidden:
            yield f"{before}{name}"


@pytest.mark.parametrize(
    ("page", "words"), list(typed()), ids=lambda one: one if isinstance(one, str) else " ".join(one)
)
def test_every_command_that_is_shown_exists_with_its_options(page: str, words: list[str]) -> None:
    command, rest, name = command_of(words)
    assert name, f"{page}: no command {words[0]}"
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    assert {word.partition("=")[0] for word in rest if word.startswith("--")} <= known | {"--help"}


def test_every_command_is_told_of() -> None:
    assert set(commands(yici)) - {command_of(words)[2] for _, words in typed()} == set()


def test_the_variables_are_those_that_are_read() -> None:
    read = {name for path in SOURCE.rglob("*.py") for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    table = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert {*re.findall(r"^\| `(YICI_[A-Z_]+)`", table, re.MULTILINE)} == read - INTERNAL - MADE


def test_the_tour_names_every_floor_and_nothing_that_is_not_there() -> None:
    page = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`[\w/.]+`,? ?)+) \|", page.partition("## How")[0], re.MULTILINE)
    told = {name.rstrip("/") for row in rows for name in re.findall(r"`([\w/.]+)`", row)}
    there = {path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert there <= told
    assert {name for name in told if not (SOURCE / name).exists()} == set()


def test_every_file_that_the_tour_sends_people_to_is_there() -> None:
    page = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    floors = "|".join(path.name for base in (ROOT, SOURCE) for path in base.iterdir() if path.is_dir())
    named = set(re.findall(rf"`((?:{floors})/[\w/.*-]*)`", page))
    lost = [name for name in named if not any(list(base.glob(name.rstrip("/"))) for base in (ROOT, SOURCE))]
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    lost = [link for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text) if not (page.parent / link).exists()]
    assert lost == []


def test_the_readme_counts_what_is_there() -> None:
    english, chinese = (page.read_text(encoding="utf-8") for page in PAGES[:2])
    known = definitions().catalogue
    assert len(known.bundles) == 13
    assert "Thirteen matters" in english
    assert f"{len(known.items)} items" in english
    assert f"十三件事、{len(known.items)} 个事项" in chinese


def test_every_word_stands_once_and_with_its_chinese() -> None:
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \|", (ROOT / "docs" / "words.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    words = [row[0] for row in rows if not row[0].startswith(("word", "---"))]
    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert [row[0] for row in rows[2:] if not re.search("[\u4e00-\u9fff]", row[1])] == []


def test_the_scopes_and_the_roles_that_are_shown_are_those_of_the_product() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert {*re.findall(r"^\| `([a-z]+:[a-z]+|operator)` \|", page, re.MULTILINE)} == SCOPES.keys()
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    granted = {*re.findall(r"yici people grant \S+ (\w+)", operating), *re.findall(r"the role `(\w+)`", operating)}
    assert granted <= ROLES.keys()


def test_every_command_below_a_case_is_in_the_table() -> None:
    below = {path.rpartition("/")[2] for path in json.loads(description())["paths"] if "/cases/{case_id}/" in path}
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    table = page.partition("Commands below a case")[2].partition("## Errors")[0]
    assert {name for name in re.findall(r"`([a-z-]+)`", table) if "-" in name or name in below} <= below
    assert below - {*re.findall(r"`([a-z-]+)`", table)} == {"plan", "events", "readings", "receipt", "messages"}


def test_the_page_of_forms_names_every_form_of_the_definitions() -> None:
    page = (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    used, unused = page.split("## Not used")
    there = {f"{item.id}/{form.id}" for item in definitions().catalogue.items.values() for form in item.forms}
    assert set(re.findall(r"`([a-z0-9-]+/[a-z0-9-]+)`", used)) - {"item/form"} == there
    rows = [re.findall(r"^\| [^|]+ \| [^|]* \| [0-9]+ \|", part, re.MULTILINE) for part in (used, unused)]
    assert [f"{len(rows[0])} stand", f"{len(rows[1])} do not"] == re.findall(r"[0-9]+ (?:stand|do not)", page)
