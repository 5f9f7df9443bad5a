"""Readers of articles without labels: tables, web pages, documents, feeds and archives."""
