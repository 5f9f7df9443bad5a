#!/usr/bin/env python3
"""The two commands of a checkout: set everything up, then start the program or run all checks.

    python3 packaging/dev.py run [ARGUMENTS]    start the program (arguments: its command line)
    python3 packaging/dev.py test [ARGUMENTS]   run all checks (arguments: only pytest, with them)
    python3 packaging/dev.py setup              set up only

Standard library only. This file stays readable for any Python 3, so that an old one gets a
sentence and not a syntax error; the work is in checkout.py beside it.
"""

import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def works(python: str) -> bool:
    """Tell whether that Python starts (a version manager's placeholder does not)."""
    with open(os.devnull, "w") as nowhere:
        return subprocess.call([python, "-c", ""], stdout=nowhere, stderr=nowhere) == 0


def suitable_python() -> "str | None":
    """Return the path of a Python 3.11 to 3.13 found on the PATH, or None."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and works(found):
            return found
    return None


def main() -> int:
    """Hand over to checkout.py under a Python that can run it; return the exit code."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        import checkout

        return checkout.main(sys.argv[1:])
    other = suitable_python()
    if other and os.environ.get("ANNOTATOR_PYTHON_TRIED") != "1":
        os.environ["ANNOTATOR_PYTHON_TRIED"] = "1"
        os.execv(other, [other, os.path.abspath(__file__)] + sys.argv[1:])
    sys.stderr.write(
        "annotator: needs Python 3.11, 3.12 or 3.13; this is %d.%d and no other was found. "
        "Nothing was changed. Install one of them and run the command again with it, "
        "for example: python3.12 packaging/dev.py run\n" % sys.version_info[:2]
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
