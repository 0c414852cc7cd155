"""Files that go with a message: they exist, are of a kind that Amazon takes, and are small enough (A12)."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

import msgspec

from generator.facts.base import FactFault, FactType, ParseContext, Raw, Shown, items, plain_line
from generator.facts.locale import isolated

__all__ = ["Attachment", "Files"]

MOST_FILES: Final = 5
MOST_BYTES: Final = 10_000_000

_KINDS: Final = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".txt": "text/plain",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SIGNATURES: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"GIF8", "image/gif"),
    (b"MZ", "application/x-msdownload"),
)


class Attachment(msgspec.Struct, frozen=True):
    """A file on this computer, as it will be attached. ``size`` is in bytes."""

    path: Path
    name: str
    media_type: str
    size: int

    def read(self) -> bytes:
        """Read the file's bytes.

        Raises:
            OSError: it went away since it was checked.
        """
        return self.path.read_bytes()


def _media_type(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"PK"):
        import zipfile

        try:
            with zipfile.ZipFile(path) as archive:
                return _KINDS[".docx"] if "word/document.xml" in archive.namelist() else "application/zip"
        except zipfile.BadZipFile:
            return "application/zip"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return "application/octet-stream"
    return "application/octet-stream" if b"\0" in head else "text/plain"


class Files(FactType):
    """Names of files to attach: text, PDF, Word, jpg or png; at most 5, under 10 MB together."""

    name = "files"
    example = "invoice.pdf"
    many = True

    def parse(self, raw: Raw, context: ParseContext) -> tuple[Attachment, ...]:
        found = tuple(self._attachment(item, context) for item in dict.fromkeys(map(plain_line, items(raw))))
        if not found:
            raise FactFault("F002")
        if len(found) > MOST_FILES:
            raise FactFault("F065", count=len(found), most=MOST_FILES)
        total = sum(item.size for item in found)
        if total >= MOST_BYTES:
            raise FactFault("F064", size=f"{total / 1e6:.1f}", most=MOST_BYTES // 1_000_000)
        return found

    def _attachment(self, name: str, context: ParseContext) -> Attachment:
        shown = name[:60]
        try:
            path = (context.folder / Path(name).expanduser()).absolute()
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                raise FactFault("F061", found=shown)
            if not stat.S_ISREG(status.st_mode):
                raise FactFault("F062", found=shown, reason={"en": "no ordinary file", "zh": "不是普通文件"})
            size = status.st_size
            kind = _media_type(path)
        except FactFault:
            raise
        except (FileNotFoundError, RuntimeError):
            raise FactFault("F060", found=shown) from None
        except (OSError, ValueError) as error:
            raise FactFault("F062", found=shown, reason=getattr(error, "strerror", None) or str(error)) from None
        wanted = _KINDS.get(path.suffix.lower())
        if not size or wanted is None or kind != wanted:
            raise FactFault("F063", found=shown, kind=kind if size else "empty", known=", ".join(_KINDS))
        return Attachment(path, path.name, kind, size)

    def show(self, value: tuple[Attachment, ...], locale: str) -> Shown:
        return tuple(isolated(item.name, locale) for item in value)

    def plain(self, value: tuple[Attachment, ...]) -> list[str]:
        return [str(item.path) for item in value]

    prose = True

    def words(self, value: tuple[Attachment, ...]) -> tuple[str, ...]:
        return tuple(item.path.stem for item in value)
