"""Private keys that sign: soft (PKCS#12) and on a token (PKCS#11); and the check before each use."""
