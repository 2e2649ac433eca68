"""The provider's first page, and the one script it has."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

SCRIPT = (Path(__file__).parent / "face.js").read_text(encoding="utf-8")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """This will say what this is."""
    return render(request, "provider/home.html")


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """This will give the script of the face check."""
    return HttpResponse(SCRIPT, content_type="text/javascript; charset=utf-8")
