"""`python -m sixhills` is `sixhills`: the whole process, from its start to its end."""

import gc
import os

_MORE_OBJECTS = 200_000
"""New objects after which Python looks for cycles of garbage, instead of 700."""


def main() -> None:
    """Run the command line, and leave out what a short process needs no time for.

    A command makes a hundred thousand objects while it is imported, and none of them is garbage:
    looking for it so often, and once more at the end, took a third of the time of `sixhills next`
    (benchmarks/bench_next.py). A long ride still collects its garbage, in larger bites.
    """
    gc.set_threshold(_MORE_OBJECTS, *gc.get_threshold()[1:])
    # nor has anything installed beside sixhills a say in how values are read (plain.py): looking
    # for it is a tenth of a short command
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    from sixhills.cli.main import run

    try:
        run()
    finally:
        gc.freeze()  # the system takes all memory back at once


if __name__ == "__main__":
    main()
