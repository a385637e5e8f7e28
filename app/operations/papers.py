"""Paper as a file: whole or not at all."""

from pathlib import Path

from app.exchange.files import written_whole


def write(path: Path, data: bytes) -> None:
    """Write a drawn sheet under a name; UserError if the disk is full or the folder is not there."""
    with written_whole(path) as file:
        file.write(data)
