#!/usr/bin/python3
"""Times round trips to a card through pyscard, the PC/SC library of Python.

Arguments: the reader's name and the command in hex. For every number read from standard input it sends
the command that many times and prints the median round trip in microseconds, so that the caller can let
it take turns with others. `roundtrip` runs it; by itself:

    echo 1000 | PCSCLITE_CSOCK_NAME=… Benchmarks/peers/pyscard_roundtrip.py "Virtual PCD 00 00" 00840000
"""

import statistics
import sys
import time

from smartcard.System import readers


def main() -> None:
    name, command = sys.argv[1], list(bytes.fromhex(sys.argv[2]))
    reader = next(reader for reader in readers() if str(reader) == name)
    connection = reader.createConnection()
    connection.connect()
    print("ready", flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter_ns()
            connection.transmit(command)
            times.append(time.perf_counter_ns() - start)
        print(statistics.median(times) / 1000, flush=True)
    connection.disconnect()


if __name__ == "__main__":
    main()
