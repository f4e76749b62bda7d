"""Walks the cashier's page in a real browser: url, token, the swipe of a good card, a folder for pictures.

Prints one line for each thing that was seen; an error ends it. With a fourth argument of "-" no pictures are kept.
"""
import sys

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

url, token, swipe, pictures = sys.argv[1:5]

options = webdriver.ChromeOptions()
for argument in (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1024,687",
):
    options.add_argument(argument)
options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
wait = WebDriverWait(browser, 30)


def by(name):
    return browser.find_element(By.ID, name)


def one(selector):
    return wait.until(lambda _: browser.find_element(By.CSS_SELECTOR, selector))


def until(what, seen):
    wait.until(lambda _: seen(), what)
    print(what, flush=True)


def picture(name):
    if pictures != "-":
        browser.save_screenshot(f"{pictures}/{name}.png")


def add(name, price, quantity="1"):
    for field, text in (("name", name), ("price", price), ("quantity", quantity)):
        by(field).clear()
        by(field).send_keys(text)
    by("quantity").send_keys(Keys.ENTER)


try:
    browser.get(url + "/till")
    one("dialog input").send_keys(token, Keys.ENTER)
    until("the lane is there", lambda: "L1" in by("lane").text)

    # By keyboard alone: a basket, the card, the price that follows, what is asked, the money, the slip.
    add("羊毛衫", "559.00")
    add("羊绒围巾", "199.00", "2")
    until("everyone's price", lambda: by("due").text == "957.00")
    by("name").send_keys(swipe, Keys.ENTER)
    until("the member's price", lambda: by("due").text == "842.16")
    until("the verdict", lambda: by("verdict").get_attribute("class") in ("good", "look"))
    until("a prompt", lambda: len(browser.find_elements(By.CSS_SELECTOR, "#prompts li")) > 0)
    picture("till")
    by("name").send_keys(Keys.F10)
    cash = one("dialog [name=cash]")
    cash.clear()
    cash.send_keys("900")
    until("the change", lambda: "57.84" in browser.find_element(By.CSS_SELECTOR, "dialog").text)
    cash.send_keys(Keys.ENTER)
    image = one("dialog .slip img")
    until("the slip", lambda: image.get_property("naturalWidth") > 0)
    picture("slip")
    one("[data-action=signed]").click()
    until("the signature", lambda: one("[data-action=signed]").get_attribute("disabled") is not None)
    one("[data-action=next]").send_keys(Keys.ENTER)
    until("the next sale", lambda: by("due").text == "0.00")

    # In another language, with a card that is refused and one that is a bank's.
    by("language").click()
    by("language").click()
    until("English", lambda: "Pay" in by("pay").text)
    add("Sweater", "100")
    until("its price", lambda: by("due").text == "100.00")
    by("name").send_keys(swipe[:20] + "9" + swipe[21:], Keys.ENTER)
    until("the refusal", lambda: by("verdict").get_attribute("class") == "bad")
    picture("refused")
    by("name").send_keys(";4111111111111111=29121010000000000000?9", Keys.ENTER)
    until("nothing of a bank card", lambda: by("notice").text != "" and "4111" not in browser.page_source)

    # The page is closed and opened again: the basket is still there.
    browser.refresh()
    until("the basket after a restart", lambda: by("due").text == "100.00")

    severe = [
        entry for entry in browser.get_log("browser")
        if entry["level"] == "SEVERE" and entry["source"] != "network"
    ]
    foreign = [
        entry["message"] for entry in browser.get_log("performance")
        if '"Network.requestWillBeSent"' in entry["message"]
        and f'"url":"{url}' not in entry["message"] and '"url":"data:' not in entry["message"]
    ]
    assert not severe, severe
    assert not foreign, foreign
    print("no error, no request to elsewhere")
finally:
    browser.quit()
