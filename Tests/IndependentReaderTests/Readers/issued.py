"""A reader of issued cards that shares nothing with CardLane but its documents.

python3 issued.py READER KIND YEARKEY YEAR NUMBER, where KIND is ev1, ev2, ntag424, classic or cpu.
Prints `accepted`, or fails.
"""

import os
import sys

import diversification
import ev2
import member
import sun
from diversification import an10922, card_key
from ev2 import cmac

APPLICATION = bytes.fromhex("f48120")
NTAG = bytes.fromhex("d2760000850101")


class Reader:
    def __init__(self, connection, year_key, year, number):
        self.connection, self.card = connection, ev2.Card(connection)
        self.year_key, self.year, self.number = year_key, year, number
        self.uid, _ = self.card.iso(bytes.fromhex("ffca000000"))

    def key(self, number, uid=None):
        return card_key(self.year_key, uid or self.uid, self.year, number)

    def check(self, file):
        member.check_member_file(file, self.year_key, self.number, self.year)

    def ev1(self):
        """AuthenticateAES, and the chained code over the answer (MF3ICDx1 data sheet)."""
        card, key = self.card, self.key(1)
        card.native(0x5A, APPLICATION)
        assert card.native(0x64, b"\x01")[0] == bytes([self.year - 2000])
        challenge, _ = card.native(0xAA, b"\x01", (0x91AF,))
        rnd_a, rnd_b = os.urandom(16), ev2.decrypt(key, challenge)
        reply = ev2.encrypt(key, rnd_a + ev2.rotated(rnd_b), iv=challenge)
        answer, _ = card.native(0xAF, reply)
        assert ev2.decrypt(key, answer, iv=reply[16:]) == ev2.rotated(rnd_a)
        session = rnd_a[:4] + rnd_b[:4] + rnd_a[12:] + rnd_b[12:]
        # A code of a command is the start value of the next code: one is over the command, which is
        # not sent, the other over the answer and its status.
        command = bytes.fromhex("bd01000000200000")
        chain = ev1_code(session, bytes(16), command)
        answer = card.chained(0xBD, command[1:])
        file, code = answer[:-8], answer[-8:]
        assert ev1_code(session, chain, file + b"\x00")[:8] == code
        self.check(file)
        refused(lambda: card.native(0x3D, bytes.fromhex("01000000010000") + b"\x00"))

    def ev2(self):
        """AuthenticateEV2First; the member file with codes; the UID, enciphered."""
        card = self.card
        card.native(0x5A, APPLICATION)
        assert card.native(0x64, b"\x01")[0] == bytes([self.year - 2000])
        refused(lambda: card.authenticate(1, bytes(16)))
        card.native(0x5A, APPLICATION)
        refused(lambda: card.chained(0xAD, bytes.fromhex("01000000200000")))
        card.native(0x5A, APPLICATION)
        card.authenticate(1, self.key(1))
        for _ in range(3):  # the counter goes on
            self.check(card.exchange(0xAD, bytes.fromhex("01000000200000")))
            assert card.exchange(0x51, answers=True) == self.uid
        self.altered(0xAD, bytes.fromhex("01000000200000"))

    def ntag424(self):
        """As a telephone reads it, twice; then the member file."""
        card = self.card
        select = b"\x00\xa4\x04\x0c" + bytes([len(NTAG)]) + NTAG + b"\x00"
        taps = []
        for _ in range(2):
            assert card.iso(select)[1] == 0x9000
            assert card.iso(bytes.fromhex("00a4000c02e104"))[1] == 0x9000
            length, status = card.iso(bytes.fromhex("00b0000002"))
            assert status == 0x9000
            record, status = card.iso(bytes.fromhex("00b00002") + length[1:])
            assert status == 0x9000
            assert record[:3] == b"\xd1\x01" + bytes([len(record) - 4]) and record[3:5] == b"U\x04"
            query = dict(part.split("=") for part in record[5:].decode().split("?")[1].split("&"))
            meta = an10922(self.year_key, b"VIP SUN META" + bytes.fromhex(f"{self.year:04}"))
            uid, counter = sun.opened(meta, bytes.fromhex(query["e"]))
            assert uid == self.uid
            assert sun.code(self.key(4), uid, counter) == bytes.fromhex(query["c"])
            taps.append(counter)
        assert taps[1] > taps[0], taps
        assert card.iso(select)[1] == 0x9000
        card.authenticate(1, self.key(1))
        self.check(card.exchange(0xAD, bytes.fromhex("03000000200000")))
        assert card.exchange(0x51, answers=True) == self.uid
        assert card.exchange(0x64, b"\x01", answers=False) == bytes([self.year - 2000])
        self.altered(0xAD, bytes.fromhex("03000000200000"))

    def altered(self, instruction, header):
        """One flipped bit in a command's code ends the session."""
        sealed = self.card.session.command(instruction, header)
        altered = sealed[:-1] + bytes([sealed[-1] ^ 1])
        refused(lambda: self.card.chained(instruction, altered))
        refused(lambda: self.card.exchange(instruction, header))

    def classic(self):
        """PC/SC part 3: load a key, open sector 1, read; the binding code over the member file."""
        card, keys = self.card, self.key(0x0A)
        refused(lambda: self.opened(bytes(6)))
        self.opened(keys[:6])
        blocks = []
        for block in (4, 5, 6):
            data, status = card.iso(bytes([0xFF, 0xB0, 0x00, block, 0x10]))
            assert status == 0x9000 and len(data) == 16
            blocks.append(data)
        file = blocks[0] + blocks[1]
        assert cmac(self.key(0x0B), file) == blocks[2]
        self.check(file)
        assert card.iso(bytes.fromhex("ffd6000410") + bytes(16))[1] != 0x9000  # key A reads only

    def opened(self, key):
        assert self.card.iso(bytes.fromhex("ff82000006") + key)[1] == 0x9000
        status = self.card.iso(bytes.fromhex("ff860000050100046000"))[1]
        if status != 0x9000:
            raise ev2.Wrong(f"{status:04x}")

    def cpu(self):
        """SELECT, READ BINARY, INTERNAL AUTHENTICATE; GET RESPONSE where the card has it wait."""
        name = bytes([0xF0]) + b"VIPLANE"
        information = self.fetched(b"\x00\xa4\x04\x00" + bytes([len(name)]) + name)
        assert information[0] == 0x6F and information[1] == len(information) - 2
        assert information[2:4 + len(name)] == b"\x84" + bytes([len(name)]) + name
        rest = information[4 + len(name):]
        assert rest[:4] == b"\xa5\x0c\xc0\x07" and rest[11:13] == b"\xc1\x01"
        serial, version = rest[4:11], rest[13]
        assert version == self.year - 2000
        file, status = self.card.iso(bytes.fromhex("00b0810020"))
        assert status == 0x9000
        self.check(file)
        challenge = os.urandom(16)
        proof = self.fetched(b"\x00\x88\x00\x01\x10" + challenge)
        assert proof == cmac(self.key(1, serial), challenge + file[6:16])

    def fetched(self, command):
        """Sends a command with data; its answer comes at once (T=1) or has to be fetched (T=0)."""
        is_t0 = self.connection.getProtocol() == self.connection.T0_protocol
        data, status = self.card.iso(command + (b"" if is_t0 else b"\x00"))
        while status >> 8 == 0x61:
            more, status = self.card.iso(bytes([0x00, 0xC0, 0x00, 0x00, status & 0xFF]))
            data += more
        assert status == 0x9000, hex(status)
        return data


def ev1_code(key, start, message):
    """A CMAC that goes on from the one before (the data sheet's chained code)."""
    k1 = diversification.doubled(ev2.encrypt(key, bytes(16)))
    k2 = diversification.doubled(k1)
    whole = message and len(message) % 16 == 0
    data = message if whole else ev2.padded(message)
    last = bytes(a ^ b for a, b in zip(data[-16:], k1 if whole else k2))
    return ev2.encrypt(key, data[:-16] + last, start)[-16:]


def refused(action):
    try:
        action()
    except ev2.Wrong:
        return
    raise AssertionError("not refused")


def main():
    for module in (diversification, ev2, sun, member):
        module.check()
    import pcsc

    name, kind, year_key, year, number = sys.argv[1:]
    reader = Reader(pcsc.connect(name), bytes.fromhex(year_key), int(year), number)
    getattr(reader, kind)()
    print("accepted")


if __name__ == "__main__":
    main()
