from __future__ import annotations

ZWO = (
    "<workout_file><name>Test</name><workout>\n"
    '<SteadyState Duration="60" Power="0.75"/>\n'
    '<Cooldown Duration="60" PowerLow="0.3" PowerHigh="0.6"/></workout></workout_file>'
)


def test_a_stock_workout_is_written_with_a_report_of_losses(sixhills, tmp_path):
    printed = sixhills("convert", "six-hills", str(tmp_path / "six.zwo"))
    assert printed.code == 0
    assert "posture (13): moved to text" in printed.out
    assert b"Ride standing" in (tmp_path / "six.zwo").read_bytes()


def test_what_was_written_comes_back_whole(sixhills, tmp_path):
    plain = sixhills("workouts", "six-hills").out
    sixhills("convert", "six-hills", str(tmp_path / "six.fit"))
    sixhills("convert", str(tmp_path / "six.fit"), str(tmp_path / "six.workout"))
    assert (tmp_path / "six.workout").read_text("utf-8") == plain


def test_watts_are_of_the_ftp_that_is_told(sixhills, tmp_path):
    (tmp_path / "a.zwo").write_text(ZWO)
    sixhills("convert", str(tmp_path / "a.zwo"), str(tmp_path / "a.erg"), "--ftp", "240")
    text = (tmp_path / "a.erg").read_text()
    assert "FTP = 240" in text
    assert "0.0000\t180" in text


def test_warnings_name_line_and_rule_and_strictly_they_are_errors(sixhills, tmp_path):
    (tmp_path / "a.zwo").write_text(ZWO)
    wanted = [str(tmp_path / "a.zwo"), str(tmp_path / "a.fit")]
    assert "line 3: the cool-down goes up" in sixhills("convert", *wanted).out
    strict = sixhills("convert", *wanted, "--strict")
    assert strict.code == 2
    assert "zwo-cooldown-rises" in strict.err
    assert len(strict.err.splitlines()) == 1


def test_a_folder_goes_on_behind_a_bad_file(sixhills, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zwo").write_text(ZWO)
    (tmp_path / "in" / "b.zwo").write_text("no workout")
    printed = sixhills(
        "convert", str(tmp_path / "in"), str(tmp_path / "out"), "--to", "mrc", "--json"
    )
    assert printed.code == 2
    assert [("error" in row) for row in printed.json] == [False, True]
    assert (tmp_path / "out" / "a.mrc").is_file()


def test_an_unknown_suffix_tells_what_there_is(sixhills, tmp_path):
    printed = sixhills("convert", "six-hills", str(tmp_path / "six.doc"))
    assert printed.code == 2
    assert ".zwo" in printed.err
    tcx = sixhills("convert", "six-hills", str(tmp_path / "six.tcx"))
    assert "read and not written" in tcx.err


def test_lint_says_what_is_wrong(sixhills, tmp_path):
    (tmp_path / "a.zwo").write_text(ZWO)
    printed = sixhills("workouts", "lint", str(tmp_path))
    assert printed.code == 2
    assert "1 warning" in printed.out
    (tmp_path / "a.zwo").write_text(ZWO.replace("0.3", "0.7"))
    printed = sixhills("workouts", "lint", str(tmp_path))
    assert (printed.code, "good" in printed.out) == (0, True)


def test_a_workout_of_another_program_can_be_prescribed(sixhills, tmp_path):
    (tmp_path / "a.zwo").write_text(ZWO)
    printed = sixhills("prescribe", str(tmp_path / "a.zwo"), "--json")
    assert printed.code == 0
    assert sum(segment["duration_s"] for segment in printed.json["segments"]) == 120


def test_two_files_of_one_name_in_a_folder_do_not_write_over_each_other(sixhills, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for suffix in ("zwo", "mrc"):
        assert sixhills("convert", "six-hills", str(folder / f"hills.{suffix}")).code == 0
    (folder / "film.rlv").write_bytes(b"x")
    result = sixhills("convert", str(folder), str(tmp_path / "out"), "--to", "erg")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "hills-zwo.erg",
        "hills.erg",
    ]
    assert result.code == 2
    assert "film.rlv: a video course of Tacx (.rlv) is not read here" in result.err


def test_a_file_is_not_written_over_itself(sixhills, tmp_path):
    file = tmp_path / "hills.zwo"
    sixhills("convert", "six-hills", str(file))
    before = file.read_bytes()
    result = sixhills("convert", str(file), str(file))
    assert result.code == 2
    assert file.read_bytes() == before
