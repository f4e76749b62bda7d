"""The terminal's side of AuthenticateEV2First and of the session after it, written from NXP AN12196,
AN12343 and the NT4H2421Gx data sheet, over python3-cryptography."""

import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

ZEROS = bytes(16)


class Wrong(Exception):
    """The card gave no proof, or a code that is not right."""


def encrypt(key, data, iv=ZEROS):
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return cipher.update(data) + cipher.finalize()


def decrypt(key, data, iv=ZEROS):
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return cipher.update(data) + cipher.finalize()


def cmac(key, data):
    code = CMAC(algorithms.AES(key))
    code.update(data)
    return code.finalize()


def truncated(code):
    """MACt: bytes 1, 3 … 15."""
    return code[1::2]


def padded(data):
    return data + b"\x80" + bytes(-(len(data) + 1) % 16)


def rotated(data):
    return data[1:] + data[:1]


class Session:
    """Keys, transaction identifier and command counter after the handshake."""

    def __init__(self, key, rnd_a, rnd_b, identifier):
        mixed = bytes(a ^ b for a, b in zip(rnd_a[2:8], rnd_b[:6]))
        rest = bytes.fromhex("00010080") + rnd_a[:2] + mixed + rnd_b[6:] + rnd_a[8:]
        self.encryption = cmac(key, bytes.fromhex("a55a") + rest)
        self.authentication = cmac(key, bytes.fromhex("5aa5") + rest)
        self.identifier = identifier
        self.counter = 0

    def _count(self):
        return self.counter.to_bytes(2, "little")

    def _iv(self, label):
        return encrypt(
            self.encryption, bytes.fromhex(label) + self.identifier + self._count() + bytes(8))

    def command(self, instruction, header=b"", data=b"", enciphered=False):
        """Header, data and code of a command."""
        if enciphered and data:
            data = encrypt(self.encryption, padded(data), self._iv("a55a"))
        code = cmac(
            self.authentication,
            bytes([instruction]) + self._count() + self.identifier + header + data)
        return header + data + truncated(code)

    def answer(self, data, enciphered=False, status=0x00):
        """The plain data of an answer, checked."""
        self.counter += 1
        data, code = data[:-8], data[-8:]
        expected = cmac(
            self.authentication, bytes([status]) + self._count() + self.identifier + data)
        if truncated(expected) != code:
            raise Wrong("the code of an answer")
        if enciphered and data:
            plain = decrypt(self.encryption, data, self._iv("5aa5"))
            data = plain[:plain.rindex(b"\x80")]
            if padded(data) != plain:
                raise Wrong("the padding of an answer")
        return data


class Card:
    """A card with native commands, wrapped as ISO/IEC 7816-4 says."""

    def __init__(self, connection, rnd_a=None):
        self.connection = connection
        self.rnd_a = rnd_a or os.urandom(16)
        self.session = None

    def iso(self, command):
        data, high, low = self.connection.transmit(list(command))
        return bytes(data), high << 8 | low

    def native(self, instruction, data=b"", statuses=(0x9100,)):
        length = bytes([len(data)]) + data if data else b""
        answer, status = self.iso(bytes([0x90, instruction, 0, 0]) + length + b"\x00")
        if status not in statuses:
            raise Wrong(f"{instruction:02x}: {status:04x}")
        return answer, status

    def chained(self, instruction, data=b""):
        """Every frame of an answer."""
        answer, status = self.native(instruction, data, (0x9100, 0x91AF))
        while status == 0x91AF:
            more, status = self.native(0xAF, b"", (0x9100, 0x91AF))
            answer += more
        return answer

    def authenticate(self, number, key):
        challenge, _ = self.native(0x71, bytes([number, 0]), (0x91AF,))
        rnd_b = decrypt(key, challenge)
        reply = encrypt(key, self.rnd_a + rotated(rnd_b))
        answer, _ = self.native(0xAF, reply)
        plain = decrypt(key, answer)
        if plain[4:20] != rotated(self.rnd_a):
            raise Wrong("RndA'")
        self.session = Session(key, self.rnd_a, rnd_b, plain[:4])

    def exchange(self, instruction, header=b"", data=b"", enciphered=False, answers=None):
        """A command in the session; `answers` says whether the answer is enciphered."""
        sealed = self.session.command(instruction, header, data, enciphered)
        return self.session.answer(
            self.chained(instruction, sealed), enciphered if answers is None else answers)


def check():
    """AN12196, table 14, and the codes of its table 18 ff. follow from these keys."""
    key = bytes(16)
    rnd_a = bytes.fromhex("13c5db8a5930439fc3def9a4c675360f")
    rnd_b = decrypt(key, bytes.fromhex("a04c124213c186f22399d33ac2a30215"))
    assert rnd_b.hex() == "b9e2fc789b64bf237cccaa20ec7e6e48"
    assert encrypt(key, rnd_a + rotated(rnd_b)).hex() == (
        "35c3e05a752e0144bac0de51c1f22c56b34408a23d8aea266cab947ea8e0118d")
    plain = decrypt(key, bytes.fromhex(
        "3fa64db5446d1f34cd6ea311167f5e4985b89690c04a05f17fa7ab2f08120663"))
    assert plain[4:20] == rotated(rnd_a)
    session = Session(key, rnd_a, rnd_b, plain[:4])
    assert session.identifier.hex() == "9d00c4df"
    assert session.encryption.hex() == "1309c877509e5a215007ff0ed19ca564"
    assert session.authentication.hex() == "4c6626f5e72ea694202139295c7a7fc7"
