"""Articles of laws as English cites them: 第三十三条第一款第一、二、四项 is Art. 33(1)(i)(ii)(iv)."""

import re

NUMERAL = "[零一二三四五六七八九十百]+"
CITED = re.compile(f"第({NUMERAL})条(?:第({NUMERAL})款)?(?:第({NUMERAL}(?:[、至和]{NUMERAL})*)项)?")
DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")}
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def in_english(text: str) -> str:
    """This will write the articles in a text as English does; lists of them with commas."""
    return re.sub("[、，]", ", ", CITED.sub(_cited, text))


def _cited(found: re.Match[str]) -> str:
    article, paragraph, items = found.groups()
    told = f"Art. {number_of(article)}" + (f"({number_of(paragraph)})" if paragraph else "")
    return told + (_items(items) if items else "")


def _items(text: str) -> str:
    parts = re.split("([、至和])", text)
    return "".join("–" if part == "至" else "" if part in "、和" else f"({_roman(number_of(part))})" for part in parts)


def _roman(number: int) -> str:
    told = ""
    for value, letters in ROMAN:
        told += letters * (number // value)
        number %= value
    return told


def number_of(chinese: str) -> int:
    """This will read a number below a thousand written in Chinese: 四十二 is 42."""
    total = digit = 0
    for character in chinese:
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return total + digit
