"""Everything that is said in Chinese can be said in English."""

from inspect import getsource
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.contrib.auth.password_validation import MinimumLengthValidator

from tools import translations


def key(text):
    """A text with a plural has two forms."""
    return tuple(text) if isinstance(text, (list, tuple)) else text


def said(context):
    """A compiled catalogue gives contexts as bytes."""
    return context.decode() if isinstance(context, bytes) else context


def ids(catalogue: translations.Catalog) -> set[tuple[object, object]]:
    return {(key(message.id), said(message.context)) for message in translations.entries(catalogue)}


def test_every_text_stands_in_the_catalogue_and_nothing_else() -> None:
    kept, collected = ids(translations.kept()), ids(translations.collected())
    assert (collected - kept, kept - collected) == (set(), set()), "run: make messages"


def test_every_text_has_an_english_translation_and_none_is_a_guess() -> None:
    assert translations.untranslated(translations.kept()) == []


def test_every_translation_carries_the_placeholders_of_its_text() -> None:
    assert translations.misfilled(translations.kept()) == []


def test_the_catalogue_can_be_compiled() -> None:
    compiled = BytesIO()
    write_mo(compiled, translations.kept())
    compiled.seek(0)
    assert ids(read_mo(compiled)) == ids(translations.kept())


def test_texts_of_templates_are_found_with_context_plural_and_variables(tmp_path: Path) -> None:
    found = translations.texts_of(template(tmp_path))
    assert list(found) == [
        ("办事指南", None),
        ("窗口", "counter"),
        ("你好，%(name)s", None),
        (("%(n)s 天", "%(n)s 天"), None),
        ("保存", None),
        ("它说“是”，\n我说'不'", None),
    ]


def template(folder: Path) -> Path:
    path = folder / "templates" / "page.html"
    path.parent.mkdir()
    path.write_text(
        """{% load i18n %}<h1 title="gettext('不是')">{% translate "办事指南" %}</h1>
        {% trans "窗口" context "counter" %} 文字
        {% blocktranslate trimmed with name=user.name %}
            你好，{{ name }}
        {% endblocktranslate %}
        {% blocktranslate count n=days %}{{ n }} 天{% plural %}{{ n }} 天{% endblocktranslate %}
        <input value="{{ _('保存') }}">
        {% blocktranslate %}它说“是”，\n我说'不'{% endblocktranslate %}""",
        encoding="utf-8",
    )
    return path


def test_what_django_says_of_short_passwords_in_english_alone_is_said_in_chinese() -> None:
    path = translations.CATALOGUE.parents[2] / "zh_Hans" / "LC_MESSAGES" / "django.po"
    said_by_django = getsource(MinimumLengthValidator)
    plural = next(one for one in read_po(BytesIO(path.read_bytes()), locale="zh_Hans") if isinstance(one.id, tuple))
    assert all(f'"{form}"' in said_by_django for form in plural.id)
    assert plural.string[0] == "太短了，至少 %d 个字符。"
