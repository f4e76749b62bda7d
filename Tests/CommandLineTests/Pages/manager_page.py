"""Walks the manager's page in a real browser: url, a manager's token, a till's token, a day with business, what it
took, another version of the program, a folder for pictures.

Prints one line for each thing that was seen; an error ends it. With a last argument of "-" no pictures are kept.
"""
import sys

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

url, token, till, day, net, program, pictures = sys.argv[1:8]

options = webdriver.ChromeOptions()
for argument in (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,887",
):
    options.add_argument(argument)
options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
# Parts of the page are made anew while it is looked at.
wait = WebDriverWait(
    browser, 30, ignored_exceptions=[NoSuchElementException, StaleElementReferenceException])


def by(name):
    return browser.find_element(By.ID, name)


def all_of(selector):
    return browser.find_elements(By.CSS_SELECTOR, selector)


def one(selector):
    return wait.until(lambda _: browser.find_element(By.CSS_SELECTOR, selector))


def body():
    return browser.execute_script("return document.getElementById('body').innerText")


def until(what, seen):
    wait.until(lambda _: seen(), what)
    print(what, flush=True)


def picture(name):
    if pictures != "-":
        browser.save_screenshot(f"{pictures}/{name}.png")


def choose(name, value):
    browser.execute_script(
        "const f = document.querySelector(`#ask [name=${arguments[0]}]`); f.value = arguments[1];"
        "f.dispatchEvent(new Event('change'))", name, value)


def view(name):
    one(f"[data-view={name}]").click()


try:
    browser.get(url + "/manager")
    one("dialog input").send_keys(till, Keys.ENTER)
    until("a till's token opens nothing", lambda: one("dialog .error").text != "" and body() == "")
    one("dialog input").clear()
    one("dialog input").send_keys(token, Keys.ENTER)
    until("today", lambda: len(all_of(".figures dd")) > 0)

    # A day with business: its totals, what is open, and clearing it.
    choose("date", day)
    until("the net amount", lambda: net in one(".figures .main").text)
    until("by tender, cashier and lane", lambda: len(all_of(".bars rect")) >= 5)
    until("what is to be settled", lambda: by("settle").get_attribute("class") == "sheet open")
    unsigned = len(all_of("[data-action=signed]"))
    until("an unsigned slip", lambda: unsigned > 0)
    picture("manager")
    one("[data-action=showSlip]").click()
    until("the slip", lambda: one("dialog .slip img").get_property("naturalWidth") > 0)
    one("dialog [data-action=back]").click()
    one("[data-action=signed]").click()
    until("one slip less", lambda: len(all_of("[data-action=signed]")) == unsigned - 1)
    one("#settle [data-action=void]").click()
    one("dialog button.main").click()
    until("no sale left open", lambda: len(all_of("#settle [data-action=void]")) == 0)
    one("[name=float]").send_keys("300")
    one("[name=counted]").send_keys("100", Keys.ENTER)
    until("the drawer is short", lambda: "-" in one(".drawer .below dd").text)
    for button in range(unsigned - 1):
        left = len(all_of("[data-action=signed]"))
        one("[data-action=signed]").click()
        wait.until(lambda _: len(all_of("[data-action=signed]")) == left - 1)
    until("the day is settled", lambda: by("settle").get_attribute("class") == "sheet good")

    one("[data-action=closeDay]").click()
    one("dialog [name=by]").send_keys("boss", Keys.ENTER)
    until("the day is closed", lambda: "boss" in one("#settle .closed").text and len(all_of("[data-action=closeDay]")) == 0)

    # Reports as tables and pictures.
    for name in ("activity", "expiry", "birthdays", "survey", "forms", "refusals", "stock", "settlement"):
        view(name)
        until(name, lambda: by("title").text != "" and (len(all_of("#body table")) + len(all_of("#body .none"))) > 0)
        if name in ("activity", "expiry"):
            picture(f"manager-{name}")
    view("activity")
    until("its picture", lambda: len(all_of("#body table tbody tr")) > 0)
    choose("class", "lapsed")
    until("only lapsed members", lambda: all("失效" in row.text for row in all_of("#body tbody tr")))
    view("segments")
    until("a program without segments says so", lambda: by("notice").is_displayed() and by("notice").text != "")
    view("program")
    until("the program in words", lambda: len(body()) > 200)
    view("compare")
    one("[name=trial]").send_keys(program)
    choose("month", day[:7])
    until("another version on the month's sales", lambda: len(all_of(".changes ins")) > 0 and "0 /" not in body())
    picture("manager-compare")
    until("nothing is left of the refusal", lambda: not by("notice").is_displayed())

    # By keyboard, in another language; the window that is locked shows nothing.
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.PAGE_UP)
    until("the view before", lambda: one("[data-view=program]").get_attribute("aria-current") == "page")
    by("language").click()
    by("language").click()
    until("English", lambda: "Day" in one("[data-view=day]").text)
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.F2)
    until("the day in English", lambda: "Net" in body())
    picture("manager-en")
    browser.refresh()
    until("the same window goes on", lambda: len(all_of(".figures dd")) > 0)
    by("lock").click()
    until("locked", lambda: len(all_of("dialog[open] input")) == 1 and body() == "")
    browser.refresh()
    until("still locked", lambda: len(all_of("dialog[open] input")) == 1 and body() == "")

    severe = [
        entry for entry in browser.get_log("browser")
        if entry["level"] == "SEVERE" and entry["source"] != "network"
    ]
    foreign = [
        entry["message"] for entry in browser.get_log("performance")
        if '"Network.requestWillBeSent"' in entry["message"]
        and f'"url":"{url}' not in entry["message"] and '"url":"data:' not in entry["message"]
        and f'"url":"blob:{url}' not in entry["message"]
    ]
    assert not severe, severe
    assert not foreign, foreign
    print("no error, no request to elsewhere")
finally:
    browser.quit()
