"""Every error defgraph raises on purpose.

::

    DefgraphError            exit 1
    ├── DataError            exit 1  the data has a problem
    │   ├── RecordsError             records that break the format, each listed
    │   └── ConflictError            somebody else has changed it meanwhile
    ├── InputError           exit 2  the caller asked for something that cannot be
    │   ├── QueryError               a query that does not parse, or is not allowed
    │   ├── ParameterError           a parameter value that has no meaning here
    │   ├── RdfError                 RDF that does not parse
    │   ├── ChangedError             what was to be changed is not what the caller takes it for
    │   ├── TooLargeError            an answer larger than may be given
    │   ├── JudgementsError          judgements that cannot be read, or contradict one another
    │   └── NotFoundError            a name nothing goes by
    ├── MissingExtraError    exit 2  an optional part is not installed
    └── StoreError           exit 3  the store failed
        ├── StoreMissingError        there is no store at this place
        ├── StoreLockedError         another process is writing to it
        ├── StoreReadOnlyError       it was opened, or lies, where nothing can be written
        ├── StoreUnreachableError    the endpoint does not answer, or answers with an error
        │   └── StoreTimeoutError exit 4 it does not answer in time
        ├── StoreDeniedError  exit 5 the endpoint wants a password or token, or takes not this one
        ├── StoreUntrustedError exit 6 the endpoint cannot prove that it is who it says
        ├── StoreAnswerError  exit 7 the endpoint's answer breaks off, or makes no sense
        └── StoreUnfinishedError exit 8 a build into it has begun and not ended

A foreign exception is translated where it enters, so callers catch this tree alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class DefgraphError(Exception):
    """Base of the tree; ``exit_code`` is what the command line ends with."""

    exit_code = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """Go from process to process as it is, whatever the arguments of its class are."""
        return _as_it_was, (type(self), self.args), self.__dict__


def _as_it_was(kind: type[DefgraphError], args: tuple[object, ...]) -> DefgraphError:
    error = kind.__new__(kind)
    error.args = args
    return error


class DataError(DefgraphError):
    """The data has a problem that the reader of the message can mend."""


class RecordsError(DataError):
    """Records that break the format.

    Args:
        problems: one printable problem each, in the order they were met.
    """

    def __init__(self, problems: Sequence[object]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ConflictError(DataError):
    """Somebody else has changed a file since it was read; nothing was written.

    Args:
        place: the file.
        base: its bytes as the caller read them; None: there was none.
        theirs: its bytes now; None: it is gone.
    """

    def __init__(self, place: str, base: bytes | None, theirs: bytes | None) -> None:
        self.base = base
        self.theirs = theirs
        done = "is gone" if theirs is None else "has changed"
        super().__init__(f"{place}: the file {done} since it was read; look at it again before you save")


class InputError(DefgraphError):
    """The caller asked for something that cannot be."""

    exit_code = 2
    parameter: str | None = None
    """The parameter of a query that it is about, if it is about one."""


class QueryError(InputError):
    """A query that does not parse, or that is not allowed to run."""


class ParameterError(InputError):
    """A parameter value that has no meaning for its type.

    Args:
        message: what was found, and what was expected.
        parameter: the name of the parameter, where it is known.
    """

    def __init__(self, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class RdfError(InputError):
    """RDF that does not parse."""


class ChangedError(InputError):
    """What was to be changed is not, or no longer, what the caller takes it for."""


class TooLargeError(InputError):
    """An answer is larger than may be given."""


class JudgementsError(InputError):
    """Judgements of identity that cannot be read, or that contradict one another."""


class NotFoundError(InputError):
    """A name that nothing in the store or the package goes by."""


class MissingExtraError(InputError):
    """An optional part is not installed.

    Args:
        extra: the name of the extra that brings it.
        package: the module that was looked for.
    """

    def __init__(self, extra: str, package: str) -> None:
        command = f"pip install 'defgraph[{extra}]'"
        super().__init__(f"this needs {package}, which is not installed; run: {command}")


class StoreError(DefgraphError):
    """The store failed; nothing was half written.

    Args:
        message: what failed, where, and what to do.
        status: the HTTP status (RFC 9110, section 15), where an endpoint answered with one.
    """

    exit_code = 3

    def __init__(self, message: str, status: int | None = None) -> None:
        self.status = status
        super().__init__(message)


class StoreMissingError(StoreError):
    """There is no store at this place."""


class StoreLockedError(StoreError):
    """Another process is writing to the store."""


class StoreReadOnlyError(StoreError):
    """The store was opened read-only, or lies where nothing can be written."""


class StoreUnreachableError(StoreError):
    """The endpoint does not answer, or answers with an error."""


class StoreTimeoutError(StoreUnreachableError):
    """The endpoint does not answer in time."""

    exit_code = 4


class StoreDeniedError(StoreError):
    """The endpoint wants a password or a token, or does not take the one it was given."""

    exit_code = 5


class StoreUntrustedError(StoreError):
    """The endpoint cannot prove that it is who it says it is: its certificate does not hold."""

    exit_code = 6


class StoreAnswerError(StoreError):
    """The endpoint's answer breaks off, or is none that the protocol knows."""

    exit_code = 7


class StoreUnfinishedError(StoreError):
    """A build into the store has begun and not ended, so its answers would not be the whole truth."""

    exit_code = 8
