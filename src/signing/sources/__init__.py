"""What is reached over HTTP: timestamp authorities, OCSP responders, revocation lists."""
