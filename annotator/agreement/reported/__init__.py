"""The lines of a report: what was measured, among whom, and what came out."""
