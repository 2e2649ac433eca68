"""The OpenAPI 3.1 description, made from what the operations themselves declare: nothing is written twice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ninja import Router
from ninja.operation import Operation
from pydantic import TypeAdapter

from yici.api import problems
from yici.api.answers import MEDIA, Answer, Published
from yici.api.auth import Token
from yici.api.bodies import Strictly
from yici.api.problem_types import TITLES
from yici.domain.roles import SCOPES

REFERENCE: Final = "#/components/schemas/{model}"
INFO: Final = {
    "title": "Yici",
    "version": "1",
    "summary": "Say it once, be asked once, come at most once.",
    "description": (
        "Every refusal is a problem document (RFC 9457) with a stable `code`. Every write needs `Idempotency-Key`, "
        "every command on a case also `If-Match`. Lists are paged by `cursor`. A receipt can be verified offline. "
        "What is published needs no token: a living one only lets its account ask more often than an address may."
    ),
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
HEADERS: Final[dict[str, dict[str, Any]]] = {
    "Idempotency-Key": {
        "description": "A new UUID for each new request, the same one when the request is repeated.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    },
    "If-Match": {
        "description": "The ETag of what is acted on as it was seen, with its quotes.",
        "schema": {"type": "string", "pattern": r'^"[0-9]{1,9}"$'},
    },
    "ETag": {"description": "The version of what was answered.", "schema": {"type": "string"}},
    "Location": {"description": "The address of what came into being.", "schema": {"type": "string"}},
    "Idempotency-Replayed": {"description": "`true` when this only repeats an answer.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Whole seconds to wait.", "schema": {"type": "string", "pattern": "^[0-9]+$"}},
    "WWW-Authenticate": {"description": "`Bearer`.", "schema": {"type": "string"}},
}
HEADERS_OF_PROBLEMS: Final = {401: ("WWW-Authenticate",), 412: ("ETag",), 429: ("Retry-After",), 503: ("Retry-After",)}
UNCHANGED: Final = "Still what the ETag in `If-None-Match` names."
ALWAYS: Final = (400, 422, 429, 500, 503)
READING_BODY: Final = (411, 413, 415)
Described = tuple[str, str, Router, Operation]


def described(routers: Sequence[tuple[str, Router]]) -> Iterator[Described]:
    """This will give path, method, router and operation of everything that the description shows."""
    for prefix, router in routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                if operation.include_in_schema:
                    yield prefix + path, operation.methods[0].lower(), router, operation


def document(routers: Sequence[tuple[str, Router]]) -> dict[str, Any]:
    """This will describe all operations of these routers, each with the prefix of its paths."""
    operations = list(described(routers))
    schemas, definitions = _schemas(operations)
    paths: dict[str, Any] = {}
    for path, method, router, operation in operations:
        paths.setdefault(path, {})[method] = _operation(router, operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": INFO,
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for _, router in routers for tag in router.tags or ()],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "responses": {_name(status): _problem(status) for status in TITLES},
            "headers": HEADERS,
            "securitySchemes": {"bearer": _bearer()},
        },
    }


def _bearer() -> dict[str, str]:
    scopes = "; ".join(f"`{scope}`: {sentence}" for scope, sentence in SCOPES.items())
    return {"type": "http", "scheme": "bearer", "description": f"A token with scopes. {scopes}"}


Key = tuple[str, Any]


def _schemas(operations: Sequence[Described]) -> tuple[Mapping[Key, Any], dict[str, Any]]:
    adapters: list[tuple[str, Any, TypeAdapter[Any]]] = [("problem", "serialization", problems.PROBLEM)]
    for _, _, _, operation in operations:
        name, says, body = operation.view_func.__name__, _says(operation), _body(operation)
        adapters.append((name, "serialization", says.adapter))
        if body is not None:
            adapters.append((name, "validation", body))
    schemas, definitions = TypeAdapter.json_schemas(adapters, ref_template=REFERENCE)
    told: dict[str, Any] = definitions["$defs"]
    # Named so that every answer can point at it; the others keep the names of their types.
    return schemas, told


def _says(operation: Operation) -> Answer[Any]:
    answer: Answer[Any] = operation.view_func.says  # type: ignore[attr-defined]
    return answer


def _body(operation: Operation) -> TypeAdapter[Any] | None:
    for model in operation.models:
        if model.__ninja_param_source__ == "body":
            for told in model.model_fields["body"].metadata:
                if isinstance(told, Strictly):
                    return told.adapter
    return None


def _operation(router: Router, operation: Operation, schemas: Mapping[Key, Any]) -> dict[str, Any]:
    view = operation.view_func
    told: dict[str, Any] = {
        "operationId": view.__name__,
        "summary": operation.summary,
        "description": operation.description,
        "tags": router.tags,
        "security": _security(router, operation),
        "parameters": [*_parameters(operation), *_headers_needed(view.needs)],  # type: ignore[attr-defined]
        "responses": _responses(router, operation, schemas),
    }
    if (view.__name__, "validation") in schemas:
        content = {MEDIA: {"schema": schemas[view.__name__, "validation"]}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _auth(router: Router, operation: Operation) -> Any:
    own = operation.auth_param
    return own if callable(own) else router.auth


def _security(router: Router, operation: Operation) -> list[dict[str, list[str]]]:
    auth = _auth(router, operation)
    return [{"bearer": [auth.scope]}] if isinstance(auth, Token) else []


def _parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    for model in operation.models:
        if model.__ninja_param_source__ not in ("path", "query"):
            continue
        shape = model.model_json_schema()
        for name, schema in shape["properties"].items():
            parameter = {
                "name": name,
                "in": model.__ninja_param_source__,
                "required": name in shape.get("required", ()),
                "schema": {key: value for key, value in schema.items() if key not in ("title", "description")},
            }
            if "description" in schema:
                parameter["description"] = schema["description"]
            yield parameter


def _headers_needed(names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for name in names:
        yield {"name": name, "in": "header", "required": True, **HEADERS[name]}


def _responses(router: Router, operation: Operation, schemas: Mapping[Key, Any]) -> dict[str, Any]:
    says, view = _says(operation), operation.view_func
    success: dict[str, Any] = {"description": says.description}
    if says.headers:
        success["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in says.headers}
    told = {str(says.status): success}
    if isinstance(says, Published):
        told["304"] = {"description": UNCHANGED}
    success["content"] = {MEDIA: {"schema": schemas[view.__name__, "serialization"]}}
    refused = set(ALWAYS)
    if isinstance(_auth(router, operation), Token):
        refused |= {401, 403}
    if view.finds:  # type: ignore[attr-defined]
        refused |= {404, 409}
    if _body(operation) is not None:
        refused |= set(READING_BODY)
    if "Idempotency-Key" in view.needs:  # type: ignore[attr-defined]
        refused |= {409}
    if "If-Match" in view.needs:  # type: ignore[attr-defined]
        refused |= {412, 428}
    problem = {str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in sorted(refused)}
    return {**told, **problem}


def _name(status: int) -> str:
    return f"Problem{status}"


def _problem(status: int) -> dict[str, Any]:
    told: dict[str, Any] = {"description": TITLES[status]}
    if headers := HEADERS_OF_PROBLEMS.get(status):
        told["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
    told["content"] = {problems.MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return told
