"""Backup, restore, export and deleting everything on the command line."""

from __future__ import annotations

from zipfile import ZipFile

from filed_rides import add_file


def test_a_backup_brings_everything_back(sixhills, home, tmp_path):
    add_file(home)
    made = sixhills("backup", str(tmp_path / "all.zip"), "--json").json
    sixhills("delete-all", "--sure")
    gone = sixhills("rides", "--json").json
    restored = sixhills("restore", str(tmp_path / "all.zip"), "--json").json

    assert (made["rides"], made["files"], gone) == (1, 1, [])
    assert (restored["rides"], restored["added"]) == (1, 1)


def test_what_was_there_before_is_told(sixhills, home, tmp_path):
    add_file(home)
    sixhills("backup", str(tmp_path / "all.zip"))
    told = sixhills("restore", str(tmp_path / "all.zip")).out

    assert "1 rides are stored now, 0 of them new" in told
    assert str(home / "aside") in told


def test_a_file_that_exists_is_not_written_over(sixhills, tmp_path):
    (tmp_path / "mine.zip").write_text("mine")

    for command in ("backup", "export"):
        assert sixhills(command, str(tmp_path / "mine.zip")).code == 2
    assert (tmp_path / "mine.zip").read_text() == "mine"


def test_what_is_no_backup_is_refused_in_a_line(sixhills, home, tmp_path):
    (tmp_path / "note.zip").write_text("no archive")
    printed = sixhills("restore", str(tmp_path / "note.zip"))

    assert (printed.code, len(printed.err.splitlines())) == (2, 1)
    assert sixhills("restore", str(tmp_path / "none.zip")).code == 2


def test_an_export_is_a_folder_or_an_archive(sixhills, home, tmp_path):
    add_file(home)

    assert sixhills("export", str(tmp_path / "out")).code == 0
    assert sixhills("export", str(tmp_path / "out.zip")).code == 0
    with ZipFile(tmp_path / "out.zip") as archive:
        names = {
            path.relative_to(tmp_path / "out").as_posix()
            for path in (tmp_path / "out").rglob("*")
            if path.is_file()
        }
        assert set(archive.namelist()) == names


def test_a_backup_that_breaks_off_leaves_no_file(sixhills, home, tmp_path):
    home.mkdir()
    (home / "sixhills.db").write_text("no database" * 500)

    assert sixhills("backup", str(tmp_path / "all.zip")).code == 1
    assert not (tmp_path / "all.zip").exists()


def test_nothing_is_deleted_without_being_asked(sixhills, home):
    add_file(home)

    assert sixhills("delete-all").code == 2
    assert len(sixhills("rides", "--json").json) == 1
