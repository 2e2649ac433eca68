"""A provider that answers what a test tells it to, over HTTP, with a key of its own: what no honest one would send."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.faces.provider_process import NAME, configured
from yici.people.provider import Provider

SOMEBODY = {"sub": "demo-li", "name": "李青", "id_number": "33080219880214003X", "phone_number": "+8613800000011"}
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Crooked:
    """What the provider will answer, and what it was asked."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.told: dict[str, Any] = {}
        self.header: dict[str, Any] = {"kid": "one"}
        self.key: Any = KEY
        self.algorithm = "RS256"
        self.userinfo: dict[str, Any] = dict(SOMEBODY)
        self.token: Callable[[str], str] = lambda token: token
        self.status = 200
        self.changed: dict[str, Any] = {}
        self.asked: list[str] = []

    def answer(self, path: str) -> tuple[int, Any]:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
                **self.changed,
            }  # fmt: skip
        if path == "/keys":
            return 200, {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "one"}]}
        if path == "/token":
            return self.status, {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()}
        return 200, self.userinfo

    def id_token(self) -> str:
        moment = int(time.time())
        told = {"iss": self.issuer, "aud": NAME, "sub": "demo-li", "iat": moment, "exp": moment + 300, **self.told}
        told = {name: value for name, value in told.items() if value is not None}
        return self.token(jwt.encode(told, self.key, algorithm=self.algorithm, headers=self.header))


@contextmanager
def crooked(folder: Path) -> Iterator[tuple[Crooked, Provider]]:
    """Such a provider, serving until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, answer = one.answer(self.path.partition("?")[0])
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - the library names it so

        def log_message(self, *_: Any) -> None:
            """Requests are no news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one = Crooked(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    secret = folder / "secret"
    secret.write_text("not so secret")
    try:
        yield one, configured(one.issuer, secret)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
