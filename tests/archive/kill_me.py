"""Deliver reports 0..N-1 into an archive, one transaction each, telling each success on a line: to be killed by a test."""

import sys
from pathlib import Path

from isnad.archive.store import Origin, open_archive
from tests.archive.deliveries import capture_of, record_of

if __name__ == "__main__":
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    archive = open_archive(folder)
    for n in range(count):
        with archive.writing() as connection:
            if not archive.knows(connection, capture_of(n).sha256):
                archive.add_read(connection, capture_of(n), Origin(name=f"{n}.txt"), record_of(n))
        sys.stdout.write(f"{n}\n")
        sys.stdout.flush()
