"""How long `yici demo` takes on an empty folder until the first page, and once more on the same folder."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.measure import cpu_seconds, memory_mb, save, tree

PROGRAM = "import sys; from yici.cli import main; sys.exit(main())"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_page(home: Path) -> dict[str, object]:
    """This will start a demonstration and time its first page."""
    port = free_port()
    environ = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "YICI_SECRET_KEY")}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "demo", "--port", str(port)], env=environ | {"YICI_HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        seconds = _until(f"http://127.0.0.1:{port}/", begun, process)
        pids = tree(process.pid)
        return {
            "seconds_to_first_page": seconds, "cpu_seconds": round(cpu_seconds(pids), 2), "memory_mb": memory_mb(pids),
        }  # fmt: skip
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _until(address: str, begun: float, process: subprocess.Popen[bytes]) -> float:
    while time.perf_counter() - begun < 300:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                if answer.status == 200:
                    return round(time.perf_counter() - begun, 2)
        except OSError:
            if process.poll() is not None:
                raise SystemExit("the demonstration ended before its first page") from None
            time.sleep(0.05)
    raise SystemExit("no page within five minutes")


def main() -> None:
    """This will measure a cold and a warm start, and save."""
    with tempfile.TemporaryDirectory(prefix="yici-bench-") as folder:
        home = Path(folder)
        cold = first_page(home)
        warm = first_page(home)
        subprocess.run([sys.executable, "-m", "yici.database", "stop", "--home", str(home)], check=False)
    save("startup", {"cold": cold, "warm": warm})


if __name__ == "__main__":
    main()
