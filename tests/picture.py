"""The picture in the README: the top of a page with its first citation open. Run by `make picture`.

usage: python -m tests.picture PAGE.html PICTURE.png
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

#: Pixels; wide enough for two columns, as high as what a reader sees first.
WIDTH, HEIGHT = 1180, 1290
#: The README's limit, in bytes.
LARGEST = 300_000
FLAGS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking".split()


def take(page: Path, picture: Path) -> int:
    """Take the picture; its size in bytes."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        tab.goto(page.resolve().as_uri())
        # Evidence one tap away is what the page is about.
        tab.locator("details.cite > summary").nth(0).click()
        tab.mouse.move(0, 0)
        tab.screenshot(path=picture)
        browser.close()
    return picture.stat().st_size


if __name__ == "__main__":
    size = take(Path(sys.argv[1]), Path(sys.argv[2]))
    if size > LARGEST:
        sys.exit(f"{sys.argv[2]}: {size} bytes; the README allows {LARGEST}")
