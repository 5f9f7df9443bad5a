"""Slow work off the GUI thread, and who waits for it.

``running`` runs a plain function and brings its result back; ``job_project`` gives it the project,
``awaited`` lets a view wait for the last one alone, at once or a moment after the last wish,
``closed_meanwhile`` lets go of the project for work that has to be its only writer, ``job_bar``
shows how far it is.
"""
