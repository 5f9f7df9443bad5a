"""The articles: reading files, decoding, zones, sentences, offsets."""
