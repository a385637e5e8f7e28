"""Village notices as a folder of static pages for the banner's web site (旗县门户嘎查村务公开专栏)."""

from app.exchange.portal.content import Portal, PortalColumn, PortalFile, PortalNotice, PortalVillage, Words
from app.exchange.portal.writing import MARKER, Tell, write

__all__ = [
    "MARKER",
    "Portal",
    "PortalColumn",
    "PortalFile",
    "PortalNotice",
    "PortalVillage",
    "Tell",
    "Words",
    "write",
]
