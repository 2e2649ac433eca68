"""The examples of docs/api.md, run in their order: each request gives the status and the keys that stand below it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest
from click.testing import CliRunner

from tests.faces.api_samples import World
from yici.cases.documenting import documents_settle
from yici.cli import tokens
from yici.cli.commands import yici
from yici.domain.case.parts import DeadlineName
from yici.domain.case.vocabulary import VOCABULARY
from yici.domain.item import PaperForm
from yici.domain.roles import SCOPES
from yici.oversight.models import Trial
from yici.people.present import now

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```http\n(.*?)```", re.DOTALL)


def examples() -> Iterator[tuple[str, str]]:
    blocks = BLOCK.findall(PAGE)
    assert len(blocks) % 2 == 0
    yield from zip(blocks[::2], blocks[1::2], strict=True)


def parts(block: str) -> tuple[str, dict[str, str], str]:
    """This will cut a block into its first line, its headers and its body."""
    first, _, rest = block.strip().partition("\n")
    headers: dict[str, str] = {}
    while (line := rest.partition("\n")[0]) and re.match(r"[\w-]+: ", line):
        name, _, value = line.partition(": ")
        headers[name], rest = value, rest.partition("\n")[2]
    return first, headers, rest.strip()


def filled(text: str, known: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], found[0]), text)


def same_shape(shown: Any, answered: Any, at: str = "$") -> None:
    """Every key that is shown is in the answer; a value that is written out is the answer's."""
    if isinstance(shown, dict):
        assert isinstance(answered, dict), at
        for key, value in shown.items():
            assert key in answered, f"{at}.{key}"
            same_shape(value, answered[key], f"{at}.{key}")
    elif isinstance(shown, list):
        assert isinstance(answered, list), at
        for one, other in zip(shown, answered, strict=False):
            same_shape(one, other, f"{at}[]")
    elif isinstance(shown, int) or (isinstance(shown, str) and shown != "…"):
        assert shown == answered or at.endswith((".item", ".duty")), at


def test_every_example_of_the_page_holds(world: World) -> None:
    # One what-if of each person waits at a time, and other tests may have asked for one.
    Trial.objects.all().delete()
    known = {**world.tokens, "application": json.dumps(world.application())}
    for asked, shown in examples():
        first, headers, body = parts(filled(asked, known))
        method, address = first.split()
        data = body.encode() if body else None
        told = world.call(method, address, None, data, **{name.replace("-", "_"): one for name, one in headers.items()})
        status, expected, content = parts(shown)
        assert told.status == int(status), (first, told.content)
        if method == "POST" and address == "/api/v1/cases" and told.status == 201:
            known |= {name: str(told[name]) for name in ("case", "number", "query_code")}
            known["document_code"] = documents_settle(UUID(known["case"]), now=now())[0].code
        if (method, address, told.status) == ("POST", "/api/v1/projects", 201):
            known["project"] = str(told["project"])
        for name, value in expected.items():
            assert told.headers[name] == filled(value, known)
        same_shape(json.loads(content), told.json)


def test_a_token_from_the_command_line_opens_the_api_until_it_is_revoked(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "now", world.clock)
    issued = typed("token", "issue", "wang", "--scope", "case:read", "--scope", "case:submit", "--json")
    world.tokens["typed"] = issued["secret"]
    assert world.get("/cases", "typed").status == 200
    assert world.get("/releases", "typed")["code"] == "token.scope"
    assert issued["id"] in [row["id"] for row in typed("token", "list", "wang", "--json")]
    assert issued["secret"] not in CliRunner().invoke(yici, ["token", "list", "wang"]).output
    assert CliRunner().invoke(yici, ["token", "revoke", issued["id"]]).exit_code == 0
    assert world.get("/cases", "typed").status == 401


def test_a_receipt_from_the_api_verifies_on_the_command_line(world: World, tmp_path: Path) -> None:
    told = world.submitted()
    (tmp_path / "receipt.json").write_bytes(world.get(f"/cases/{told['case']}/receipt?seq=1", "wang").content)
    (tmp_path / "keys.json").write_bytes(world.get("/keys").content)
    command = ["receipt", "verify", str(tmp_path / "receipt.json"), "--keys", str(tmp_path / "keys.json")]
    assert CliRunner().invoke(yici, command).exit_code == 0
    forged = (tmp_path / "receipt.json").read_text().replace('"seq":1', '"seq":2')
    (tmp_path / "receipt.json").write_text(forged)
    assert CliRunner().invoke(yici, command).exit_code == 1


def typed(*arguments: str) -> Any:
    told = CliRunner().invoke(yici, list(arguments))
    assert told.exit_code == 0, told.output
    return json.loads(told.output)


def test_the_page_names_every_scope_that_leads_somewhere() -> None:
    assert set(re.findall(r"^\| `(\w+:\w+)` \|", PAGE, re.MULTILINE)) == SCOPES.keys() - {"operator"}


def test_the_codes_that_a_command_takes_are_told() -> None:
    told = set(re.findall(r"`([a-z_.]+)`", PAGE))
    known = (code for codes in VOCABULARY.values() for code in codes)
    assert {code for code in known if code not in get_args(DeadlineName) and code not in get_args(PaperForm)} <= told
