"""A SUN message of an NTAG 424 DNA, checked as AN12196, section 3.4, says."""

from ev2 import cmac, decrypt, truncated


def opened(meta_key, sealed):
    """UID and counter out of PICCENCData."""
    plain = decrypt(meta_key, sealed)
    assert plain[0] == 0xC7, hex(plain[0])  # UID and counter present, UID of 7 bytes
    return plain[1:8], int.from_bytes(plain[8:11], "little")


def code(file_key, uid, counter, text=b""):
    """SDMMAC over the mirrored text."""
    vector = bytes.fromhex("3cc300010080") + uid + counter.to_bytes(3, "little")
    return truncated(cmac(cmac(file_key, vector), text))


def check():
    """AN12196, section 3.4.2.2 and 3.4.4.2.1, zero keys."""
    uid, counter = opened(bytes(16), bytes.fromhex("ef963ff7828658a599f3041510671e88"))
    assert uid.hex() == "04de5f1eacc040" and counter == 61
    assert code(bytes(16), uid, counter).hex() == "94eed9ee65337086"
