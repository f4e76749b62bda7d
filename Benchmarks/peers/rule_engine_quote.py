#!/usr/bin/env python3
"""Prices a chain-store sale of 20 lines with a rule engine from Python's package index.

The engine is `rule-engine`. It is given the rules that decide
such a sale, A9 (8.8折), A11 (points), A14 (birthday 6折) and special-price goods, as expressions of its
own language; prices, rounding and points are all decided in it. Before anything is measured its amounts
and points must be those of `cardlane quote`, on an ordinary day and on the birthday.

The package is installed into a virtual environment of its own on the first run.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import venv

PACKAGE = "rule-engine==5.1.0"
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENVIRONMENT = HERE.parent / ".build" / "peers"


def enter_environment():
    """Runs this script again inside its virtual environment, made on the first run."""
    python = ENVIRONMENT / "bin" / "python"
    if pathlib.Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        return
    ready = ENVIRONMENT / PACKAGE
    if not ready.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PACKAGE], check=True)
        ready.touch()
    os.execv(python, [python, *sys.argv])


def sale(date):
    """A sale of 20 lines: regular, promotional and special-price goods, pieces and goods by weight."""
    kinds = ["regular", "regular", "special", "regular", "promotional"]
    lines = [
        {
            "id": str(number),
            "name": f"商品{number}",
            "quantity": "1.250" if number % 7 == 0 else str(1 + number % 3),
            "unitPrice": f"{19 + 37 * number % 400}.{(number * 13) % 100:02}",
            "kind": kinds[number % len(kinds)],
        }
        for number in range(1, 21)
    ]
    member = {
        "id": "M1", "familyName": "王", "title": "女士", "level": "vip", "joined": "2026-01-05",
        "registered": "2026-01-09", "birthday": "1990-03-08", "accumulatedPoints": 120,
        "points": [{"earned": "2026-02-01", "expires": "2026-12-31", "remaining": 120}],
    }
    return {
        "id": "L1-20261120-0001", "store": "S01", "lane": "L1", "date": date, "lines": lines,
        "member": member, "confirm": {"identityCard": True},
    }


class Peer:
    """The same rules in the rule engine's language."""

    def __init__(self):
        import rule_engine

        # Amounts are yuan as exact decimals; (x * 100 + 0.5) // 1 / 100 rounds half up to the fen.
        self.amount = rule_engine.Rule("(unitPrice * quantity * 100 + 0.5) // 1 / 100")
        self.prices = [
            # Special-price and promotional goods keep their own price.
            rule_engine.Rule(text)
            for text in (
                'kind in ["special", "promotional"] ? amount : null',
                # A14: 6折 on the birthday, against the identity card.
                'kind == "regular" and member != null and member.birthday.month == date.month'
                " and member.birthday.day == date.day and identityCard"
                " ? (amount * 60 + 0.5) // 1 / 100 : null",
                # A9: 8.8折 for members.
                'kind == "regular" and member != null ? (amount * 88 + 0.5) // 1 / 100 : null',
                "amount",
            )
        ]
        self.due = rule_engine.Rule("$sum(nets)")
        # A11: one point for each whole yuan paid.
        self.points = rule_engine.Rule("member != null ? due // 1 : 0")

    @staticmethod
    def facts(sale):
        """What the rules look at, with dates and decimals read."""
        import datetime
        from decimal import Decimal

        member = dict(sale["member"])
        member["birthday"] = datetime.date.fromisoformat(member["birthday"])
        common = {
            "member": member,
            "date": datetime.date.fromisoformat(sale["date"]),
            "identityCard": sale["confirm"]["identityCard"],
        }
        lines = [
            {
                "kind": line["kind"],
                "unitPrice": Decimal(line["unitPrice"]),
                "quantity": Decimal(line["quantity"]),
            }
            for line in sale["lines"]
        ]
        return common, lines

    def quote(self, facts):
        """The nets of the lines, the amount due, and the points."""
        common, lines = facts
        nets = []
        for line in lines:
            thing = {**common, **line}
            thing["amount"] = self.amount.evaluate(thing)
            for rule in self.prices:
                net = rule.evaluate(thing)
                if net is not None:
                    break
            nets.append(net)
        due = self.due.evaluate({"nets": nets})
        points = self.points.evaluate({"member": common["member"], "due": due})
        return nets, due, points


def check(peer, cardlane, sale):
    """Stops unless the rule engine and `cardlane quote` agree on every line, the total and the points."""
    run = subprocess.run(
        [cardlane, "quote", "--program", ROOT / "programs" / "chain-store.yaml", "--sale", "-"],
        input=json.dumps(sale), capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"cardlane quote: {run.stderr.strip()}")
    quote = json.loads(run.stdout)
    ours = ([line["net"] for line in quote["lines"]], quote["due"], quote["points"]["earned"])
    nets, due, points = peer.quote(Peer.facts(sale))
    theirs = ([f"{net:.2f}" for net in nets], f"{due:.2f}", int(points))
    if ours != theirs:
        sys.exit(f"{sale['date']}: the answers differ:\n  cardlane    {ours}\n  rule-engine {theirs}")
    print(f"{sale['date']}: both say {ours[1]} due, {ours[2]} points")


def measure(peer, facts, seconds):
    """Microseconds of CPU time a quote: the best of five runs."""
    count = 1
    while True:
        start = time.process_time()
        for _ in range(count):
            peer.quote(facts)
        if time.process_time() - start > seconds / 10:
            break
        count *= 2
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for _ in range(count):
            peer.quote(facts)
        best = min(best, (time.process_time() - start) / count)
    return best * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cardlane", help="the cardlane program (default: the release build, then PATH)")
    parser.add_argument("--seconds", type=float, default=2.0, help="CPU time to measure for, about")
    parser.add_argument("--print-sale", action="store_true", help="print the measured sale and stop")
    options = parser.parse_args()
    if options.print_sale:
        print(json.dumps(sale("2026-11-20"), ensure_ascii=False))
        return
    enter_environment()
    built = ROOT / ".build" / "release" / "cardlane"
    cardlane = options.cardlane or (built if built.exists() else shutil.which("cardlane"))
    if not cardlane:
        sys.exit("No cardlane found: build it with `swift build -c release`, or name it with --cardlane.")
    peer = Peer()
    for date in ("2026-11-20", "2026-03-08"):
        check(peer, cardlane, sale(date))
    time_a_quote = measure(peer, Peer.facts(sale("2026-11-20")), options.seconds)
    print(f"{PACKAGE}, Python {sys.version.split()[0]}: {time_a_quote:.1f} µs of CPU time a quote of 20 lines")


if __name__ == "__main__":
    main()
