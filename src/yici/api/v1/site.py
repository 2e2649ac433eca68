"""The API's root: its routers, its description, its pages, and how every refusal is answered."""

import json
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yici.api import openapi, pages, problems
from yici.api.answers import answered
from yici.api.auth import Anyone, Reader
from yici.api.bodies import RawParser
from yici.api.problems import Fault
from yici.api.v1 import (
    case_record,
    cases,
    catalogue,
    commands,
    departments,
    desk,
    licences,
    lists,
    mandates,
    messages,
    projects,
    public,
    releases,
    search,
    talk,
    together,
    trials,
    visit_records,
    watching,
    working,
)
from yici.domain.error import Invalid, YiciError

BELOW = "/api/v1"
catalogue.router.auth = search.router.auth = lists.router.auth = Reader()
ROUTERS: tuple[tuple[str, Router], ...] = (
    (BELOW, catalogue.router),
    (BELOW, search.router),
    (BELOW, lists.router),
    (BELOW, releases.router),
    (BELOW, working.router),
    (BELOW, cases.router),
    (BELOW, desk.router),
    (BELOW, case_record.router),
    (BELOW, commands.router),
    (BELOW, visit_records.router),
    (BELOW, talk.router),
    (BELOW, licences.router),
    (BELOW, mandates.router),
    (BELOW, projects.router),
    (BELOW, watching.router),
    (BELOW, together.router),
    (BELOW, trials.router),
    (BELOW, messages.router),
    (BELOW, departments.router),
    (BELOW, public.router),
)
beside = Router()


@lru_cache(maxsize=1)
def description() -> bytes:
    """This will write the OpenAPI description, once a process."""
    return json.dumps(openapi.document(ROUTERS), ensure_ascii=False).encode()


@beside.get("/openapi.json", auth=Anyone(), include_in_schema=False)
def openapi_json(request: HttpRequest) -> HttpResponse:
    """This will give the OpenAPI description."""
    return answered(description(), 200, {})


@beside.get("/docs", auth=None, include_in_schema=False)
def docs(request: HttpRequest) -> HttpResponse:
    """This will show the description in a browser."""
    return pages.docs(f"{BELOW}/openapi.json")


@beside.get("/problems/{code}", auth=None, include_in_schema=False)
def problem_type(request: HttpRequest, code: str) -> HttpResponse:
    """This will explain one type of problem."""
    return pages.problem_type(code)


def known_parameters(run: Callable[..., Any]) -> Callable[..., Any]:
    """This will refuse query parameters that an operation does not have, and those that come twice: a misspelt filter
    must not silently show everything."""
    models: Any = run.__self__.models  # type: ignore[attr-defined]
    known = {name for model in models if model.__ninja_param_source__ == "query" for name in model.model_fields}

    @wraps(run)
    def checked(request: HttpRequest, **arguments: Any) -> Any:
        if request.META.get("QUERY_STRING"):
            told = request.GET.lists()
            wrong = [Fault(f"query.{name}", "parameter") for name, given in told if name not in known or len(given) > 1]
            wrong += [Fault(f"query.{name}", "nul_character") for name, given in request.GET.items() if "\0" in given]
            if wrong:
                raise Invalid("request.invalid", faults=wrong, remedy="name each known parameter once")
        return run(request, **arguments)

    return checked


api = NinjaAPI(title="Yici", version="1", urls_namespace="api-v1", openapi_url=None, docs_url=None, parser=RawParser())
api.add_decorator(known_parameters, mode="view")
for _, _router in ROUTERS:
    api.add_router("", _router)
api.add_router("", beside)
for _error, _handler in (
    (YiciError, problems.of_error),
    (ValidationError, problems.of_validation),
    (HttpError, problems.of_http),
    (AuthenticationError, problems.of_authentication),
):
    api.add_exception_handler(_error, _handler)  # type: ignore[arg-type]
