"""Files are known by their bytes."""

import pytest

from sixhills.formats.sniffing import FileKind, sniff_kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x0e\x10\xd9\x07\x00\x00\x00\x00.FIT\x00\x00", FileKind.FIT),
        (b"\x0c\x10\xd9\x07\x00\x00\x00\x00.FIT", FileKind.FIT),
        (b"\x1f\x8b\x08\x00", FileKind.GZIP),
        (b"PK\x03\x04\x14\x00", FileKind.ZIP),
        (b"PK\x05\x06" + bytes(18), FileKind.ZIP),  # without a member
        (b'<?xml version="1.0"?>\n<!-- a ride --><gpx version="1.1">', FileKind.GPX),
        (b"\xef\xbb\xbf   <gpx:gpx>", FileKind.GPX),
        (b"          <?xml?><TrainingCenterDatabase xmlns='u'>", FileKind.TCX),
        ("<?xml?><gpx >".encode("utf-16"), FileKind.GPX),
        (b"<kml><gpxe/></kml>", None),
        (b"\xff\xd8\xff\xe0 a picture", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_how_it_begins(head: bytes, kind: FileKind | None) -> None:
    assert sniff_kind(head) is kind
