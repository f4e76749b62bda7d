"""NXP AN10922, AES-128, and what CardLane feeds into it; over AES blocks of python3-cryptography."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def _encrypt(key, data, iv=bytes(16)):
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def doubled(block):
    number = int.from_bytes(block, "big") << 1
    if number >> 128:
        number = (number & (1 << 128) - 1) ^ 0x87
    return number.to_bytes(16, "big")


def an10922(key, message):
    """Section 2.2: always two blocks, the last one with K1 or K2."""
    data = b"\x01" + message
    k1 = doubled(_encrypt(key, bytes(16)))
    mask = k1 if len(data) == 32 else doubled(k1)
    if len(data) < 32:
        data += b"\x80" + bytes(31 - len(data))
    last = bytes(a ^ b for a, b in zip(data[16:], mask))
    return _encrypt(key, data[:16] + last)[16:]


def card_key(issuer_key, uid, year, number):
    """Card key of a number: UID, F4 81 20, VIP, year in BCD, number."""
    return an10922(
        issuer_key, uid + bytes.fromhex("f48120") + b"VIP" + bytes.fromhex(f"{year:04}")
        + bytes([number]))


def check():
    """AN10922, section 2.2.1."""
    key = bytes.fromhex("00112233445566778899aabbccddeeff")
    message = bytes.fromhex("04782e21801d803042f54e585020416275")
    assert an10922(key, message) == bytes.fromhex("a8dd63a3b89d54b37ca802473fda9175")
