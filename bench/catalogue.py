"""How long checking and publishing a large catalogue takes: the shipped definitions, multiplied to 5,000 items.

Bound: check and publish under a minute. Every copy is a real item under another id, in matters of twenty.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.measure import save

DEFINITIONS = Path(__file__).parents[1] / "definitions"
PROGRAM = "import sys; from yici.cli import main; sys.exit(main())"
ITEMS, A_MATTER = 5000, 20
BUNDLE = """format: 1
kind: bundle
id: matter-{number}
name: 第{number}件事
level: reference
items:
{items}sources:
  - id: bench
    title: 基准测试
    kind: operator
"""


def multiplied(folder: Path) -> int:
    """This will copy the definitions and fill them up; the number of items is what it gives."""
    shutil.copytree(DEFINITIONS, folder, ignore=shutil.ignore_patterns("schemas"))
    # An item that asks nothing and takes no question of its matter is sound in any matter.
    plain = [
        path for path in sorted((folder / "items").iterdir()) if not re.search("(?m)^questions:|when: ", text(path))
    ]
    names: list[str] = []
    count = len(list((folder / "items").iterdir()))
    for number in range(ITEMS - count):
        model = plain[number % len(plain)]
        name = f"{model.stem}-{number}"
        copied = re.sub(rf"(?m)^id: {re.escape(model.stem)}$", f"id: {name}", text(model))
        copied = re.sub(r"(?m)^gives:\n(  - .*\n)+", "", copied)
        (folder / "items" / f"{name}.yaml").write_text(copied, encoding="utf-8")
        names.append(name)
    for number in range(0, len(names), A_MATTER):
        lines = "".join(f"  - item: {name}\n    source: bench\n" for name in names[number : number + A_MATTER])
        made = BUNDLE.format(number=number // A_MATTER, items=lines)
        (folder / "bundles" / f"matter-{number // A_MATTER}.yaml").write_text(made, encoding="utf-8")
    return len(list((folder / "items").iterdir()))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def timed(environ: dict[str, str], *words: str) -> dict[str, Any]:
    """This will run a command and time it."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], env=environ, capture_output=True, text=True, check=False
    )
    spent = round(time.perf_counter() - begun, 1)
    if done.returncode:
        raise SystemExit(f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return {"seconds": spent, "said": done.stdout.strip().splitlines()[-1][:120]}


def main() -> None:
    """This will measure and save."""
    with tempfile.TemporaryDirectory(prefix="yici-bench-") as scratch:
        folder = Path(scratch) / "definitions"
        items = multiplied(folder)
        environ = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "YICI_SECRET_KEY")}
        environ["YICI_HOME"] = str(Path(scratch) / "home")
        timed(environ, "migrate")
        figures = {
            "items": items,
            "check": timed(environ, "check", str(folder), "--no-warnings"),
            "publish": timed(environ, "publish", str(folder)),
        }
        subprocess.run([sys.executable, "-m", "yici.database", "stop", "--home", environ["YICI_HOME"]], check=False)
    save("catalogue", figures)


if __name__ == "__main__":
    main()
