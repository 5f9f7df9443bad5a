"""Slow work off the GUI thread, and who waits for it.

``running`` runs a plain function and brings its result back; ``job_project`` gives it the project,
``awaited`` lets a view wait for the last one alone, ``job_bar`` shows how far it is.
"""
