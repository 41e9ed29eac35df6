"""Certificate, revocation and timestamp authorities: the embedded ones, and those reached by HTTP."""
