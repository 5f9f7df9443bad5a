"""The gestures: each checks what is asked for and returns the step to store."""
