"""How long finding takes while somebody types, at 50,000 titles, beside PostgreSQL answering the same statements.

Bounds: p95 under 30 ms for every letter that somebody types; 5,000 entries indexed under a minute.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from bench.instance import Instance, instance
from bench.measure import save

TITLES = 50_000
PUBLISHED = 5_000
ROUNDS = 3
LIMIT_SECONDS = 15
MOST_SCRIPTS = 100
"""pgbench takes 128."""
DEFINITIONS = Path(__file__).parents[1] / "definitions"
ACTIONS = (
    "核发", "变更登记", "注销登记", "补办", "换发", "备案", "延续", "年度审验", "查询", "信息更正", "设立审批",
    "核准", "登记", "申领", "资格认定", "转移登记", "首次登记", "迁移", "缴费", "报告公示", "出具证明", "验收",
    "复核", "撤回", "公证", "评审", "信息采集", "抵押登记", "异议登记", "续期",
)  # fmt: skip
QUALIFIERS = ("", "（个人）", "（企业）", "（网上办理）", "（未成年人）", "（外资）", "（一般程序）", "（告知承诺）")
"""Titles are made of the real names of papers, licences and data, what is done with them, and for whom."""
TYPED = (
    "不动产登记", "营业执照", "食品经营许可", "身份证补办", "社会保险", "公积金", "户口迁移", "道路运输证",
    "出生证明", "消防验收", "婚姻登记", "衢州", "西湖区", "驾驶证", "登记", "注销", "budongchan", "yingyezhizhao",
    "shipinjingying", "shenfenzheng", "quzhou", "xian", "shenzhen", "huji", "dengji", "bdc", "yyzz", "spjyxk", "sfz",
    "sbk", "kfd", "qz", "food licence",
    "restaurant", "registration", "营业执照 变更", "法定代表人 备案", "shenfenzheng buban", "bu动chan", "不dong产",
    "yingye执照", "食品jyxk", "budchan", "shenfz", "yyzhizhao", "不動產登記", "營業執照",
)  # fmt: skip
"""What is typed, letter by letter: each beginning is a question of its own."""
SAID = (
    "我想在衢州开个饭店", "买二手房过户", "给孩子上户口", "请问营业执照丢了怎么补办", "我要注销公司的营业执照",
    "老人去世了要办什么手续", "换一张新的身份证", "I want to open a restaurant in Quzhou", "how do I renew my licence",
)  # fmt: skip
"""What is said in one go."""


def titles(nouns: list[str], most: int) -> list[str]:
    """This will make so many different titles, always the same ones."""
    made = [f"{noun}{action}{qualifier}" for noun, action, qualifier in product(nouns, ACTIONS, QUALIFIERS)]
    random.Random(1).shuffle(made)
    return made[:most]


def questions() -> list[str]:
    """This will give everything that is asked: each beginning of what is typed, and the sentences whole."""
    beginnings = [text[:end] for text in TYPED for end in range(1, len(text) + 1) if text[end - 1] != " "]
    return list(dict.fromkeys([*beginnings, *SAID]))


def figures(milliseconds: list[float]) -> dict[str, float]:
    """This will give percentiles."""
    spent = sorted(milliseconds)
    return {
        "p50_ms": round(spent[len(spent) // 2], 2), "p95_ms": round(spent[int(len(spent) * 0.95)], 2),
        "max_ms": round(spent[-1], 2), "mean_ms": round(sum(spent) / len(spent), 2),
    }  # fmt: skip


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def main() -> None:
    """This will fill an instance, measure, and save."""
    with instance() as made:
        told = fill(made)
        told |= measured(made)
        save("search", told)


def fill(made: Instance) -> dict[str, Any]:
    """This will publish the definitions, load the upper places and index the titles."""
    from yici.catalogue.reading import read_folder  # noqa: PLC0415
    from yici.people.load import load_places  # noqa: PLC0415
    from yici.search.entry import Entry  # noqa: PLC0415
    from yici.search.services import entries_replace  # noqa: PLC0415

    load_places(levels=3)
    known = read_folder(DEFINITIONS).catalogue
    nouns = [thing.name for shelf in (known.licences, known.materials, known.elements) for thing in shelf.values()]
    agencies, themes = sorted(known.agencies), sorted(known.themes)
    chance = random.Random(2)
    entries = [
        Entry(
            "item", f"item-{number}", title, agencies=(chance.choice(agencies),), themes=(chance.choice(themes),),
            audience=(chance.choice(("person", "enterprise")),),
        )
        for number, title in enumerate(titles(sorted(set(nouns)), TITLES))
    ]  # fmt: skip
    whole = timed(lambda: entries_replace(kinds=("item",), entries=entries))
    changed = [replace(one, title=one.title + "办理") if n < PUBLISHED else one for n, one in enumerate(entries)]
    some = timed(lambda: entries_replace(kinds=("item",), entries=changed))
    none = timed(lambda: entries_replace(kinds=("item",), entries=changed))
    with made.superuser() as superuser:
        superuser.execute("vacuum analyze search_entry")
        rows, size, index = superuser.execute(
            "select count(*), pg_table_size('search_entry'), pg_relation_size('search_entry_terms') from search_entry"
        ).fetchone() or (0, 0, 0)
    return {
        "entries": rows, "table_mb": round(size / 2**20, 1), "index_mb": round(index / 2**20, 1),
        "indexing": {
            f"all_{len(entries)}_seconds": round(whole / 1000, 1),
            f"changed_{PUBLISHED}_of_{len(entries)}_seconds": round(some / 1000, 1),
            f"nothing_changed_of_{len(entries)}_seconds": round(none / 1000, 1),
        },
    }  # fmt: skip


def measured(made: Instance) -> dict[str, Any]:
    """This will ask everything, and have the database answer the same statements alone."""
    from yici.search.queries import Asked, find  # noqa: PLC0415

    asked = [Asked(text, grouped=True) for text in questions()]
    for one in asked:
        find(one)
    all_spent = {one.text: [timed(lambda one=one: find(one)) for _ in range(ROUNDS)] for one in asked}
    spent = {text: sum(times) / ROUNDS for text, times in all_spent.items()}
    said = [time for text, times in all_spent.items() if text in SAID for time in times]
    typed = [time for text, times in all_spent.items() if text not in SAID for time in times]
    slowest = sorted(spent, key=lambda text: -spent[text])[:8]
    return {
        "questions": len(asked), "typing": figures(typed), "sentences": figures(said),
        "slowest_ms": {text: round(spent[text], 2) for text in slowest},
        "beside_the_limit": beside_the_limit(made, asked, spent),
    }  # fmt: skip


def beside_the_limit(made: Instance, asked: list[Any], spent: dict[str, float]) -> dict[str, Any]:
    """This will have pgbench send the statements of a part of the questions, all equally often, on one connection."""
    from django.db import connection  # noqa: PLC0415

    from bench.limit import Limit, Script, copy_database  # noqa: PLC0415

    part = asked[:: len(asked) // MOST_SCRIPTS + 1]
    scripts, sent = [], 0
    for number, one in enumerate(part):
        statements = list(sent_by(one))
        sent += len(statements)
        scripts.append(Script({}, mark=f"q{number}_"))
        scripts[-1].add(statements)
    connection.close()
    copy_database(made)
    ran = Limit(made, 1).run(scripts, seconds=LIMIT_SECONDS, clients=1)
    ours, limit = sum(spent[one.text] for one in part) / len(part), 1000 / ran["per_second"]
    return {
        "questions": len(part), "statements_each": round(sent / len(part), 2), "ours_mean_ms": round(ours, 2),
        "limit_mean_ms": round(limit, 2), "ours_in_multiples_of_the_limit": round(ours / limit, 2),
        "limit_cpu_ms": ran["cpu_ms"],
    }  # fmt: skip


def sent_by(asked: Any) -> Iterator[Any]:
    """This will give the statements that a question sends."""
    from django.db import connection  # noqa: PLC0415

    from bench.statements import Sent  # noqa: PLC0415
    from yici.search.queries import find  # noqa: PLC0415

    kept: list[Any] = []

    def keep(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        kept.append(Sent(sql, params, False))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        find(asked)
    yield from kept


if __name__ == "__main__":
    main()
