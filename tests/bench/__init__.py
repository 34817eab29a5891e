"""What amplify-tui costs, measured beside references from the same run.

``python -m tests.bench`` prints one line a promise: its figure, the reference,
and HELD or MISSED. Nothing here is a test, because a busy machine would turn a
timed test red for no reason.
"""
