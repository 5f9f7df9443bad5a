"""Copies of a project: handed out, joined, and what they say differently."""
