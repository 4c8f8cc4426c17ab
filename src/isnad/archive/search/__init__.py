"""Finding reports as an Arabic reader would look: one module for the command, the web and the exports."""
