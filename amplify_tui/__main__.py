"""Run the command line with ``python -m amplify_tui``."""

from amplify_tui.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
