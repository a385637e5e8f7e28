"""Bring the file to the shape this program knows, in one transaction."""

from sqlalchemy import Engine

from app.store.revision import HEAD as HEAD

SCRIPTS = "app.store:migrations"


def to_head(engine: Engine) -> None:
    """Run the missing migrations; either all of them are kept, or none.

    Foreign keys are off meanwhile, on the raw connection and before the transaction: a table that is rebuilt would
    otherwise take its children along. The whole file is checked before it is kept.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    with engine.execution_options(write=True).connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"migration left dangling references in {broken[0][0]}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
