"""The whole life of a blank DESFire's application, by libfreefare: python3 desfire_life.py READER"""

import sys

import freefare
import pcsc
import pn532
from freefare import ENCIPHERED, MACED, PLAIN, aes, aid

APPLICATION = bytes.fromhex("a1b2c3")
KEYS = [bytes([0x10 * n + i for i in range(16)]) for n in range(1, 4)]
MODES = (PLAIN, MACED, ENCIPHERED)
RIGHTS = 0x1220  # read 1, write 2, read and write 2, change 0


def refused(action, status):
    try:
        action()
    except freefare.Refused:
        assert tag.picc_error() == status, hex(tag.picc_error())
        return
    raise AssertionError("not refused")


def authenticate(number):
    tag.select(APPLICATION)
    tag.desfire_authenticate_aes(number, aes(KEYS[number], number + 7))


def transport():
    tag.desfire_select_application(None)
    tag.desfire_authenticate_aes(0, aes(bytes(16)))


tag = freefare.Tag(pn532.PN532(pcsc.connect(sys.argv[1])).path)
assert tag.name == "Mifare DESFire", tag.name
tag.desfire_connect()

# The card.
transport()
empty = tag.free_memory()
assert empty > 4096, empty
assert tag.key_settings()[1] == 1
tag.desfire_create_application_aes(aid(APPLICATION), 0x0B, 3)
assert int.from_bytes(APPLICATION, "little") in tag.applications()
refused(lambda: tag.desfire_create_application_aes(aid(APPLICATION), 0x0B, 3), 0xDE)

# The keys: the others under the master key, then the master key itself.
tag.select(APPLICATION)
tag.desfire_authenticate_aes(0, aes(bytes(16)))
for number in (1, 2, 0):
    tag.desfire_change_key(number, aes(KEYS[number], number + 7), aes(bytes(16)))
tag.select(APPLICATION)
refused(lambda: tag.desfire_authenticate_aes(0, aes(bytes(16))), 0xAE)
authenticate(0)
assert [tag.key_version(number) for number in range(3)] == [7, 8, 9]
assert tag.key_settings() == (0x0B, 3)

# Files of every kind, in every mode of communication.
for place, mode in enumerate(MODES):
    base = 8 * place
    tag.desfire_create_std_data_file(base + 1, mode, RIGHTS, 200)
    tag.desfire_create_backup_data_file(base + 2, mode, RIGHTS, 40)
    tag.desfire_create_value_file(base + 3, mode, RIGHTS, -50, 1000, 100, 1)
    tag.desfire_create_cyclic_record_file(base + 4, mode, RIGHTS, 16, 4)
assert tag.files() == sorted(8 * p + f for p in range(3) for f in range(1, 5)), tag.files()

for place, mode in enumerate(MODES):
    standard, backup, value, records = (8 * place + f for f in range(1, 5))
    authenticate(2)
    for length in (1, 15, 16, 17, 31, 32, 48, 52, 53, 59, 60, 118, 200):
        data = bytes((7 * i + length) & 0xFF for i in range(length))
        tag.write(standard, data, mode)
        assert tag.read(standard, length, mode) == data, (mode, length)
    tag.write(standard, b"offset", mode, offset=60)
    assert tag.read(standard, 6, mode, offset=60) == b"offset"

    # Nothing counts before the commit, nothing after an abort.
    tag.write(backup, b"twice as sure", mode)
    assert tag.read(backup, 13, mode) == bytes(13)
    tag.desfire_abort_transaction()
    refused(tag.desfire_commit_transaction, 0x0C)
    authenticate(2)
    tag.write(backup, b"twice as sure", mode)
    tag.desfire_commit_transaction()
    assert tag.read(backup, 13, mode) == b"twice as sure"

    tag.desfire_credit_ex(value, 250, mode)
    assert tag.value(value, mode) == 100
    tag.desfire_commit_transaction()
    assert tag.value(value, mode) == 350
    tag.desfire_debit_ex(value, 400, mode)
    tag.desfire_commit_transaction()
    assert tag.value(value, mode) == -50
    refused(lambda: tag.desfire_debit_ex(value, 1, mode), 0xBE)
    authenticate(2)
    tag.desfire_limited_credit_ex(value, 400, mode)
    tag.desfire_commit_transaction()
    assert tag.value(value, mode) == 350

    written = [bytes([16 * place + n]) * 16 for n in range(5)]
    for record in written:
        tag.desfire_write_record_ex(records, 0, 16, record, mode)
        tag.desfire_commit_transaction()
    # One of the four is the one being written.
    assert tag.records(records, 16, 3, mode) == written[2:], tag.records(records, 16, 3, mode)
    assert tag.records(records, 16, 1, mode, offset=1) == written[3:4]
    tag.desfire_clear_record_file(records)
    tag.desfire_commit_transaction()
    refused(lambda: tag.records(records, 16, 1, mode), 0xBE)

    # Key 1 reads, and only reads.
    authenticate(1)
    assert tag.read(standard, 6, mode, offset=60) == b"offset"
    refused(lambda: tag.write(standard, b"x", mode), 0xAE)
    # Without a key, nothing.
    tag.select(APPLICATION)
    refused(lambda: tag.read(standard, 6, mode), 0xAE)

# Settings change, things are deleted.
authenticate(0)
tag.desfire_change_file_settings(1, MACED, RIGHTS)
authenticate(2)
assert tag.read(1, 6, MACED, offset=60) == b"offset"
authenticate(0)
tag.desfire_delete_file(1)
assert 1 not in tag.files()
tag.desfire_change_key_settings(0x09)  # files are not listed without the master key any more
assert tag.key_settings() == (0x09, 3)
tag.select(APPLICATION)
refused(tag.key_settings, 0xAE)
transport()
assert tag.free_memory() < empty
tag.desfire_delete_application(aid(APPLICATION))
assert int.from_bytes(APPLICATION, "little") not in tag.applications()
tag.desfire_create_application_aes(aid(APPLICATION), 0x0B, 3)
tag.desfire_format_picc()
assert tag.applications() == [] and tag.free_memory() == empty
refused(tag.desfire_format_picc, 0xAE)
print("accepted")
