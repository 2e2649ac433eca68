"""The OpenAPI description: whole, valid in its structure, and true of every operation."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.faces.api_samples import World
from yici.api import problem_types
from yici.api.v1 import site
from yici.domain.roles import SCOPES

METHODS = {"get", "post", "put", "patch", "delete"}
READABLE = {
    "bundles", "bundle_one", "items", "item_one", "place_list", "place_one", "place_items", "plan_one", "search",
    "once_list", "once_share",
}  # fmt: skip
"""What is published: everybody may read it."""
PUBLIC = {"index", "status", "check_document", "public_keys", *READABLE}
SECTIONS = {"schemas", "responses", "headers", "securitySchemes"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(site.description())
    return document


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def inside(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from inside(one)
    elif isinstance(value, list):
        for one in value:
            yield from inside(one)


def test_it_says_what_it_is(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    assert {"title", "version", "description", "license"} <= described["info"].keys()
    assert set(described["components"]) == SECTIONS
    assert set(described) == {"openapi", "info", "servers", "tags", "paths", "components"}


def test_every_reference_leads_somewhere_and_every_component_is_used(described: dict[str, Any]) -> None:
    named = {one["$ref"] for one in inside(described) if "$ref" in one}
    for reference in named:
        found: Any = described
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert found
    for section in ("schemas", "headers"):
        for name in described["components"][section]:
            assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
            if section == "schemas":
                assert f"#/components/{section}/{name}" in named


def test_every_operation_is_told_whole(described: dict[str, Any]) -> None:
    seen = set()
    for path, method, operation in operations(described):
        assert method in METHODS
        assert path.startswith("/api/v1/")
        assert operation["operationId"] not in seen
        seen.add(operation["operationId"])
        assert operation["summary"]
        assert not operation["summary"].endswith(".")
        assert operation["description"].strip()
        assert set(operation["tags"]) <= {tag["name"] for tag in described["tags"]}
        placed = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert placed == set(re.findall(r"{(\w+)}", path))
        assert all(one["schema"] and isinstance(one["required"], bool) for one in operation["parameters"])


def test_every_operation_says_who_may_call_it(described: dict[str, Any]) -> None:
    for _, _, operation in operations(described):
        if operation["operationId"] in PUBLIC:
            assert operation["security"] == []
            assert not {"401", "403"} & operation["responses"].keys()
            continue
        [need] = operation["security"]
        [scope] = need["bearer"]
        assert scope in SCOPES
        assert {"401", "403"} <= operation["responses"].keys()


def test_every_answer_has_a_type_and_every_refusal_is_a_problem(described: dict[str, Any]) -> None:
    for _, method, operation in operations(described):
        good = [status for status in operation["responses"] if status.startswith("2")]
        assert len(good) == 1
        schema = operation["responses"][good[0]]["content"]["application/json"]["schema"]
        assert schema not in ({}, {"type": "object"})
        for status, answer in operation["responses"].items():
            if status == "304":
                assert operation["operationId"] in READABLE - {"plan_one"}
                assert "ETag" in operation["responses"]["200"]["headers"]
            elif status not in good:
                assert answer == {"$ref": f"#/components/responses/Problem{status}"}
        assert {"400", "422", "429", "500", "503"} <= operation["responses"].keys()
        if method == "post":
            assert operation["requestBody"]["content"]["application/json"]["schema"]
            assert {"411", "413", "415"} <= operation["responses"].keys()
    for status, answer in described["components"]["responses"].items():
        assert answer["description"] == problem_types.TITLES[int(status.removeprefix("Problem"))]
        assert set(answer["content"]) == {"application/problem+json"}


WRITES = (
    "/api/v1/cases", "/api/v1/projects", "/api/v1/working-drafts", "/api/v1/whatif", "/api/v1/batches",
    "/api/v1/batches/{batch_id}", "/api/v1/visit-records/{record_id}",
)  # fmt: skip
"""What else is written; the last four are jobs and signatures, which have no version."""
COMMANDED = ("/api/v1/cases/", "/api/v1/licences/", "/api/v1/projects/")


def test_every_write_needs_a_key_and_every_command_a_version(described: dict[str, Any]) -> None:
    for path, method, operation in operations(described):
        headers = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
        command = (path.startswith(COMMANDED) and method == "post") or method == "put"
        write = command or (path in WRITES and method == "post")
        write = write or (path.startswith("/api/v1/mandates") and method == "post")
        assert headers == ({"Idempotency-Key"} if write else set()) | ({"If-Match"} if command else set())
        assert ("412" in operation["responses"]) == ("428" in operation["responses"]) == command
        if write and path not in WRITES[3:]:
            assert "ETag" in operation["responses"][next(iter(operation["responses"]))]["headers"]


def test_every_body_is_closed_and_bounded(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    wanted = [
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
        for _, method, operation in operations(described)
        if method == "post"
    ]
    while wanted:
        schema = schemas[wanted.pop()]
        for one in inside(schema):
            if "$ref" in one:
                wanted.append(one["$ref"].rsplit("/", 1)[-1])
            if one.get("type") == "object":
                assert one.get("additionalProperties") is False or "maxProperties" in one, one
            if one.get("type") == "array":
                assert "maxItems" in one, one
            if one.get("type") == "string":
                assert {"maxLength", "enum", "const", "format", "pattern"} & one.keys(), one


def test_lists_are_paged_and_bounded(described: dict[str, Any]) -> None:
    for _, method, operation in operations(described):
        if method != "get":
            continue
        answer = operation["responses"]["200"]["content"]["application/json"]["schema"].get("$ref", "")
        parameters = {one["name"]: one for one in operation["parameters"]}
        assert answer.endswith("Page") == ("cursor" in parameters) == ("limit" in parameters)
        if "limit" in parameters:
            assert parameters["limit"]["schema"]["maximum"] == 100


def test_it_is_served_to_everybody_and_made_once(world: World) -> None:
    told = world.get("/openapi.json")
    assert (told.status, told.headers["Content-Type"]) == (200, "application/json")
    assert told.content == site.description()
    assert site.description() is site.description()
    index = world.get("/")
    assert index["openapi"] == "/api/v1/openapi.json"
    assert {world.get(index[name]).status for name in ("openapi", "docs", "keys")} == {200}


def test_the_page_of_the_description_loads_nothing_from_elsewhere(world: World) -> None:
    told = world.get("/docs")
    page = told.content.decode()
    assert told.headers["Content-Type"].startswith("text/html")
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)""", page)
    assert len(loaded) >= 3
    assert all(address.startswith("/static/") for address in loaded)
    for address in loaded:
        answer = Client().get(address)
        assert (answer.status_code, bool(b"".join(answer))) == (200, True)
        answer.close()
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert all("application/json" in script for script in scripts)
    assert "style=" not in page
    assert "<style" not in page
    policy = told.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_every_type_of_problem_has_a_page(world: World) -> None:
    for code, (status, meaning) in problem_types.MEANINGS.items():
        assert status in problem_types.TITLES
        told = world.get(f"/problems/{code}")
        assert told.status == 200
        assert meaning in told.content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    unknown = world.get("/problems/%3Cscript%3E")
    assert unknown.status == 404
    assert b"<script>" not in unknown.content
