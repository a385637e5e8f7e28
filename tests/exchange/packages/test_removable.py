"""Which of the places of a computer are sticks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app.exchange.packages.removable import of_mac, of_mounts
from app.exchange.packages.stick import sticks

MOUNTS = r"""sysfs /sys sysfs rw,relatime 0 0
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sda1 /boot/efi vfat rw 0 0
tmpfs /run/media tmpfs rw 0 0
/dev/sdb1 /media/clerk/KINGSTON\04064G vfat rw,nosuid,uid=1000,utf8 0 0
/dev/sdc1 /run/media/clerk/政务U盘 fuseblk rw 0 0
/dev/sdd /mnt exfat rw 0 0
/dev/sde1 /mediatheque ext4 rw 0 0
systemd-1 /mnt/share autofs rw 0 0
//server/share /mnt/share cifs rw 0 0
C:\134 /mnt/c 9p rw 0 0
/dev/sdf1 /media/clerk/A\134B vfat ro 0 0
"""


def test_block_devices_where_desktops_mount_them_are_sticks():
    assert [(str(place.path), place.label, place.filesystem) for place in of_mounts(MOUNTS)] == [
        ("/media/clerk/KINGSTON 64G", "KINGSTON 64G", "vfat"),
        ("/run/media/clerk/政务U盘", "政务U盘", "fuseblk"),
        ("/mnt", "mnt", "exfat"),
        ("/media/clerk/A\\B", "A\\B", "vfat"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "/dev/sdb1", "/dev/sdb1 /media/x", "x y z", "/dev/sdb1  "])
def test_lines_that_say_little_do_no_harm(text):
    assert all(place.path == Path("/media/x") for place in of_mounts(text))


def test_what_was_mounted_last_is_what_is_seen():
    (place,) = of_mounts("/dev/sdb1 /media/x vfat rw 0 0\n/dev/sdc1 /media/x exfat rw 0 0\n")
    assert place.filesystem == "exfat"


def test_the_disk_of_the_computer_itself_is_a_link_among_the_volumes(tmp_path):
    (tmp_path / "Macintosh HD").symlink_to(tmp_path / "STICK")
    (tmp_path / "folder").mkdir()
    (tmp_path / "STICK").mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path / "STICK")]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only an administrator of Linux can make a disk for this test")
    try:
        assert [place.label for place in of_mac(tmp_path)] == ["STICK"]
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path / "STICK")], check=True)


def test_this_computer_is_asked_without_an_error():
    for stick in sticks():
        assert stick.path.is_dir()
        assert 0 <= stick.free <= stick.total
        assert shutil.disk_usage(stick.path).total == stick.total
