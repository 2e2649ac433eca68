"""What every test shares. Django and the database come in only where pytest's Django plugin does."""

import gc
import sys
from collections.abc import Generator

import hypothesis
import pytest

Report = pytest.TestReport | pytest.CollectReport

hypothesis.settings.register_profile("ci", derandomize=True, max_examples=50, deadline=None, database=None)
hypothesis.settings.register_profile("soak", max_examples=2000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    # The first hook that a conftest is called for: test files and further conftests are imported after it.
    if pluginmanager.is_blocked("django"):
        sys.modules["django"] = None  # type: ignore[assignment]
    else:
        pluginmanager.import_plugin("tests.django_plugin")
        pluginmanager.import_plugin("tests.site_plugin")
        pluginmanager.import_plugin("tests.standing_plugin")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays until the end: looking through it for garbage, again and again, would find none."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Report, Report]:
    report = yield
    return refuse_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Report, Report]:
    report = yield
    return refuse_skip(report)


def refuse_skip(report: Report) -> Report:
    """A test that does not run says nothing: what it needs must be there."""
    if report.skipped or getattr(report, "wasxfail", None) is not None:
        report.outcome = "failed"
        report.longrepr = f"skipped or expected to fail, which no test may: {report.longrepr}"
        vars(report).pop("wasxfail", None)
    return report
