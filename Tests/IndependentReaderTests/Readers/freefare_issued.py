"""Issued cards, read by libfreefare: python3 freefare_issued.py READER desfire|classic YEARKEY YEAR NUMBER"""

import sys

import freefare
import member
import pcsc
import pn532
from diversification import card_key
from ev2 import cmac
from freefare import PLAIN

APPLICATION = bytes.fromhex("f48120")


def refused(action):
    try:
        action()
    except freefare.Refused:
        return
    raise AssertionError("not refused")


class Reader:
    def __init__(self, name, year_key, year, number):
        self.tag = freefare.Tag(pn532.PN532(pcsc.connect(name)).path)
        self.uid = bytes.fromhex(self.tag.uid)
        self.year_key, self.year, self.number = year_key, year, number

    def key(self, number):
        return card_key(self.year_key, self.uid, self.year, number)

    def check(self, file):
        member.check_member_file(file, self.year_key, self.number, self.year)

    def desfire(self):
        tag = self.tag
        assert tag.name == "Mifare DESFire", tag.name
        tag.desfire_connect()
        assert tag.applications() == [int.from_bytes(APPLICATION, "little")]
        tag.select(APPLICATION)
        assert tag.key_version(1) == self.year - 2000
        refused(lambda: tag.desfire_authenticate_aes(1, freefare.aes(bytes(16))))
        tag.select(APPLICATION)
        tag.desfire_authenticate_aes(1, freefare.aes(self.key(1)))
        assert tag.files() == [1]
        # On EV1 the file is plain: libfreefare checks the code of its answer all the same.
        for _ in range(2):
            self.check(tag.read(1, 32, PLAIN))
        refused(lambda: tag.write(1, b"x", PLAIN))
        tag.select(APPLICATION)
        refused(lambda: tag.read(1, 32, PLAIN))

    def classic(self):
        tag = self.tag
        assert tag.name == "Mifare Classic 1k", tag.name
        tag.classic_connect()
        keys = self.key(0x0A)
        refused(lambda: tag.classic_authenticate(4, bytes(6), 0))
        tag.connect_again()
        tag.classic_authenticate(4, keys[:6], 0)
        blocks = [tag.block(number) for number in (4, 5, 6)]
        assert cmac(self.key(0x0B), blocks[0] + blocks[1]) == blocks[2]
        self.check(blocks[0] + blocks[1])
        # What libfreefare makes of the access bits in the trailer: both keys read, key B writes.
        read, write = 0x8, 0x4
        assert tag.classic_get_data_block_permission(4, read, 0) == 1
        assert tag.classic_get_data_block_permission(4, write, 0) == 0
        assert tag.classic_get_data_block_permission(4, write, 1) == 1
        refused(lambda: tag.classic_write(4, bytes(16)))
        # The rest of the card is as delivered.
        tag.connect_again()
        tag.classic_authenticate(12, b"\xff" * 6, 0)
        tag.classic_write(12, bytes(range(16)))
        assert tag.block(12) == bytes(range(16))


def main():
    name, kind, year_key, year, number = sys.argv[1:]
    reader = Reader(name, bytes.fromhex(year_key), int(year), number)
    getattr(reader, kind)()
    print("accepted")


main()
