"""Alembic's way in: migrates over the connection that `dragoman.record` hands it."""

from __future__ import annotations

from alembic import context

from dragoman.record.migrations import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=False,  # the caller's transaction holds the whole upgrade
)
context.run_migrations()
