"""The command line's entry point."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from amplify_tui import __version__
from amplify_tui.cli.exits import Exit, OutOfTimeError, UsageError, exit_for
from amplify_tui.cli.parser import PROGRAM, help_for, parse
from amplify_tui.cli.streams import forget, write_note, write_result
from amplify_tui.services.errors import ApiError
from amplify_tui.services.settings_file import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from amplify_tui.cli.surroundings import Surroundings


def main(argv: Sequence[str] | None = None, surroundings: Surroundings | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments after the program's name; None for the process's own.
        surroundings: What the command finds around itself; None for the process's own.

    Returns:
        The exit code.
    """
    if argv is None:
        sys.excepthook = _report_bug
        gc.disable()
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        return _run(arguments, surroundings)
    except (UsageError, SettingsError) as error:
        return _fail(arguments, Exit.USAGE, type(error).__name__, error.message, error.hint)
    except ApiError as error:
        return _fail(arguments, exit_for(error), error.code, error.message, error.hint)
    except OutOfTimeError:
        return _fail(arguments, Exit.TIMEOUT, "Timeout", "Out of time.", "Give it more with --timeout.")
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        forget(sys.stdout)
        return Exit.DONE


def _run(arguments: list[str], surroundings: Surroundings | None) -> int:
    request = parse(arguments)
    if request.wants_version:
        write_result(sys.stdout, f"{PROGRAM} {__version__}\n")
        return Exit.DONE
    if request.wants_help:
        write_result(sys.stdout, help_for(request.command))
        return Exit.DONE
    # Imported here, since help and version must not wait for it.
    from amplify_tui.cli.surroundings import Surroundings

    module = import_module(f"amplify_tui.cli.commands.{request.command.module}")
    _collect_garbage_from_now_on()
    code: int = module.run(request, surroundings or Surroundings())
    return code


def _collect_garbage_from_now_on() -> None:
    """Begin to look for garbage after what is loaded, which all stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _fail(arguments: list[str], code: int, name: str, message: str, hint: str) -> int:
    from amplify_tui.cli.output import Output

    Output(is_json="--json" in arguments).error(name, message, hint)
    return code


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what nobody foresaw, and end with a code that no script takes for a job's result."""
    import logging
    from pathlib import Path

    from amplify_tui.services.log_file import start_log
    from amplify_tui.services.paths import find_paths

    if not logging.getLogger().handlers:
        start_log(find_paths(os.environ, Path("~").expanduser()).log, "INFO")
    logging.getLogger("amplify_tui").critical("unexpected", exc_info=(kind, error, trace))
    write_note(
        sys.stderr, f"{PROGRAM}: unexpected {kind.__name__}; `{PROGRAM} info` names the log with more.\n"
    )
    os._exit(Exit.GAVE_UP)
