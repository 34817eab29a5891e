"""What the store and the screens may ask of the outside world."""

from amplify_tui.services.ports.amplify import Connector, Gateway, Page
from amplify_tui.services.ports.downloads import Downloads
from amplify_tui.services.ports.events import EventQueue, EventQueues
from amplify_tui.services.ports.machine import Browser, CallLog, Clock, Memory
from amplify_tui.services.ports.objects import LogText, ObjectReader, StoredBody
from amplify_tui.services.ports.pictures import Display, Graphics, Pictures
from amplify_tui.services.ports.saver import Saver

__all__ = [
    "Browser",
    "CallLog",
    "Clock",
    "Connector",
    "Display",
    "Downloads",
    "EventQueue",
    "EventQueues",
    "Gateway",
    "Graphics",
    "LogText",
    "Memory",
    "ObjectReader",
    "Page",
    "Pictures",
    "Saver",
    "StoredBody",
]
