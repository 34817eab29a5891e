"""What the store and the screens may ask of the outside world."""

from amplify_tui.services.ports.amplify import Connector, Gateway, Page
from amplify_tui.services.ports.downloads import Downloads
from amplify_tui.services.ports.machine import Browser, CallLog, Clock, Memory
from amplify_tui.services.ports.objects import LogText, ObjectReader, StoredBody

__all__ = [
    "Browser",
    "CallLog",
    "Clock",
    "Connector",
    "Downloads",
    "Gateway",
    "LogText",
    "Memory",
    "ObjectReader",
    "Page",
    "StoredBody",
]
