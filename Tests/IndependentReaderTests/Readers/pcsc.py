"""The card in a PC/SC reader, by its name, through pyscard."""

import sys

from smartcard.System import readers


def connect(name):
    for reader in readers():
        if str(reader) == name:
            connection = reader.createConnection()
            connection.connect()
            return connection
    sys.exit(f"no reader {name!r}")
