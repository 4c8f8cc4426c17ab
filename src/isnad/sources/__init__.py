"""Where reports come from: files, folders and standard input, as captures."""
