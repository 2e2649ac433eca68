"""What a device installs and asks: the manifest, the service worker, the page without a connection, whose it is."""

import hashlib
import json
from functools import cache
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yici.web.device.whose import CHOICES, choose
from yici.web.display import back

ICONS: Final = (("yici/icon-192.png", "192x192", "any"), ("yici/icon-512.png", "512x512", "any"),
                ("yici/icon-mask.png", "512x512", "maskable"))  # fmt: skip
SHELL: Final = ("yici/yici.css", "yici/stacked.css", "yici/sealed.js", "yici/kept.js", "yici/mark.svg")
"""All that the page without a connection needs; nothing of anybody."""
LANGUAGES: Final = ("zh-hans", "en")


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """This will say how the site is installed on a phone."""
    icons = [{"src": static(name), "sizes": size, "type": "image/png", "purpose": why} for name, size, why in ICONS]
    told = {
        "id": "/", "name": gettext("一次"), "short_name": gettext("一次"), "start_url": reverse("home"), "scope": "/",
        "display": "standalone", "background_color": "#f5f4ef", "theme_color": "#173a5e",
        "description": gettext("一件事一次办"), "icons": icons,
    }  # fmt: skip
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """This will give the service worker, which is another one whenever one of the static files is."""
    addresses, version = _shell()
    context = {"addresses": json.dumps(addresses), "version": version, "offline": reverse("offline")}
    return render(request, "yici/device/worker.js", context, content_type="text/javascript")


@cache
def _shell() -> tuple[list[str], str]:
    """The names of static files carry their content, so the list tells versions apart; the pages count as well."""
    pages = [f"{reverse('offline')}?language={language}" for language in LANGUAGES]
    files = [static(name) for name in SHELL]
    words = []
    for language in LANGUAGES:
        with override(language):
            words.append(gettext("没有网络"))
    return [*files, *pages], hashlib.sha256("\n".join([*files, *words]).encode()).hexdigest()[:12]


@require_safe
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """This will show the page that stands in without a connection: of nobody, so that it may be kept on any device."""
    language = request.GET.get("language", "")
    with override(language if language in LANGUAGES else "zh-hans"):
        return render(request, "yici/device/offline.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def device(request: HttpRequest) -> HttpResponse:
    """This will keep whose device this is, as somebody without an account says it, and go back to where they were."""
    if request.method == "POST" and (said := request.POST.get("device", "")) in CHOICES:
        choose(request, said)
        return HttpResponseRedirect(back(request))
    return HttpResponseRedirect(reverse("home"))


@never_cache
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """This will let a session on a public device last on; without one it says so, that the page may close itself."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)
