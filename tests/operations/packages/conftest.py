"""A banner and two townships that know each other: made once, copied for each test, since a new file takes its time."""

import pytest

from tests.operations.packages.desks import BANNER, OTHER_TOWNSHIP, TOWNSHIP, Desk
from tests.operations.packages.forging import moved


@pytest.fixture(scope="session")
def made_offices(tmp_path_factory):
    folder = tmp_path_factory.mktemp("offices")
    banner, township, other = (Desk(folder / office.code, office) for office in (BANNER, TOWNSHIP, OTHER_TOWNSHIP))
    for one in (township, other):
        banner.know(one)
    return banner, township, other


@pytest.fixture
def copied(made_offices, tmp_path):
    """A copy of one of the offices by its code, or several of the same."""
    found = []

    def copy(office):
        (made,) = [one for one in made_offices if one.office is office]
        found.append(moved(made, tmp_path / f"{office.code}-{len(found)}"))
        return found[-1]

    yield copy
    for one in found:
        one.store.close()


@pytest.fixture
def banner(copied):
    return copied(BANNER)


@pytest.fixture
def township(copied):
    return copied(TOWNSHIP)


@pytest.fixture
def other(copied):
    return copied(OTHER_TOWNSHIP)
