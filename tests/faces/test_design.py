"""The design system: every token on its page, and words that can be read on what they stand on, in every look."""

import re

import pytest
from django.test import Client

from yici.web.design import COLOURS, SHEET, SIZES, tokens
from yici.web.display import LARGE
from yici.web.display import SIZES as SIZES_KEPT

PLAIN = [("text", "ground"), ("text", "paper"), ("muted", "ground"), ("muted", "paper"), ("ink", "paper"),
         ("ink", "ground"), ("paper", "ink"), ("ink-strong", "ink-soft"), ("text", "ink-soft")]  # fmt: skip
STATES = [(one, other) for one in ("green", "amber", "red") for other in ("paper", "ground", f"{one}-soft")]
CONTRAST = r"@media \(prefers-contrast: more\)"


def block(start: str) -> dict[str, str]:
    """This will give what one rule of the style sheet declares."""
    found = re.search(start + r"[^{]*\{([^}]*)\}", SHEET.read_text(encoding="utf-8"))
    assert found, start
    return dict(re.findall(r"--([\w-]+): ([^;]+);", found[1]))


LIGHT = block(r":root, \[data-look=\"light\"\] ")
DARK = block(r"prefers-color-scheme: dark\) \{\s*:root:not\(\[data-look=\"light\"\]\)")
LIGHT_MORE = LIGHT | block(CONTRAST + r" \{\s*:root:not\(\[data-look=\"dark\"\]\)")
DARK_MORE = DARK | block(r"\(prefers-contrast: more\) and \(prefers-color-scheme: dark\) \{\s*:root")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour.lstrip("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_what_they_stand_on(look):
    for one, other in PLAIN + STATES:
        assert contrast(look[one], look[other]) >= 4.5, (one, other)


@pytest.mark.parametrize("look", [LIGHT_MORE, DARK_MORE], ids=["light", "dark"])
def test_with_high_contrast_at_least_seven_to_one(look):
    for one, other in PLAIN + STATES:
        assert contrast(look[one], look[other]) >= 7, (one, other, contrast(look[one], look[other]))


def test_what_is_drawn_stands_out_at_least_three_to_one():
    for look in (LIGHT, DARK):
        assert contrast(look["line-strong"], look["paper"]) >= 3


def test_nothing_is_printed_in_the_colours_of_the_night():
    for sheet in SHEET.parent.glob("*.css"):
        queries = re.findall(r"@media ([^{]*prefers-color-scheme: dark[^{]*)", sheet.read_text(encoding="utf-8"))
        assert all(query.startswith("screen and ") for query in queries), (sheet.name, queries)


def test_both_ways_to_be_dark_are_the_same():
    assert block(r"\n\[data-look=\"dark\"\] ") == DARK


def test_the_page_shows_every_token_and_every_part():
    page = Client(headers={"accept-language": "zh-hans"}).get("/design/")
    told = page.content.decode()
    assert page.status_code == 200
    assert set(LIGHT) == set(COLOURS)
    for name, value in tokens().items():
        assert name in COLOURS or name in SIZES, f"say in yici.web.design what --{name} is for"
        assert f"--{name}" in told
        assert value in told
    for part in ("go quiet", "tag good", "notice bad", "spared", "faults", "field wrong", "steps", "facts", "kbd"):
        assert f'class="{part}' in told
    assert told.count("<h1") == 1
    assert "Design" in Client(headers={"accept-language": "en"}).get("/design/").content.decode()


@pytest.mark.parametrize(
    ("size", "media"),
    [
        ("standard", "screen and (max-width: 640px)"),
        ("large", "screen and (max-width: 900px)"),
        ("elder", "screen"),
    ],
)
def test_the_larger_the_letters_the_earlier_a_table_is_stacked(size, media):
    client = Client()
    client.cookies[LARGE] = SIZES_KEPT[size]
    [found] = re.findall(r'stacked[^"]*\.css" media="([^"]*)"', client.get("/design/").content.decode())
    assert found == media


def classes(sheet: str) -> set[str]:
    """What the rules of a style sheet name."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "", plain)))


def test_every_class_of_every_sheet_stands_on_the_page_and_is_used_somewhere():
    told = Client().get("/design/").content.decode()
    made = " ".join(
        one.read_text(encoding="utf-8") for kind in ("*.html", "*.py", "*.js") for one in SHEET.parents[2].rglob(kind)
    )
    words = set(re.findall(r"[a-zA-Z][\w-]*", made))
    for sheet in SHEET.parent.glob("*.css"):
        for name in classes(sheet.read_text(encoding="utf-8")):
            assert f"<code>.{name}</code>" in told, (sheet.name, name)
            assert name in words or name.partition("-")[0] + "-{" in made, f"nothing wears .{name} of {sheet.name}"


def test_every_use_of_a_token_names_one_that_there_is():
    for sheet in SHEET.parent.glob("*.css"):
        used = set(re.findall(r"var\(--([\w-]+)", sheet.read_text(encoding="utf-8")))
        own = set(re.findall(r"--([\w-]+):", sheet.read_text(encoding="utf-8")))
        assert used <= tokens().keys() | own, sheet.name
