"""What can go wrong with an archive; each with a stable code (isnad.model.errors)."""

from isnad.model.errors import IsnadError


class ArchiveError(IsnadError):
    """Base of the archive's errors.

    Codes: `locked` (another process writes), `newer-schema`, `storage` (disk full or input/output error),
    `damaged` (verification failed), `not-an-archive`, `no-such-document` (also where it may not be seen), `not-allowed`,
    `bad-role`, `bad-level`, `bad-verdict`, `bad-key` (no such key, or not the one a backup was sealed to), `not-installed`.
    """
