"""A small face check, plainly the demonstration's: the person looks into the camera if they let it, and says that it is
them. It compares nothing. What it answers is signed like everything else that a provider says."""

import base64
import json
import secrets
import time
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import jwt
from allauth.core.internal import jwkkit
from allauth.idp.oidc.models import Client
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yici.demo.provider import settings

KEPT: Final = 600
"""Seconds for which a check is remembered."""


def _client(request: HttpRequest) -> Client:
    """The client that asks, by its own secret (RFC 6749, 2.3.1)."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        name, _, secret = base64.b64decode(token if kind == "Basic" else "", validate=True).decode().partition(":")
    except ValueError as error:
        raise Http404 from error
    client = Client.objects.filter(id=name).first()
    if client is None or not client.check_secret(secret):
        raise Http404
    return client


@csrf_exempt
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """This will begin a check of one person for a client, and say where they are to go."""
    client = _client(request)
    asked = json.loads(request.body)
    back = str(asked["back"])
    if not back.startswith(tuple(f"{origin}/" for origin in settings.CLIENTS_AT)):
        return JsonResponse({"error": "back"}, status=400)
    check = secrets.token_urlsafe(24)
    cache.set(f"face-{check}", {"client": client.id, "sub": asked["sub"], "back": back, "matched": False}, KEPT)
    return JsonResponse({"check": check, "url": f"{settings.ISSUER}/face/{check}/"}, status=201)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, check: str) -> HttpResponse:
    """This will show the check to the person it is about, and take their word."""
    held = _held(check)
    if held["sub"] != f"demo-{request.user.get_username()}":
        return render(request, "provider/face_other.html", status=403)
    if request.method == "POST":
        held["matched"] = request.POST.get("do") == "confirm"
        cache.set(f"face-{check}", held, KEPT)
        return HttpResponseRedirect(f"{held['back']}?{urlencode({'check': check})}")
    back = urlsplit(held["back"])
    answer = render(request, "provider/face.html", {"back": f"{back.scheme}://{back.netloc}"})
    answer["Permissions-Policy"] = "camera=(self)"
    return answer


@require_GET
def result(request: HttpRequest, check: str) -> HttpResponse:
    """This will tell the client once, signed, what came of a check."""
    client, held = _client(request), _held(check)
    if held["client"] != client.id:
        raise Http404
    cache.delete(f"face-{check}")
    return JsonResponse({"result": _signed(client.id, check, held)})


def _held(check: str) -> dict[str, Any]:
    held: dict[str, Any] | None = cache.get(f"face-{check}")
    if held is None:
        raise Http404
    return held


def _signed(client: str, check: str, held: dict[str, Any]) -> str:
    public, private = jwkkit.load_jwk_from_pem(settings.IDP_OIDC_PRIVATE_KEY)
    moment = int(time.time())
    told = {
        "iss": settings.ISSUER, "aud": client, "sub": held["sub"], "iat": moment, "exp": moment + 60,
        "check": check, "face": "matched" if held["matched"] else "not_matched",
    }  # fmt: skip
    return jwt.encode(told, private, algorithm="RS256", headers={"kid": public["kid"]})
