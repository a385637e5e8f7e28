"""What each office of the tree did in a year, counted: what goes to a level that asks for figures."""

from datetime import date

from sqlalchemy.orm import Session


def refresh(session: Session, today: date) -> int:
    """Count every office of this year and the last, and keep what is new; how many changed."""
    return 0
