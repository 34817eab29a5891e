"""Takes the README's pictures of the demo: ``python -m tests.screenshots``.

The world, its seed and its moment are fixed, so that a picture changes only
when the screen does.
"""
