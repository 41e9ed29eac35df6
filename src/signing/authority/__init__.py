"""The embedded authorities for certificates, revocation lists and timestamps, without legal value."""
