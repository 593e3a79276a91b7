"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class FileBusyError(OSError):
    """A file that cannot be replaced: open in Excel or WPS, or without the right to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"无法写入“{path}”：文件正在 Excel/WPS 中打开，请关闭后重试；若没有打开，请换一个有写入权限的文件夹。"
        )
        self.path = path


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Give a temporary file of the same folder and ending to write, then put it in place of `path`.

    The old file stays as it was until the new one is complete; where writing fails, it stays for
    good and the temporary file goes. The folder must exist.

    Raises
    ------
    FileBusyError
        Where the system refuses to write there or to replace the file.
    """
    try:
        handle, name = tempfile.mkstemp(
            suffix=path.suffix, prefix=f".{path.stem[:20]}-", dir=path.parent
        )
    except PermissionError as error:
        raise FileBusyError(path) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        try:
            os.chmod(temporary, _mode_of(path))
            os.replace(temporary, path)
        except PermissionError as error:
            raise FileBusyError(path) from error
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _mode_of(path: Path) -> int:
    """Return the old file's mode, or that of any new file: mkstemp's own is for its owner only."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
