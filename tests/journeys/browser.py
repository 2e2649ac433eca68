"""The browser of the journeys: found on the machine, or unpacked from the distribution's packages without root.

Looked for in this order: `$CHROMIUM`; the copy that `make browser` unpacked, which it does only where nothing else
starts; Chromium or Chrome on the machine; the copy that Playwright keeps. The tests merely look.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / ".yici" / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chromium-headless-shell")
APPLICATIONS = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),)
PROGRAM = "chromium-headless-shell"
# Playwright's own program needs the second, which the smallest Debian lacks.
PACKAGES = (PROGRAM, "libatomic1")
# The pages under test are our own and local, so the sandbox, which containers often refuse, is not needed; without the
# others the browser would look up its maker's hosts at every start.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REMEDY = (
    "No browser for the journeys: set CHROMIUM to a Chromium or Chrome, or install one (Debian: `apt-get install "
    "chromium`), or on a Debian machine run `make browser`, which unpacks one without root."
)


class BrowserMissing(Exception):
    """No browser that starts could be found or unpacked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that can be started: its program and the environment variables it needs beside the present ones."""

    executable: Path
    environment: dict[str, str] = field(default_factory=dict)

    def environ(self, present: Mapping[str, str]) -> dict[str, str]:
        """This will give the whole environment to start it in."""
        return {**present, **self.environment}


def find(environ: Mapping[str, str], folder: Path = FOLDER) -> Browser:
    """This will give the first browser that exists, without starting it. Raises BrowserMissing."""
    fonts = {"FONTCONFIG_FILE": str(write_fonts(folder))}
    if chosen := environ.get("CHROMIUM"):
        if not shutil.which(chosen):
            raise BrowserMissing(f"CHROMIUM names {chosen}, which is not a program that can be run.")
        return Browser(Path(chosen), fonts)
    for executable in candidates(environ, folder):
        return Browser(executable, {**fonts, **libraries(executable, folder, environ)})
    raise BrowserMissing(REMEDY)


def candidates(environ: Mapping[str, str], folder: Path) -> Iterator[Path]:
    """This will give the programs that look like a browser, the best first."""
    yield from sorted(unpacked(folder).glob(f"usr/lib/chromium*/{PROGRAM}"))
    for name in NAMES:
        if found := shutil.which(name, path=environ.get("PATH")):
            yield Path(found)
    yield from (path for path in APPLICATIONS if path.exists())
    cache = Path(environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    yield from sorted(cache.glob("chromium_headless_shell-*/*/*headless*shell"), reverse=True)
    yield from sorted(cache.glob("chromium-*/chrome-linux*/chrome"), reverse=True)


def unpacked(folder: Path) -> Path:
    return folder / "root"


def libraries(executable: Path, folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """This will give the search path for the libraries that were unpacked beside the browser, if it was unpacked."""
    root = unpacked(folder)
    if root not in executable.parents:
        return {}
    here = sorted({path.parent for top in ("lib", "usr/lib") for path in root.glob(f"{top}/*-linux-*/**/*.so*")})
    present = environ.get("LD_LIBRARY_PATH")
    return {"LD_LIBRARY_PATH": os.pathsep.join([*map(str, here), *([present] if present else [])])}


def write_fonts(folder: Path) -> Path:
    """This will write a font configuration that knows one font, so that every machine draws the same characters."""
    spec = find_spec("manimgx_fonts_cjk")
    if spec is None or spec.origin is None:
        raise BrowserMissing("The Chinese font is not installed: run `make browser`, which installs everything.")
    aliases = "".join(
        f"<alias binding='same'><family>{generic}</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>"
        for generic in ("sans-serif", "serif", "monospace", "system-ui")
    )
    text = (
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'>"
        f"<fontconfig><dir>{escape(str(Path(spec.origin).parent))}</dir>"
        f"<cachedir>{escape(str(folder / 'fonts'))}</cachedir>{aliases}</fontconfig>\n"
    )
    file = folder / "fonts.conf"
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        folder.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)
    return file


def starts(browser: Browser, environ: Mapping[str, str]) -> bool:
    """This will say whether the browser starts and reads a page, and Playwright, which drives it, starts too."""
    around = browser.environ(environ)
    with tempfile.TemporaryDirectory() as profile:
        reading = ["--headless", *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "about:blank"]
        page = output([str(browser.executable), *reading], around)
    return "<html>" in page and "Version" in output([sys.executable, "-m", "playwright", "--version"], around)


def output(command: list[str], environ: Mapping[str, str]) -> str:
    """This will be what a program prints, or nothing where it fails."""
    try:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else done.stdout


def unpack(environ: Mapping[str, str], folder: Path = FOLDER) -> None:
    """This will download the distribution's headless Chromium, with what the machine lacks, and unpack both.

    Neither root nor a change to the machine is needed: lists, downloads and files stay inside `folder`.
    Raises BrowserMissing where the machine has no Debian packages, or they cannot be had.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise BrowserMissing(REMEDY)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="apt-") as name:
        work = Path(name)
        archives = download(work, environ)
        draft = work / "root"
        for archive in archives:
            run(["dpkg", "-x", str(archive), str(draft)], environ)
        shutil.rmtree(unpacked(folder), ignore_errors=True)
        draft.replace(unpacked(folder))


def download(work: Path, environ: Mapping[str, str]) -> list[Path]:
    """This will download the packages into `work` and give the files. Raises BrowserMissing."""
    lists, cache = work / "lists", work / "cache"
    (lists / "partial").mkdir(parents=True)
    (cache / "archives" / "partial").mkdir(parents=True)
    options = {
        "Dir::State::lists": lists,
        "Dir::Cache": cache,
        "Debug::NoLocking": "1",
        "APT::Sandbox::User": "",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    apt = ["apt-get", "-qq", *(part for key, value in options.items() for part in ("-o", f"{key}={value}"))]
    run([*apt, "update"], environ)
    run([*apt, "--yes", "--no-install-recommends", "--download-only", "install", *PACKAGES], environ)
    return sorted((cache / "archives").glob("*.deb"))


def run(command: list[str], environ: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise BrowserMissing(f"{REMEDY}\n{command[0]} said: {(done.stderr or done.stdout).strip()[-500:]}")


def provide(environ: Mapping[str, str], folder: Path = FOLDER) -> Browser:
    """This will give a browser that was seen to start, unpacking one if need be. Raises BrowserMissing."""
    try:
        browser = find(environ, folder)
    except BrowserMissing:
        if environ.get("CHROMIUM"):
            raise
    else:
        if starts(browser, environ):
            return browser
        if environ.get("CHROMIUM"):
            raise BrowserMissing(f"CHROMIUM names {browser.executable}, which does not start.")
    print("No browser on this machine: unpacking one (about 100 MB, once) ...", flush=True)
    unpack(environ, folder)
    browser = find(environ, folder)
    if not starts(browser, environ):
        raise BrowserMissing(f"{REMEDY}\nThe unpacked {browser.executable} does not start.")
    return browser


if __name__ == "__main__":
    try:
        print(f"Browser: {provide(os.environ).executable}")
    except BrowserMissing as missing:
        sys.exit(str(missing))
