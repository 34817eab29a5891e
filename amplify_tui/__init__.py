"""amplify-tui: a terminal dashboard for AWS Amplify Hosting jobs.

The rooms, from the top down; imports point down this list, never up, and
``lint-imports`` proves it:

* ``cli``: the commands, and the composition root that wires the rest together.
* ``ui``: the Textual app. The only room that knows Textual.
* ``store``: the one current picture, the poller that keeps it current, and the writes.
* ``services``: the outside world. AWS, files, the browser.
* ``model``: frozen values and pure functions. No input, no output, no clock.
* ``simulator``: an Amplify of our own over HTTP. It knows the model only, and
  only ``cli`` and the tests reach it.
"""

__version__ = "0.1.0"
