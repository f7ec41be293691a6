"""A headless Chromium that looks at a file: what the tests of the report, and its benchmark, share."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


def missing_programs() -> list[str]:
    """Name what must be installed: Debian's packages chromium and chromium-driver (`.ci/install-chromium`)."""
    return [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]


@contextmanager
def open_browser() -> Iterator[webdriver.Chrome]:
    """Start a browser that keeps a record of its console and of every request."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    browser.set_script_timeout(60)
    try:
        yield browser
    finally:
        browser.quit()


def show(browser: webdriver.Chrome, path: Path, choice: str = "", *, width: int = 1440, is_dark: bool = False) -> None:
    """Open a file at a width in pixels, with a choice in its address, and wait until it has drawn itself."""
    size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.get("about:blank")  # else only the part after # would change, and nothing be loaded
    browser.get(f"{path.resolve().as_uri()}#{choice}")
    is_ready = "return !document.querySelector('#data') || document.documentElement.dataset.ready === 'yes'"
    WebDriverWait(browser, 30).until(lambda one: one.execute_script(is_ready))


@contextmanager
def open_page(path: Path) -> Iterator[webdriver.Chrome]:
    """Start a browser that shows a file."""
    with open_browser() as browser:
        show(browser, path)
        yield browser


def console_errors(browser: webdriver.Chrome) -> list[str]:
    """Read what the console says since the last call, other than notes."""
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] != "INFO"]


def requests_of(browser: webdriver.Chrome) -> set[str]:
    """Read the addresses that were asked for since the last call, without the part after #."""
    messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    sent = (
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    )
    return {url.split("#")[0] for url in sent} - {"about:blank"}
