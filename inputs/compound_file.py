"""The container of .xls files (MS-CFB): its streams by name.

Only what is needed to look into a workbook of Excel 97–2003 beside what calamine tells of it.
"""

from __future__ import annotations

import struct

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA
"""Sector numbers from here on mark an end, not a sector."""
_HEADER = 512
_ENTRY = 128


class CompoundFile:
    """A container's directory.

    Raises
    ------
    ValueError
        Where the bytes are no container, or a chain of sectors leads nowhere or in a circle.
    """

    def __init__(self, data: bytes) -> None:
        if not data.startswith(OLE) or len(data) < _HEADER:
            raise ValueError("not a compound file")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("strange sector size")
        self._sector, self._mini = 1 << shift, 1 << mini_shift
        directory, self._cutoff = struct.unpack_from("<I4xI", data, 48)
        mini_table, _, more, _ = struct.unpack_from("<IIII", data, 60)
        self._table = self._sector_table(more)
        self._mini_table = _numbers(self._chain(mini_table))
        self._streams: dict[str, tuple[int, int]] = {}
        self._root = (0, 0)
        self._read_directory(self._chain(directory))

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """Return a stream's bytes; KeyError for an unknown one."""
        first, size = self._streams[name]
        if size >= self._cutoff:
            return self._chain(first)[:size]
        small = self._chain(self._root[0])[: self._root[1]]
        return _follow(small, self._mini_table, first, self._mini, 0)[:size]

    def _sector_table(self, more: int) -> list[int]:
        """Return which sector follows which; the list of its own sectors may go on elsewhere."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        seen: set[int] = set()
        while more < _FREE:
            start = (more + 1) * self._sector
            if more in seen or start + self._sector > len(self._data):
                raise ValueError("broken list of sectors")
            seen.add(more)
            *numbers, more = _numbers(self._data[start : start + self._sector])
            places += numbers
        table: list[int] = []
        for place in places:
            if place < _FREE:
                start = (place + 1) * self._sector
                table += _numbers(self._data[start : start + self._sector])
        return table

    def _chain(self, first: int) -> bytes:
        return _follow(self._data, self._table, first, self._sector, self._sector)

    def _read_directory(self, directory: bytes) -> None:
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            first, size = struct.unpack_from("<II", directory, at + 116)
            if kind == 5:
                self._root = (first, size)
            elif kind == 2 and 2 <= length <= 64:
                name = directory[at : at + length - 2].decode("utf-16-le", "replace")
                self._streams[name] = (first, size)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _follow(data: bytes, table: list[int], first: int, size: int, offset: int) -> bytes:
    """Return the sectors of a chain joined; `offset`: where sector 0 starts."""
    parts: list[bytes] = []
    while first < _FREE:
        if first >= len(table) or len(parts) > len(table):
            raise ValueError("broken chain of sectors")
        parts.append(data[offset + first * size : offset + (first + 1) * size])
        first = table[first]
    return b"".join(parts)
