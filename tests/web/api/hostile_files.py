"""Files that somebody may send who means no good, or who picked the wrong one."""

from __future__ import annotations

import gzip
import struct
from datetime import UTC, datetime, timedelta

import numpy as np

from make_tracks import gpx, gpx_file, gpx_point
from make_zips import make_zip, zip_files
from sixhills.formats.fit.activity import write_activity
from sixhills.ride.recording import Channel, Ride

MIB = 2**20
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def make_fit(*, start: datetime = START, seconds: int = 60) -> bytes:
    times = np.arange(float(seconds))
    channels = {Channel.POWER_W: np.full(seconds, 150.0)}
    return write_activity(Ride(start=start, elapsed_s=times, channels=channels))


FIT = make_fit()
GPX = gpx(*(gpx_point(second, at=second / 1e4) for second in range(60)))


def laughing_xml(root: str) -> bytes:
    """A billion laughs: entities of entities of entities."""
    entities = ['<!ENTITY a0 "ha">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<?xml version='1.0'?><!DOCTYPE x [{''.join(entities)}]><{root}>&a9;</{root}>".encode()


def nested_zip(depth: int) -> bytes:
    data = make_zip(ride__fit=FIT)
    for _ in range(depth):
        data = make_zip(inner__zip=data)
    return data


def lying_zip() -> bytes:
    """An archive whose list says that its member is small."""
    data = bytearray(make_zip(ride__fit=bytes(8 * MIB)))
    at = data.rfind(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def fit_with_size(size: int) -> bytes:
    return FIT[:4] + struct.pack("<I", size) + FIT[8:]


def fit_with(body: bytes) -> bytes:
    """A header that promises a body which it is not."""
    return struct.pack("<BBHI4sH", 14, 0x20, 2132, len(body), b".FIT", 0) + body + b"\0\0"


def garbage(count: int, seed: int = 1) -> bytes:
    return np.random.default_rng(seed).bytes(count)


HOSTILE: dict[str, tuple[str, bytes]] = {
    "empty": ("ride.fit", b""),
    "one byte": ("ride.fit", b"\x0e"),
    "zeros": ("ride.fit", bytes(1000)),
    "NUL bytes under a text name": ("ride.gpx", bytes(5000)),
    "random": ("ride.fit", garbage(5000)),
    "random that is called a ZIP": ("rides.zip", garbage(5000)),
    "random that is called TCX": ("ride.tcx", garbage(5000)),
    "FIT header alone": ("ride.fit", FIT[:14]),
    "FIT cut in the first record": ("ride.fit", FIT[:40]),
    "FIT that says it is empty": ("ride.fit", fit_with_size(0)),
    "FIT that says it has four gigabytes": ("ride.fit", fit_with_size(2**32 - 1)),
    "FIT header with garbage": ("ride.fit", fit_with(garbage(4000))),
    "FIT header with zeros": ("ride.fit", fit_with(bytes(4000))),
    "FIT header with ones": ("ride.fit", fit_with(b"\xff" * 4000)),
    "FIT with records of an undefined kind": ("ride.fit", fit_with(b"\x05" * 4000)),
    "FIT with a field of no size": (
        "ride.fit",
        fit_with(b"\x40\0\0\x14\0\xff" + b"\xfd\0\x86" * 255),
    ),
    "FIT from the year 2089": ("r.fit", make_fit(start=START + timedelta(days=23_000))),
    "FIT from 1990": ("r.fit", make_fit(start=datetime(1990, 1, 1, tzinfo=UTC))),
    "a billion laughs as GPX": ("ride.gpx", laughing_xml("gpx")),
    "a billion laughs as TCX": ("ride.tcx", laughing_xml("TrainingCenterDatabase")),
    "XML that reads a file": (
        "ride.gpx",
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><gpx><trk>&f;</trk></gpx>',
    ),
    "XML that asks the network": (
        "ride.gpx",
        b'<!DOCTYPE gpx SYSTEM "http://127.0.0.1:9/x.dtd"><gpx></gpx>',
    ),
    "XML a hundred thousand deep": ("ride.gpx", b"<gpx>" + b"<a>" * 100_000),
    "XML with one endless name": ("ride.gpx", b"<gpx><" + b"a" * MIB),
    "XML in a coding that is none": ("r.gpx", b'<?xml version="1.0" encoding="klingon"?><gpx/>'),
    "XML without an end": ("ride.gpx", GPX[: len(GPX) // 2]),
    "GPX without a single point": ("ride.gpx", gpx_file("")),
    "GPX of a place that is none": (
        "ride.gpx",
        gpx(*(gpx_point(n, at=1e308) for n in range(9))),
    ),
    "GPX with numbers that are none": (
        "ride.gpx",
        gpx(gpx_point(0, "<ele>nan</ele>"), gpx_point(1, "<ele>inf</ele>")),
    ),
    "a bomb in a ZIP": ("rides.zip", make_zip(ride__fit=bytes(40 * MIB))),
    "a bomb in gzip": ("ride.fit.gz", gzip.compress(bytes(40 * MIB), 1)),
    "a ZIP that lies about sizes": ("rides.zip", lying_zip()),
    "ZIPs in ZIPs in ZIPs": ("rides.zip", nested_zip(9)),
    "a ZIP that leads out": ("rides.zip", zip_files({"../../../etc/ride.fit": FIT})),
    "a ZIP with names of nothing": ("rides.zip", zip_files({"\1\2\n.fit": garbage(50)})),
    "a ZIP cut short": ("rides.zip", make_zip(ride__fit=FIT)[:-30]),
    "a ZIP of nothing": ("rides.zip", make_zip()),
    "a program": ("ride.fit", b"\x7fELF" + garbage(2000)),
    "a picture": ("ride.png", b"\x89PNG\r\n\x1a\n" + garbage(2000)),
    "a page": ("ride.fit", b"<html><script>alert(1)</script></html>"),
    "JSON a hundred thousand deep": ("ride.json", b"[" * 100_000),
    "a database": ("sixhills.db", b"SQLite format 3\0" + bytes(4000)),
}
"""What is sent, by what it is: the name that it is sent under, and its bytes."""

HOSTILE_NAMES = (
    "../../../etc/passwd.fit",
    "..\\..\\windows\\system32\\ride.fit",
    "/etc/ride.fit",
    "C:\\ride.fit",
    "ride\0.fit",
    "ride\n\r\t.fit",
    "ride.fit" * 100,
    "é" * 900 + ".fit",
    "🚴" * 200 + ".fit",
    ".",
    "..",
    "",
    " ",
    ".fit",
    "CON",
    "~",
    "$(reboot).fit",
    "'; DROP TABLE rides; --.fit",
    "<img src=x onerror=alert(1)>.fit",
    "%2e%2e%2fride.fit",
    "ride.fit/",
    "\u202egnp.tif",
)
"""Names under which a good file is sent."""
