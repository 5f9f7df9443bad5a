"""Copies of a project: handed out, joined, and what they say differently.

``handing_out`` makes a copy (``veiling`` what it may not tell), ``merging`` joins one: the history
by ``joining_events``, the rest by ``merging_beside``; what remains open are ``conflicts``.
"""
