"""The small program that lets the page for visits open without a connection: it keeps the page itself and nothing of
anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """This will give the program; it stands below the pages that it may answer for, and for no others."""
    return render(request, "yici/desk/onsite/worker.js", content_type="text/javascript")
