"""What is on a member's card, read from the card design's words alone."""

from ev2 import cmac


def stripe_code(year_key, year, sequence, number):
    """The static code, version 01: CMAC modulo 10**12."""
    digits = number + "F" * (20 - len(number))
    message = (
        b"VIP\x01" + year.to_bytes(2, "big") + bytes([sequence]) + bytes.fromhex("0701")
        + bytes([len(number)]) + bytes.fromhex(digits))
    return f"{int.from_bytes(cmac(year_key, message), 'big') % 10**12:012}"


def check_member_file(file, year_key, number, year, sequence=1):
    """Every byte of the 32."""
    expected = (
        b"\x01\x00" + year.to_bytes(2, "big") + bytes([sequence, len(number)])
        + bytes.fromhex(number + "F" * (20 - len(number)))
        + bytes.fromhex(stripe_code(year_key, year, sequence, number)))
    assert file[:22] == expected, (file.hex(), expected.hex())
    int(file[22:26].hex())  # the day of issue, as BCD
    assert file[26:] == bytes(6)


def check():
    key = bytes(range(16))
    assert stripe_code(key, 2026, 1, "9156880012345672") == "966065963249"
