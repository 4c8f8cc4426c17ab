"""Named places where a test may kill the process (`ISNAD_CRASH_AT=after_blob_rename`); silent otherwise.

After PostgreSQL's injection points: a promise about crashes is proved at each line that could break it.
"""

import os
import signal

POINTS = (
    "before_blob_rename",
    "after_blob_rename",
    "before_commit",
    "after_commit",
    "before_checkpoint",
    "after_checkpoint",
    "inside_migration",
    "inside_backup",
)


def crash_point(name: str) -> None:
    """Die here, without any clean-up, where the environment names this point."""
    if os.environ.get("ISNAD_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
