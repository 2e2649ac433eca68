"""The one root of every refusal that the domain, the stores and the services raise."""


class YiciError(Exception):
    """Says what could not be done. Faces turn it into words by `code` and `params`; `status` is the HTTP status class.

    `code` is a stable dotted word ("case.already_decided"), `params` are plain values, `remedy` says what to do next.
    """

    code = "error"
    status = 400

    def __init__(self, code: str | None = None, /, *, remedy: str = "", **params: object) -> None:
        self.code = code or type(self).code
        self.params = params
        self.remedy = remedy
        super().__init__(self.code, params)

    def __str__(self) -> str:
        told = ", ".join(f"{key}={value}" for key, value in self.params.items())
        return f"{self.code}({told})" + (f": {self.remedy}" if self.remedy else "")


class NotFound(YiciError):
    """Nothing here, or nothing that this actor may see: the two are never told apart."""

    code = "not_found"
    status = 404


class Forbidden(YiciError):
    """The actor is known and may see the thing, but may not do this to it."""

    code = "forbidden"
    status = 403


class Conflict(YiciError):
    """Somebody else was first, or the version named is stale."""

    code = "conflict"
    status = 409


class Refused(YiciError):
    """The state or the law does not allow this; `remedy` says what is possible instead."""

    code = "refused"
    status = 409


class Invalid(YiciError):
    """The input is wrong; `params["faults"]` may list every fault with its place."""

    code = "invalid"
    status = 422
