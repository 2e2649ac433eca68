"""The two pages that people open in a browser: the description of the API, and what a type of problem means."""

import json
from types import SimpleNamespace
from typing import Final

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from yici.api.problem_types import MEANINGS, TITLES

FROM_HERE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SHOWN: Final = {"layout": "BaseLayout", "deepLinking": True, "validatorUrl": None, "defaultModelsExpandDepth": 0}
PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{code} · Yici</title>
<link rel="stylesheet" href="{style}">
</head>
<body><main id="content">
<h1>{title}</h1>
<p><code>{code}</code> · {status}</p>
<p>{meaning}</p>
<p>In an answer, <code>remedy</code> says what to do, <code>faults</code> name every place, and <code>params</code> hold
the values that this code speaks of. <a href="/api/v1/docs">The operations</a></p>
</main></body>
</html>
"""


def docs(description: str) -> HttpResponse:
    """This will show the description with the viewer that the API's library ships; nothing comes from elsewhere."""
    shown = {"swagger_settings": json.dumps({**SHOWN, "url": description}), "api": SimpleNamespace(title="Yici API")}
    return _page(render_to_string("ninja/swagger.html", {**shown, "add_csrf": False}), 200)


def problem_type(code: str) -> HttpResponse:
    """This will explain a code in a sentence; a code that is unknown is a page that says so."""
    status, meaning = MEANINGS.get(code, (404, "There is no problem with this code."))
    page = format_html(
        PAGE, code=code[:100], style=static("yici/yici.css"), title=TITLES[status], status=status, meaning=meaning
    )
    return _page(page, 200 if code in MEANINGS else 404)


def _page(content: str, status: int) -> HttpResponse:
    answer = HttpResponse(content, status=status)
    answer.headers["Content-Security-Policy"] = FROM_HERE
    return answer
