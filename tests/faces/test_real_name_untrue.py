"""What is believed of a provider's answers, and what is not: every answer here comes over HTTP and is a wrong one."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from tests.faces.crooked_provider import FOREIGN, KEY, SOMEBODY, Crooked, crooked
from tests.faces.desk_scene import text_of
from tests.faces.provider_process import BACK, NAME, START, Visitor, configured, stashed
from yici.people.models import User
from yici.people.provider import read_provider
from yici.web.real_name import asking

pytestmark = pytest.mark.django_db
PUBLIC = KEY.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)  # fmt: skip


@pytest.fixture
def liar(tmp_path: Path, settings: Any) -> Iterator[Crooked]:
    asking.forget()
    with crooked(tmp_path) as (one, provider):
        settings.REAL_NAME_PROVIDER = provider
        yield one
    asking.forget()


def comes(liar: Crooked, **told: Any) -> tuple[Visitor, Any]:
    """Somebody goes to the provider and comes back; the token carries their nonce unless a test says otherwise."""
    visitor = Visitor()
    visitor.leaves()
    liar.told = {"nonce": stashed(visitor)["nonce"], **told}
    [state] = visitor.here.session["socialaccount_states"]
    return visitor, visitor.here.get(BACK, {"code": "c", "state": state})


def test_an_honest_answer_is_believed(liar: Crooked) -> None:
    visitor, answer = comes(liar)
    assert (answer.status_code, User.objects.count()) == (302, 1)
    assert visitor.is_in()


def unsigned(token: str) -> str:
    _, body, _ = token.split(".")
    told = base64.urlsafe_b64encode(b'{"alg":"none","kid":"one"}').decode().rstrip("=")
    return f"{told}.{body}."


def other_person(token: str) -> str:
    head, body, sign = token.split(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=="))
    body = base64.urlsafe_b64encode(json.dumps({**told, "sub": "demo-wang"}).encode()).decode().rstrip("=")
    return f"{head}.{body}.{sign}"


@pytest.mark.parametrize(
    "token",
    [unsigned, other_person, lambda one: one[:-4] + "AAAA", lambda one: "", lambda one: "a.b.c", lambda one: one * 2],
)  # fmt: skip
def test_a_token_that_was_tampered_with_is_not(liar: Crooked, token: Callable[[str], str]) -> None:
    liar.token = token
    visitor, answer = comes(liar)
    assert (answer.status_code, visitor.is_in(), User.objects.count()) == (409, "", 0)
    assert "没有成功" in text_of(answer)


def test_a_token_under_a_foreign_key_is_not(liar: Crooked) -> None:
    liar.key = FOREIGN
    assert comes(liar)[1].status_code == 409
    liar.key, liar.header = KEY, {"kid": "two"}
    assert comes(liar)[1].status_code == 409


def test_a_public_key_is_no_shared_secret(liar: Crooked) -> None:
    """An HMAC under the text of the public key, which everybody knows (RFC 8725, 2.1)."""
    made = jwt.api_jws.encode

    def forged(token: str) -> str:
        told = token.split(".")[1]
        body = base64.urlsafe_b64decode(told + "==")
        return made(body, b"x" * 32, algorithm="HS256", headers={"kid": "one"})

    liar.token = forged
    assert comes(liar)[1].status_code == 409


@pytest.mark.parametrize(
    "told",
    [
        {"nonce": "another"}, {"nonce": None}, {"iss": "https://elsewhere.example"}, {"iss": None}, {"aud": "another"},
        {"aud": None}, {"exp": 1_700_000_000}, {"exp": None}, {"iat": 4_000_000_000}, {"sub": ""}, {"sub": None},
        {"azp": "another", "aud": [NAME, "another"]},
    ],
)  # fmt: skip
def test_a_token_that_is_not_the_answer_to_us_is_not(liar: Crooked, told: dict[str, Any]) -> None:
    visitor, answer = comes(liar, **told)
    assert (answer.status_code, visitor.is_in(), User.objects.count()) == (409, "", 0)


def test_data_of_another_person_are_not_taken(liar: Crooked) -> None:
    liar.userinfo = {**SOMEBODY, "sub": "demo-wang"}
    assert comes(liar)[1].status_code == 409


@pytest.mark.parametrize(
    "changed",
    [{"id_number": "330802198802140033"}, {"id_number": ""}, {"id_number": 5}, {"name": ""}, {"name": "李" * 101},
     {"name": ["李"]}],
)  # fmt: skip
def test_without_name_and_number_nobody_is_known(liar: Crooked, changed: dict[str, Any]) -> None:
    liar.userinfo = {**SOMEBODY, **changed}
    visitor, answer = comes(liar)
    assert (answer.status_code, visitor.is_in(), User.objects.count()) == (422, "", 0)


@pytest.mark.parametrize(
    "firms",
    ["x", [5], [{}], [{"uscc": "91330802MA2DEM3010", "name": "n", "part": "representative"}],
     [{"uscc": "91330802MA2DEM301K", "name": "n", "part": "owner"}], [{"uscc": None, "name": [], "part": []}]],
)  # fmt: skip
def test_a_firm_that_cannot_be_read_is_left_out_and_the_person_comes_in(liar: Crooked, firms: Any) -> None:
    liar.userinfo = {**SOMEBODY, "firms": firms}
    visitor, answer = comes(liar)
    assert answer.status_code == 302
    assert visitor.is_in()


@pytest.mark.parametrize(
    "changed",
    [{"issuer": "https://elsewhere.example"}, {"token_endpoint": "http://elsewhere.example/token"}, {"jwks_uri": None},
     {"userinfo_endpoint": "file:///etc/passwd"}],
)  # fmt: skip
def test_a_provider_that_says_to_be_another_is_not_gone_to(liar: Crooked, changed: dict[str, Any]) -> None:
    liar.changed = changed
    assert Visitor().here.post(START).status_code == 503


def test_a_provider_that_fails_is_left_alone_for_a_while(liar: Crooked, monkeypatch: pytest.MonkeyPatch) -> None:
    liar.status = 500
    assert comes(liar)[1].status_code == 503
    asked = len(liar.asked)
    liar.status = 200
    visitor = Visitor()
    liar.told = {}
    assert "没有回应" in text_of(comes(liar)[1])
    assert len(liar.asked) == asked
    later = asking.time.monotonic() + asking.REST + 1
    monkeypatch.setattr(asking.time, "monotonic", lambda: later)
    assert comes(liar)[1].status_code == 302
    assert visitor.is_in() == ""


def test_a_code_that_the_provider_refuses_is_no_failure_of_the_provider(liar: Crooked) -> None:
    liar.status = 400
    assert comes(liar)[1].status_code == 409
    liar.status = 200
    assert comes(liar)[1].status_code == 302


def test_an_endless_answer_is_not_read_to_its_end(liar: Crooked) -> None:
    liar.userinfo = {**SOMEBODY, "more": "x" * (asking.MOST_BYTES + 1)}
    assert comes(liar)[1].status_code == 503


def test_nobody_who_listens_is_a_provider_that_is_silent(settings: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    settings.REAL_NAME_PROVIDER = configured("http://127.0.0.1:9", secret)
    asking.forget()
    answer = Visitor().here.post(START)
    assert (answer.status_code, "没有回应" in text_of(answer)) == (503, True)
    asking.forget()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"YICI_OIDC_ISSUER": "http://id.example"}, "YICI_OIDC_ISSUER"),
        ({"YICI_OIDC_ISSUER": "ftp://127.0.0.1"}, "YICI_OIDC_ISSUER"),
        ({"YICI_FACE_URL": "http://id.example/face/"}, "YICI_FACE_URL"),
        ({"YICI_OIDC_CLIENT": ""}, "YICI_OIDC_CLIENT"),
        ({"YICI_OIDC_SECRET_FILE": ""}, "YICI_OIDC_SECRET_FILE"),
        ({"YICI_OIDC_SECRET_FILE": "/nowhere"}, "YICI_OIDC_SECRET_FILE"),
        ({"YICI_OIDC_CLAIMS": "age=age"}, "YICI_OIDC_CLAIMS"),
        ({"YICI_OIDC_CLAIMS": "name"}, "YICI_OIDC_CLAIMS"),
    ],
)
def test_what_an_operator_wrote_wrongly_is_named(tmp_path: Path, changed: dict[str, str], told: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    good = {
        "YICI_OIDC_ISSUER": "https://id.example", "YICI_OIDC_CLIENT": "yici", "YICI_OIDC_SECRET_FILE": str(secret),
    }  # fmt: skip
    assert read_provider(good)
    assert read_provider({}) is None
    with pytest.raises(ValueError, match=told):
        read_provider({**good, **changed})


def test_an_operator_may_name_the_claims_of_the_provider(liar: Crooked, tmp_path: Path, settings: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    names = "name=real_name, id_number=cert_no"
    settings.REAL_NAME_PROVIDER = configured(liar.issuer, secret, YICI_OIDC_CLAIMS=names)
    liar.userinfo = {"sub": "demo-li", "real_name": "李青", "cert_no": SOMEBODY["id_number"]}
    assert comes(liar)[1].status_code == 302
