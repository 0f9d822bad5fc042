"""The command line: arguments in, the calls of `pipeline`, text out."""

from kgqa.cli.entry import main

__all__ = ["main"]
