"""PDFium may be used by one thread at a time in the whole program: whoever draws with it holds this meanwhile."""

from threading import RLock

held = RLock()
