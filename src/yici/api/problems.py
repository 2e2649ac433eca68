"""Refusals as problem details (RFC 9457): a stable type, a sentence, what to do, and every fault with its place."""

from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import TypeAdapter

from yici.api.problem_types import TITLES
from yici.domain.error import YiciError

MEDIA: Final = "application/problem+json"
ADDRESS: Final = "/api/v1/problems/"
MOST_FAULTS: Final = 100
LONGEST: Final = 200
PRECONDITION: Final = frozenset({"case.stale", "licence.stale", "project.stale"})
UNREADABLE: Final = "json_invalid"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `at` is its place in the request (`body.papers.0.copies`, a form's element, a question),
    `code` a stable word, `params` what fills it."""

    at: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal. `type` is an address below this site that explains the code and never changes its meaning; `detail`
    says what is wrong in this request, `remedy` what to do, `params` are the values that `code` speaks of."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    remedy: str = ""
    faults: tuple[Fault, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)


PROBLEM: Final = TypeAdapter(Problem)


class TooMany(YiciError):
    """Somebody asks more often than this service lets one caller ask; `wait` is in whole seconds."""

    code = "request.too_many"
    status = 429

    def __init__(self, wait: int) -> None:
        super().__init__(remedy="wait as long as Retry-After says")
        self.wait = wait


def problem(
    status: int, code: str, *, detail: str = "", remedy: str = "", faults: tuple[Fault, ...] = (),
    params: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """This will make one problem answer. Only values that JSON knows go into `params`; anything else as its text."""
    title = TITLES.get(status, "Refused")
    told = Problem(ADDRESS + code, title, status, code, detail, remedy, faults[:MOST_FAULTS], _plain(params or {}))
    answer = HttpResponse(PROBLEM.dump_json(told), status=status, content_type=MEDIA)
    answer["Cache-Control"] = "no-store"
    return answer


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, dict):
        return {str(key)[:LONGEST]: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in list(value)[:MOST_FAULTS]]
    return str(value)[:LONGEST]


def of_error(_: HttpRequest, error: YiciError) -> HttpResponse:
    """This will answer a refusal of the domain, a store, a service or this face."""
    params = {key: value for key, value in error.params.items() if key != "faults"}
    told: Any = error.params.get("faults") or ()
    faults = tuple(_fault(one) for one in list(told)[:MOST_FAULTS])
    # What If-Match named is not there any more: that has a status of its own (RFC 9110, 13.1.1).
    status = 412 if error.code in PRECONDITION else error.status
    answer = problem(status, error.code, remedy=error.remedy, faults=faults, params=params)
    if isinstance(error, TooMany):
        answer["Retry-After"] = str(error.wait)
    if status == 412 and "newest" in params:
        answer["ETag"] = f'"{params["newest"]}"'
    return answer


def _fault(told: Any) -> Fault:
    if isinstance(told, Fault):
        return told
    if is_dataclass(told) and not isinstance(told, type):
        told = asdict(told)
    if not isinstance(told, dict):
        return Fault("", "fault", {"told": _plain(told)})
    rest = {key: value for key, value in told.items() if key not in ("code", "element", "question", "params")}
    at = told.get("element") or told.get("question") or ""
    return Fault(str(at)[:LONGEST], str(told.get("code", "fault")), _plain({**rest, **told.get("params", {})}))


def of_validation(_: HttpRequest, error: ValidationError) -> HttpResponse:
    """This will answer a request of the wrong shape, naming every place; a body that is no JSON cannot be read."""
    if any(one["type"] == UNREADABLE for one in error.errors):
        return problem(400, "request.unreadable", detail=error.errors[0]["msg"], remedy="send JSON in UTF-8")
    faults = tuple(Fault(_place(one["loc"]), one["type"], {"told": one["msg"]}) for one in error.errors)
    return problem(422, "request.invalid", remedy="see the OpenAPI description", faults=faults)


def _place(parts: tuple[Any, ...]) -> str:
    # The name of the function's own argument says nothing to a caller.
    told = [str(part)[:LONGEST] for part in parts]
    return ".".join([told[0], *told[2:]] if told[:2] == ["body", "body"] else told)


def of_http(_: HttpRequest, error: HttpError) -> HttpResponse:
    """This will answer what the framework refuses."""
    return problem(error.status_code, "request.unreadable", detail=str(error), remedy="see the OpenAPI description")


def of_authentication(_: HttpRequest, __: AuthenticationError) -> HttpResponse:
    """This will answer a missing, ended or unknown token without saying which."""
    answer = problem(401, "token.needed", remedy="send Authorization: Bearer with a living token")
    answer["WWW-Authenticate"] = "Bearer"
    return answer
