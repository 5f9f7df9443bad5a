"""The project file: schema, reads and writes, history, backup. SQL lives here, and only here."""
