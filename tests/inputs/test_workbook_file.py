"""A file that is no readable workbook gives one plain reason with its cure, never a traceback."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from inputs import workbook_file
from inputs.problems import InputErrors, InputProblem
from inputs.reader import read, read_workbook
from tests.inputs.workbooks import sheets, write


def reason(path: Path) -> InputProblem:
    """Return the only problem of a file that cannot be read."""
    result = read(path)
    assert result.problem is None
    assert len(result.problems) == 1
    assert result.problems[0].cure
    return result.problems[0]


def repack(path: Path, change: Callable[[str, bytes], bytes], extra: int = 0) -> Path:
    """Rewrite the parts of a workbook, and add empty parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
        for number in range(extra):
            archive.writestr(f"xl/media/{number}", b"")
    return path


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    found = reason(tmp_path / "没有 的.xlsx")
    assert found.code == "file-missing"
    assert "没有 的.xlsx" in found.value


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    assert reason(tmp_path).code == "file-is-folder"


@pytest.mark.parametrize(
    ("name", "data", "code", "cure"),
    [
        ("空.xlsx", b"", "file-empty", "模板"),
        ("文本.xlsx", "年度,2027\n".encode(), "file-not-workbook", ".xlsx"),
        ("县.csv", b"\xff\xff\xff", "file-not-workbook", ".xlsx"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-damaged", "完好"),
        ("旧.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-old-format", ".xlsx"),
        ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "file-protected", "密码"),
        ("断.xlsx", b"PK\x03\x04half", "file-damaged", "完好"),
    ],
)  # fmt: skip
def test_each_kind_of_foreign_file_gets_its_own_reason_and_cure(
    tmp_path: Path, name: str, data: bytes, code: str, cure: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = reason(path)
    assert found.code == code
    assert cure in found.cure
    assert found.value == name


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("word/document.xml", "file-not-workbook"),
        ("mimetype", "file-not-workbook"),
        ("xl/workbook.bin", "file-old-format"),
        ("readme.md", "file-not-workbook"),
    ],
)
def test_other_zipped_documents_are_told_apart(tmp_path: Path, part: str, code: str) -> None:
    path = tmp_path / "别的.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert reason(path).code == code


def test_a_workbook_with_nothing_in_it_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "空表.xlsx"
    Workbook().save(path)
    assert reason(path).code == "workbook-empty"


def test_a_file_that_the_system_keeps_closed_asks_to_close_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "县.xlsx", sheets())

    def refused(self: Path) -> bytes:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "read_bytes", refused)
    found = reason(path)
    assert found.code == "file-busy"
    assert "关闭后重试" in found.cure


@pytest.mark.parametrize("lock", ["~$县.xlsx", ".~县.xlsx", ".~lock.县.xlsx#"])
def test_a_lock_file_beside_it_is_only_a_warning(tmp_path: Path, lock: str) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    (tmp_path / lock).write_text("")
    result = read(path)
    assert result.problem is not None
    assert [p.severity for p in result.problems if p.code == "file-open"] == ["warning"]


def test_more_than_ten_megabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    path.write_bytes(b"PK")
    os.truncate(path, workbook_file.MOST_BYTES + 1)
    assert reason(path).code == "file-too-large"


def test_a_small_file_that_unpacks_enormously_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_file, "MOST_UNPACKED", 100_000)
    path = write(tmp_path / "县.xlsx", sheets())
    assert read(path).problem is not None  # a real one is within the limit
    repack(path, lambda name, data: data + b" " * 100_000 if name.endswith("theme1.xml") else data)
    assert reason(path).code == "file-unpacks-too-large"


def test_a_size_that_the_archive_understates_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("xl/styles.xml")
    size = entry.file_size.to_bytes(4, "little")
    at = data.rfind(size, 0, data.rfind(b"xl/styles.xml"))  # in the central directory
    data[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    assert reason(path).code == "file-damaged"


def test_thousands_of_parts_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    repack(path, lambda name, data: data, extra=workbook_file.MOST_PARTS)
    assert reason(path).code == "file-unpacks-too-large"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_an_entity_bomb_is_refused_unread(tmp_path: Path, part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = write(tmp_path / "县.xlsx", sheets())
    repack(path, lambda name, data: bomb + data if name == part else data)
    assert reason(path).code == "file-has-entities"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"]
)
def test_a_part_cut_in_half_is_a_damaged_file(tmp_path: Path, part: str) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    repack(path, lambda name, data: data[: len(data) // 2] if name == part else data)
    assert reason(path).code == "file-damaged"


def test_colour_down_to_the_last_cell_of_a_sheet_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    book = load_workbook(path)
    book["议题"]["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")
    book.save(path)
    assert read(path).problem is not None


def test_a_stray_value_in_the_last_cell_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    book = load_workbook(path)
    book["议题"]["XFD1048576"] = "x"
    book.save(path)
    found = reason(path)
    assert found.code == "sheet-too-large"
    assert (found.sheet, found.value) == ("议题", "XFD1048576")


def test_a_wrong_dimension_of_the_sheet_hides_nothing(tmp_path: Path) -> None:
    """WPS writes <dimension ref="A1:A1">; all rows must still be read."""
    path = write(tmp_path / "县.xlsx", sheets())

    def shrink(name: str, data: bytes) -> bytes:
        start = data.find(b"<dimension ref=")
        if "worksheets" not in name or start < 0:
            return data
        end = data.index(b"/>", start)
        return data[:start] + b'<dimension ref="A1:A1"' + data[end:]

    problem = read_workbook(repack(path, shrink))
    assert len(problem.members) == 8


def test_macro_workbooks_are_read_and_paths_may_hold_blanks(tmp_path: Path) -> None:
    folder = tmp_path / "我的 文件夹"
    folder.mkdir()
    path = write(folder / "县 一.xlsx", sheets())
    path = path.rename(folder / "县 一.xlsm")
    assert len(read_workbook(path).topics) == 3


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    assert read_workbook(path).input_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_reading_raises_all_problems_as_one_error_that_says_the_cure(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="没有这个文件") as caught:
        read_workbook(tmp_path / "无.xlsx")
    assert [p.code for p in caught.value.problems] == ["file-missing"]
