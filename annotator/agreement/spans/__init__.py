"""Agreement on where something is marked, and how."""
