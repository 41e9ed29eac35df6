"""Signatures made on the officer's own machine: a session is one act of one officer over up to 200 papers."""
