"""What the store and the screens may ask of the outside world."""

from amplify_tui.services.ports.amplify import Connector, Gateway, Page
from amplify_tui.services.ports.machine import Browser, CallLog, Clock, Memory
from amplify_tui.services.ports.objects import ObjectReader, StoredBody

__all__ = [
    "Browser",
    "CallLog",
    "Clock",
    "Connector",
    "Gateway",
    "Memory",
    "ObjectReader",
    "Page",
    "StoredBody",
]
