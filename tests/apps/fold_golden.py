"""Events as they were recorded once, and what they folded to: whoever changes what they fold to numbers the fold anew.

python -m tests.apps.fold_golden        writes down what they fold to now, under the number that is set now
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from yici.cases.codec import CODEC
from yici.domain.case import fold

FILE = Path(__file__).parent / "golden" / "cases.json"


def kept() -> dict[str, Any]:
    """This will read the file: `fold` is the number, `cases` have `events` and the `state` that they lead to."""
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def folded(events: list[dict[str, Any]]) -> Any:
    """This will give the state that events lead to, as it would be stored."""
    found = fold(CODEC.event_of(one["kind"], datetime.fromisoformat(one["at"]), one["body"]) for one in events)
    return json.loads(json.dumps(CODEC.snapshot(found), default=str))


def main() -> None:
    """This will write the states anew."""
    import django

    django.setup()
    from yici.cases.register import FOLD

    told = [{"events": one["events"], "state": folded(one["events"])} for one in kept()["cases"]]
    text = json.dumps({"fold": FOLD, "cases": told}, ensure_ascii=False, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
