"""Rows of datasets: tables of texts with labels, in JSON, CSV, Parquet, or folders of these."""
