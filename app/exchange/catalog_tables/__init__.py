"""Published catalogs (基层政务公开标准目录) as counties write them, read row by row."""

from app.exchange.catalog_tables.reading import CatalogReading, CatalogRowRead, RefusedRow
from app.exchange.catalog_tables.recognition import read_catalog

__all__ = ["CatalogReading", "CatalogRowRead", "RefusedRow", "read_catalog"]
