"""Everything that can go wrong with an input, as one tree; the edge translates it once."""


class IsnadError(Exception):
    """Base of all errors of isnad; `code` is stable and meant for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class InputRefused(IsnadError):
    """An input that is not read, with the reason.

    Codes: `empty`, `binary`, `not-arabic`, `not-a-report`, `too-large`, `undecodable`,
    `hostile-markup`, `unreadable`, `bad-sidecar`, `unsupported-format`, `unsupported-coding` (a way of packing that is not
    undone; the bytes are kept as they came); `not-installed` where a form needs an extra;
    `internal-error` for a fault of our own that must not stop a batch.
    """


class BadReference(IsnadError):
    """A data file of the package that breaks its own rules (`bad-reference`), found as it loads."""
