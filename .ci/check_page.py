"""Opens the pages of a run in a headless Chromium, and leaves screenshots beside them.

Usage: check_page.py DIRECTORY
"""
import base64
import json
import os
import sys

from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

directory = os.path.abspath(sys.argv[1])


def browser():
    options = Options()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver")))


class Page:
    def __init__(self, driver, name):
        self.driver = driver
        self.name = name

    def open(self, width=1280, scheme="light", scripts=True, media="screen"):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        self.size(width, 900)
        self.driver.get(f"file://{directory}/{self.name}.html")
        return self

    def size(self, width, height):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def js(self, source, *arguments):
        return self.driver.execute_script("return " + source, *arguments)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def shoot(self, name, width, height=None):
        """The whole page, or its top where a height is given."""
        height = height or min(self.js("document.documentElement.scrollHeight"), 12000)
        self.size(width, height)
        image = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
        with open(os.path.join(directory, name + ".png"), "wb") as file:
            file.write(base64.b64decode(image))

    def shown_groups(self):
        return [group for group in self.all("[data-group]") if group.is_displayed()]

    def outside_requests(self):
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith((f"file://{directory}/{self.name}.html", "data:"))]


def check(page):
    page.open()
    assert page.find("h1").text == "Monday, 23 November 2026"
    assert not page.outside_requests(), page.outside_requests()

    # The first screen has the answers, before anything is scrolled.
    for card in page.all(".answer"):
        assert card.rect["y"] + card.rect["height"] < 900, "an answer is below the first screen"

    # Search, severity and who; together they narrow, and 'Show all' takes them back.
    before = len(page.shown_groups())
    search = page.find("[data-search]")
    search.send_keys("antivirus")
    found = page.shown_groups()
    assert 0 < len(found) < before and all("antivirus" in group.get_attribute("textContent").lower() for group in found)
    assert " shown" in page.find("[data-status]").text
    page.find("[data-facet='severity'][data-value='high']").click()
    assert page.shown_groups() and all(g.get_attribute("data-severity") == "high" for g in page.shown_groups())
    page.find("[data-clear]").click()
    assert len(page.shown_groups()) == before and search.get_attribute("value") == ""
    Select(page.find("[data-facet='state']")).select_by_value("required")
    assert page.shown_groups() and all("required" in g.get_attribute("data-state").split() for g in page.shown_groups())
    page.find("[data-clear]").click()

    # Sorting, of the work and of a table.
    Select(page.find("[data-sort]")).select_by_value("rank")
    ranks = [int(rank) for rank in page.js("[...document.querySelectorAll('#today [data-group]')].map(g => g.dataset.rank)")]
    assert ranks == sorted(ranks, reverse=True) and len(set(ranks)) > 1, ranks
    Select(page.find("[data-sort]")).select_by_value("")
    page.find("#data th:nth-child(3) button").click()
    counts = [int(cell.text) for cell in page.all("#data tbody td:nth-child(3)")]
    assert counts == sorted(counts) and page.find("#data th:nth-child(3)").get_attribute("aria-sort") == "ascending"

    # The keyboard alone: skip link, menu, filters; a line opens with Enter; what is pressed is announced.
    page.open()
    body = page.find("body")
    body.send_keys(Keys.TAB)
    assert page.js("document.activeElement.className") == "skip"
    seen = []
    for _ in range(40):
        seen.append(page.js("document.activeElement.outerHTML.slice(0, 200)"))
        ring = page.js("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none", f"no ring around {seen[-1]}"
        if page.js("document.activeElement.tagName") == "SUMMARY":
            break
        page.driver.switch_to.active_element.send_keys(Keys.TAB)
    summary = page.driver.switch_to.active_element
    assert summary.tag_name == "summary" and any("data-search" in html for html in seen), seen
    summary.send_keys(Keys.ENTER)
    assert page.js("document.activeElement.parentElement.open")
    button = page.find("[data-facet='severity']")
    button.send_keys(Keys.SPACE)
    assert button.get_attribute("aria-pressed") == "true"

    # A link into a folded part opens it.
    page.open()
    page.driver.get(page.driver.current_url + "#week")
    assert page.js("document.getElementById('week').open")

    # Without scripts all is there, and no control that would do nothing.
    items = page.js("document.querySelectorAll('[data-entry]').length")
    page.open(scripts=False)
    assert not page.find("[data-search]").is_displayed()
    assert len(page.shown_groups()) > 0 and len(page.all("[data-entry]")) == items
    page.shoot("without-scripts", 1280, 900)

    # No width makes the page wider than the screen; pictures of each.
    for width in (360, 800, 1280):
        page.open(width)
        assert page.js("document.documentElement.scrollWidth") <= width, f"wider than {width}"
        page.shoot(f"{page.name}-{width}", width)
    page.open(1280, "dark")
    dark = page.js("getComputedStyle(document.body).backgroundColor")
    page.shoot(f"{page.name}-dark", 1280)
    page.open()
    assert dark != page.js("getComputedStyle(document.body).backgroundColor"), "the dark scheme is the light one"
    page.shoot(f"{page.name}-top", 1280, 1000)

    # On paper: light, without controls, with the folded parts.
    page.open(1280, "dark", media="print")
    assert page.js("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.find(".filters").is_displayed()
    assert page.js("document.querySelector('#week [data-group]').getBoundingClientRect().height > 10")
    page.open()
    paper = base64.b64decode(page.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
    with open(os.path.join(directory, page.name + ".pdf"), "wb") as file:
        file.write(paper)
    assert paper.startswith(b"%PDF") and len(paper) > 20_000

    # What a screen reader and tired eyes need.
    for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light")):
        page.open(width, scheme)
        page.js("document.querySelectorAll('details').forEach(d => d.open = true)")
        expect_accessible(page, f"{width}, {scheme}")


def expect_accessible(page, place):
    results = Axe().run(page.driver)
    assert len(results["passes"]) > 10, "hardly a check was made"
    violations = results["violations"]
    for violation in violations:
        print(f"{place}: {violation['id']}: {violation['help']}", file=sys.stderr)
        for node in violation["nodes"][:3]:
            print(f"  {node['html'][:200]} {node.get('failureSummary', '')}", file=sys.stderr)
    assert not violations, "the page is not accessible"


def expect_quiet(driver, name):
    entries = [entry for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    assert not entries, f"{name}: {entries}"


driver = browser()
try:
    check(Page(driver, "sample"))
    expect_quiet(driver, "sample")
    for count, limit in ((300, 500_000), (100_000, 5_000_000)):
        name = f"estate-{count}"
        size = os.path.getsize(f"{directory}/{name}.html")
        assert size < limit, f"the page of {count} devices has {size} bytes"
        page = Page(driver, name).open()
        text = page.find("main").get_attribute("textContent")
        assert count < 1_000 or "left out of this page" in text, "nothing says what was left out"
        page.find("[data-search]").send_keys("0-pc-03")
        assert page.shown_groups()
        expect_quiet(driver, name)
        print(f"the page of {count} devices has {size} bytes")
finally:
    driver.quit()
print(f"the page of the sample estate works in {os.path.relpath(directory)}: wide, narrow, dark, on paper, without scripts")
