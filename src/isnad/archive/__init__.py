"""Reports kept as evidence and found again: blobs by digest, one database, an audit log that shows tampering."""
