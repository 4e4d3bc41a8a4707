"""Files wherever Hadoop reaches: this machine, HDFS, S3."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from defgraph.errors import InputError
from defgraph.files import STANDARD_STREAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import SparkSession

    from defgraph.files import FileKind

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PATTERN = re.compile(r"([\\*?\[\]{}])")


class Found(NamedTuple):
    """A file.

    Args:
        name: what messages call it: as it was named, below a folder with the way from there.
        key: how Hadoop calls it.
    """

    name: str
    key: str

    @property
    def suffix(self) -> str:
        """Its ending, in lower case."""
        return PurePosixPath(self.key).suffix.lower()

    @property
    def literally(self) -> str:
        """The key as Spark reads it, which takes some characters for patterns."""
        return _PATTERN.sub(r"\\\1", self.key)


class Hadoop:
    """The file systems that a session reaches.

    Args:
        session: says where they are, and with what keys.
    """

    def __init__(self, session: SparkSession) -> None:
        self._jvm: Any = session._jvm
        self._conf = session.sparkContext._jsc.hadoopConfiguration()

    def find(self, paths: Iterable[str], kind: FileKind) -> list[Found]:
        """Return the files that paths lead to, each once, in the order of :func:`defgraph.files.find_files`.

        A path is a file, a folder (searched to the bottom) or a pattern (``hdfs://…/2025-*/*.jsonl``).

        Raises:
            InputError: a path leads nowhere, a file has another ending, or a folder holds no such file.
        """
        found: dict[str, Found] = {}
        for given in paths:
            if given == STANDARD_STREAM:
                raise InputError("Spark reads no standard input; save the records in a file, and name that")
            with _named(given):
                for file in self._below(given, kind):
                    found.setdefault(file.key, file)
        return list(found.values())

    def _below(self, given: str, kind: FileKind) -> list[Found]:
        path = self.path(given)
        system = path.getFileSystem(self._conf)
        if system.exists(path):
            return self._files(given, path, kind)
        matches = system.globStatus(path) if _PATTERN.search(given) else None
        if not matches:
            raise InputError(f"{given}: no such file or folder")
        found = [status.getPath() for status in matches]
        return [file for each in found for file in self._files(self._shown(each), each, kind)]

    def _files(self, given: str, path: Any, kind: FileKind) -> list[Found]:  # noqa: ANN401 - of Java
        system = path.getFileSystem(self._conf)
        if not system.getFileStatus(path).isDirectory():
            file = _checked(Found(_joined(given), _key(system.makeQualified(path))))
            if file.suffix not in kind.suffixes:
                expected = ", ".join(kind.suffixes)
                raise InputError(
                    f'{given}: found the ending "{file.suffix}", expected one of {expected}; {kind.hint}'
                )
            return [file]
        top = _key(system.makeQualified(path)).rstrip("/") + "/"
        listed, below = system.listFiles(path, True), []  # noqa: FBT003 - of Java
        while listed.hasNext():
            parts = PurePosixPath(_key(listed.next().getPath()).removeprefix(top)).parts
            wanted = PurePosixPath(parts[-1]).suffix.lower() in kind.suffixes
            if wanted and not kind.passes_over(parts[-1]) and not any(p.startswith(".") for p in parts):
                below.append(parts)
        if not below:
            raise InputError(f"{given}: {kind.none_found} that end in {', '.join(kind.suffixes)}")
        return [_checked(Found(_joined(given, *parts), top + "/".join(parts))) for parts in sorted(below)]

    def path(self, given: str) -> Any:  # noqa: ANN401 - of Java
        """Return Hadoop's path; one without a scheme lies in this folder, where files are this machine's."""
        if (
            not _SCHEME.match(given)
            and self._jvm.org.apache.hadoop.fs.FileSystem.getDefaultUri(self._conf).getScheme() == "file"
        ):
            given = str(Path(given).absolute())
        return self._jvm.org.apache.hadoop.fs.Path(given)

    def _shown(self, path: Any) -> str:  # noqa: ANN401 - of Java
        uri = path.toUri()
        return str(uri.getPath()) if uri.getScheme() == "file" else str(_key(path))

    def read(self, key: str) -> bytes | None:
        """Return the bytes of a small file, or None where there is none."""
        path = self.path(key)
        system = path.getFileSystem(self._conf)
        if not system.exists(path):
            return None
        stream = system.open(path)
        try:
            return bytes(stream.readAllBytes())
        finally:
            stream.close()

    def local(self, key: str) -> Path | None:
        """Return the path on this machine, and on every other that has the same disk, of a file there."""
        uri = self.path(key).toUri()
        return Path(uri.getPath()) if uri.getScheme() in (None, "file") else None


class Folder:
    """A folder that appears under its name only when all of it has been written.

    Args:
        hadoop: where it lies.
        name: its path.

    Raises:
        InputError: there is something under this name, or nothing can be written there.
    """

    MARKER = "_SUCCESS"
    """An empty file in a folder that is whole, as Spark's own writers leave it."""

    def __init__(self, hadoop: Hadoop, name: str) -> None:
        self._name = name
        with _named(name):
            self._final = hadoop.path(name.rstrip("/"))
            self._system = self._final.getFileSystem(hadoop._conf)
            if self._system.exists(self._final):
                raise InputError(f"{name}: there is something already; remove it, or name another folder")
        self._system.setWriteChecksum(False)  # on this disk it leaves a file beside each
        self._make = hadoop._jvm.org.apache.hadoop.fs.Path
        self._beside = self._make(self._final.getParent(), f".{self._final.getName()}.building")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Give the folder its name when all has been written in the context, and clear it away when not."""
        with _named(self._name):
            self._system.delete(self._beside, True)  # noqa: FBT003 - of Java
            self._system.mkdirs(self._beside)
            try:
                yield
                if not self._system.rename(self._beside, self._final):
                    raise InputError(
                        f"{self._name}: cannot be written: the finished folder cannot be renamed"
                    )
                self._system.create(self._make(self._final, self.MARKER)).close()
            finally:
                self._system.delete(self._beside, True)  # noqa: FBT003 - of Java

    def at(self, *parts: str) -> str:
        """Return the path of something in the folder, while it is being written."""
        return "/".join((_key(self._beside), *parts))

    def names(self, *parts: str) -> list[str]:
        """Return the names of what is in a folder below, sorted, hidden files and markers left out."""
        listed = self._system.listStatus(self._make(self.at(*parts)))
        names = (str(status.getPath().getName()) for status in listed)
        return sorted(name for name in names if not name.startswith((".", "_")))

    def move(self, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        """Give something below another name."""
        target = self._make(self.at(*after))
        self._system.mkdirs(target.getParent())
        if not self._system.rename(self._make(self.at(*before)), target):
            raise InputError(f"{self._name}: cannot be written: {'/'.join(after)} cannot be renamed")

    def remove(self, *parts: str) -> None:
        """Remove something below."""
        self._system.delete(self._make(self.at(*parts)), True)  # noqa: FBT003 - of Java


def _key(path: Any) -> str:  # noqa: ANN401 - of Java
    return str(path.toString())


def _joined(given: str, *parts: str) -> str:
    """Return a path as :class:`pathlib.Path` has it; one with a scheme as it is."""
    if _SCHEME.match(given):
        return "/".join((given.rstrip("/"), *parts))
    return str(Path(given, *parts))


def _checked(file: Found) -> Found:
    """Refuse a name that Spark passes over without a word."""
    if PurePosixPath(file.key).name.startswith("_"):
        raise InputError(f"{file.name}: Spark reads no file whose name begins with an underscore; rename it")
    return file


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Turn what Hadoop raises about a path into an error that names it."""
    from py4j.protocol import Py4JJavaError

    try:
        yield
    except Py4JJavaError as error:
        raise InputError(f"{name}: {reason(error)}") from None


def reason(error: Any) -> str:  # noqa: ANN401 - py4j has no types
    """Return in a line why something failed in Java."""
    root = error.java_exception
    while root.getCause() is not None:
        root = root.getCause()
    return str(root.toString()).partition("\n")[0]
