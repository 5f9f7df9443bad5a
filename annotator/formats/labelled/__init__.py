"""What most formats exchange: texts with labelled spans and links, there and back."""
