"""Refusals as problem details (RFC 9457): a stable type, a sentence, what to do, and every fault with its place."""

from dataclasses import asdict, is_dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, Throttled, ValidationError

from yici.domain.error import YiciError

TITLES = {
    400: "The request cannot be read",
    401: "A valid token is needed",
    403: "Not allowed",
    404: "Nothing here that you may see",
    409: "Not possible as things stand",
    413: "The body is too large",
    422: "The input is wrong",
    428: "A header is missing",
    429: "Too many requests",
    500: "Something went wrong here",
}


def problem(
    status: int, code: str, *, detail: str = "", remedy: str = "", faults: list[Any] | None = None, **params: Any
) -> HttpResponse:  # fmt: skip
    """This will make one problem answer. `type` is an address below this site that never changes its meaning."""
    body: dict[str, Any] = {
        "type": f"/api/v1/problems/{code}", "title": TITLES.get(status, "Refused"), "status": status, "code": code,
    }  # fmt: skip
    for key, value in (("detail", detail), ("remedy", remedy), ("faults", faults), ("params", params)):
        if value:
            body[key] = value
    return JsonResponse(body, status=status, content_type="application/problem+json", json_dumps_params=JSON)


JSON = {"ensure_ascii": False, "default": str}


def of_error(_: HttpRequest, error: YiciError) -> HttpResponse:
    """This will answer a refusal of the domain, a store or a service."""
    params = {key: value for key, value in error.params.items() if key != "faults"}
    faults = [_plain(fault) for fault in error.params.get("faults", ())]  # type: ignore[attr-defined]
    return problem(error.status, error.code, remedy=error.remedy, faults=faults, **params)


def _plain(fault: Any) -> Any:
    return asdict(fault) if is_dataclass(fault) and not isinstance(fault, type) else fault


def of_validation(_: HttpRequest, error: ValidationError) -> HttpResponse:
    """This will answer a body of the wrong shape, naming every place."""
    faults = [{"path": ".".join(str(part) for part in one["loc"]), "problem": one["msg"]} for one in error.errors]
    return problem(422, "request.invalid", remedy="see the OpenAPI description", faults=faults)


def of_http(_: HttpRequest, error: HttpError) -> HttpResponse:
    """This will answer what the framework refuses, such as a body that is not JSON."""
    return problem(error.status_code, "request.unreadable", detail=str(error))


def of_authentication(_: HttpRequest, __: AuthenticationError) -> HttpResponse:
    """This will answer a missing, ended or unknown token without saying which."""
    answer = problem(401, "token.needed", remedy="send Authorization: Bearer with a living token")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def of_authorization(_: HttpRequest, error: AuthorizationError) -> HttpResponse:
    """This will answer a token without the scope."""
    return problem(403, "token.scope", detail=str(error), remedy="issue a token with this scope")


def of_throttling(_: HttpRequest, error: Throttled) -> HttpResponse:
    """This will answer who asks too often, and say when to come again."""
    answer = problem(429, "request.too_many", remedy="wait as long as Retry-After says")
    answer["Retry-After"] = str(int(error.wait or 60))
    return answer
